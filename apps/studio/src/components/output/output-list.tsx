import type { Cell, Output } from '@riffle/protocol';
import { memo, useLayoutEffect, useRef } from 'react';
import { isRunning } from '../../core/notes/cell-look.ts';
import { isQueryOutput, placeOf, type RowsOutput } from '../../core/results/display.ts';
import { ErrorBoundary } from '../ui/error-boundary.tsx';
import { InsertOutput } from './insert-output.tsx';
import { ProblemOutput } from './problem-output.tsx';
import { ResultOutput } from './result-output.tsx';
import { SafeHtml } from './safe-html.tsx';
import { StaticTable } from './static-table.tsx';
import { StoredResult } from './stored-result.tsx';

/** What a run gave, statement by statement. A run that begins anew keeps the room of the last one, so nothing jumps. */
export const OutputList = memo(function OutputList({ cell }: { cell: Cell }) {
  const outputs = cell.run?.outputs ?? [];
  const list = useRef<HTMLDivElement>(null);
  const room = useRef(0);
  const queries = outputs.filter(isQueryOutput).length;
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
          {queries > 1 && isQueryOutput(output) && <StatementLine output={output} number={queryNumber(outputs, i)} />}
          <ErrorBoundary what="This output">
            <OneOutput cell={cell} output={output} place={placeOf(outputs, output)} />
          </ErrorBoundary>
        </div>
      ))}
    </div>
  );
});

/** Of several results in one cell: which statement this one is of. */
function StatementLine({ output, number }: { output: RowsOutput; number: number }) {
  const statement = output.kind === 'result' ? output.statement : output.stored?.statement;
  return (
    <p className="statement-line" title={statement} data-testid="statement">
      <b>Result {number}</b> {statement !== undefined && <code>{statement}</code>}
    </p>
  );
}

function queryNumber(outputs: readonly Output[], index: number): number {
  return outputs.slice(0, index + 1).filter(isQueryOutput).length;
}

function OneOutput({ cell, output, place }: { cell: Cell; output: Output; place: number }) {
  switch (output.kind) {
    case 'text':
      return <pre className="text-output">{output.text}</pre>;
    case 'html':
      return <SafeHtml html={output.html} className="html-output markdown" />;
    case 'table':
      return output.stored !== undefined ? (
        <StoredResult cell={cell} output={output} place={place} />
      ) : (
        <StaticTable columns={output.columns} rows={output.rows} />
      );
    case 'result':
      return <ResultOutput cell={cell} output={output} place={place} />;
    case 'insert':
      return <InsertOutput cell={cell} output={output} />;
    case 'problem':
      return <ProblemOutput cell={cell} problem={output.problem} />;
  }
}
