/** Changes to the CREATE TABLE of a table that a query elsewhere needs otherwise. */
import { type Fix, formatIdentifier } from '@riffle/plan';
import { walk } from '../../ast/children.ts';
import type { CreateTable } from '../../ast/table-statements.ts';
import type { ExaminedParagraph } from '../examine.ts';
import { resolvePath } from '../lineage.ts';
import type { TableFix } from './rule.ts';

/** The edit in a paragraph that makes the table; undefined when it does not, or in a way that cannot be edited. */
export function applyTableFix(fix: TableFix, paragraph: ExaminedParagraph): Fix | undefined {
  const wanted = formatIdentifier(fix.table);
  for (const { statement, env } of paragraph.statements) {
    if (statement.kind === 'create-table' && formatIdentifier(resolvePath(statement.table, env.catalog)) === wanted) {
      return fix.edit.kind === 'add-watermark'
        ? addWatermark(fix.title, statement, fix.edit.column)
        : widenWatermark(fix.title, statement, paragraph.text);
    }
  }
  return undefined;
}

function addWatermark(title: string, { elements }: CreateTable, column: string): Fix | undefined {
  const last = elements.at(-1);
  if (last === undefined || elements.some(({ kind }) => kind === 'watermark')) {
    return undefined;
  }
  const { end } = last.span;
  const name = /^[A-Za-z_][A-Za-z0-9_]*$/.test(column) ? column : `\`${column.replaceAll('`', '``')}\``;
  return {
    title,
    span: { start: end, end },
    replacement: `,\n  WATERMARK FOR ${name} AS ${name} - INTERVAL '5' SECOND`,
  };
}

/** Twice the delay, or five seconds where there is none. */
function widenWatermark(title: string, { elements }: CreateTable, text: string): Fix | undefined {
  const watermark = elements.find((element) => element.kind === 'watermark');
  if (watermark === undefined) {
    return undefined;
  }
  let fix: Fix | undefined;
  walk(watermark.expression, (node) => {
    if (node.kind === 'interval-literal' && fix === undefined) {
      const source = text.slice(node.span.start, node.span.end);
      const doubled = source.replace(/'(\d+(?:\.\d+)?)'/, (_, n: string) => `'${Number(n) * 2}'`);
      fix = doubled === source ? undefined : { title, span: node.span, replacement: doubled };
    }
  });
  const { end } = watermark.expression.span;
  return fix ?? { title, span: { start: end, end }, replacement: " - INTERVAL '5' SECOND" };
}
