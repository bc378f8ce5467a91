import type { Cell, Output } from '@riffle/protocol';
import { memo } from 'react';
import { InsertOutput } from './insert-output.tsx';
import { ProblemOutput } from './problem-output.tsx';
import { ResultOutput } from './result-output.tsx';
import { SafeHtml } from './safe-html.tsx';
import { StaticTable } from './static-table.tsx';

/** What a run gave, statement by statement. */
export const OutputList = memo(function OutputList({ cell }: { cell: Cell }) {
  const outputs = cell.run?.outputs ?? [];
  return (
    <>
      {outputs.map((output, i) => (
        <div key={`${cell.run?.runId}-${i}`} className="output" data-testid={`output-${output.kind}`}>
          <OneOutput cell={cell} output={output} />
        </div>
      ))}
    </>
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
