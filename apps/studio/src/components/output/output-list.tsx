import type { Cell, Output } from '@riffle/protocol';
import { memo, useLayoutEffect, useRef } from 'react';
import { isRunning } from '../../core/notes/cell-look.ts';
import { InsertOutput } from './insert-output.tsx';
import { ProblemOutput } from './problem-output.tsx';
import { ResultOutput } from './result-output.tsx';
import { SafeHtml } from './safe-html.tsx';
import { StaticTable } from './static-table.tsx';

/** What a run gave, statement by statement. A run that begins anew keeps the room of the last one, so nothing jumps. */
export const OutputList = memo(function OutputList({ cell }: { cell: Cell }) {
  const outputs = cell.run?.outputs ?? [];
  const list = useRef<HTMLDivElement>(null);
  const room = useRef(0);
  const waiting = outputs.length === 0 && isRunning(cell.status);
  useLayoutEffect(() => {
    if (!waiting) {
      room.current = list.current?.offsetHeight ?? 0;
    }
  });
  if (waiting) {
    return room.current === 0 ? null : (
      <div className="output" style={{ height: room.current }}>
        <p className="output-hint">{cell.status === 'queued' ? 'waiting for its turn…' : 'starting…'}</p>
      </div>
    );
  }
  return (
    <div ref={list} className="outputs">
      {outputs.map((output, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: outputs of a run are only ever added at the end
        <div key={`${cell.run?.runId}-${i}`} className="output" data-testid={`output-${output.kind}`}>
          <OneOutput cell={cell} output={output} />
        </div>
      ))}
    </div>
  );
});

function OneOutput({ cell, output }: { cell: Cell; output: Output }) {
  switch (output.kind) {
    case 'text':
      return <pre className="text-output">{output.text}</pre>;
    case 'html':
      return <SafeHtml html={output.html} className="html-output markdown" />;
    case 'table':
      return <StaticTable columns={output.columns} rows={output.rows} />;
    case 'result':
      return <ResultOutput cell={cell} output={output} />;
    case 'insert':
      return <InsertOutput cell={cell} output={output} />;
    case 'problem':
      return <ProblemOutput cell={cell} problem={output.problem} />;
  }
}
