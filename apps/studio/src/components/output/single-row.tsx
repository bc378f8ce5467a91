import { fillTemplate } from '@riffle/note-model';
import { columnShape } from '../../core/format/column-shape.ts';
import type { ResultSource } from './result-panel.tsx';
import { SafeHtml } from './safe-html.tsx';
import { ValueText } from './value-text.tsx';

/** The last row alone: in the template the cell gives, or each column with its value. */
export function SingleRow({ source: { rows, columns, template } }: { source: ResultSource }) {
  const row = rows.at(-1);
  if (row === undefined) {
    return <p className="single-row output-hint">waiting for the first row…</p>;
  }
  if (template !== undefined) {
    return <SafeHtml html={fillTemplate(template, row.values)} className="single-row markdown" />;
  }
  return (
    <dl className="single-row single-values">
      {columns.map((column, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two columns may have one name
        <div key={i}>
          <dt>{column.name}</dt>
          <dd title={row.values[i] ?? 'NULL'}>
            <ValueText value={row.values[i] ?? null} shape={columnShape(column, [row.values[i] ?? null])} />
          </dd>
        </div>
      ))}
    </dl>
  );
}
