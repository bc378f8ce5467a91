import { fillTemplate } from '@riffle/note-model';
import { columnShape } from '../../core/format/column-shape.ts';
import type { ResultSnapshot } from '../../core/results/live-result.ts';
import type { ResultOutputValue } from './result-output.tsx';
import { SafeHtml } from './safe-html.tsx';
import { ValueText } from './value-text.tsx';

/** The last row alone: in the template the cell gives, or each column with its value. */
export function SingleRow({ output, snapshot }: { output: ResultOutputValue; snapshot: ResultSnapshot | undefined }) {
  const row = snapshot?.rows.at(-1);
  if (row === undefined) {
    return <p className="single-row output-hint">waiting for the first row…</p>;
  }
  if (output.template !== undefined) {
    return <SafeHtml html={fillTemplate(output.template, row.values)} className="single-row markdown" />;
  }
  return (
    <dl className="single-row single-values">
      {output.columns.map((column, i) => (
        <div key={column.name}>
          <dt>{column.name}</dt>
          <dd>
            <ValueText value={row.values[i] ?? null} shape={columnShape(column, [row.values[i] ?? null])} />
          </dd>
        </div>
      ))}
    </dl>
  );
}
