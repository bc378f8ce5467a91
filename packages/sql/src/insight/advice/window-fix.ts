/** Rewrites `SELECT … FROM t GROUP BY k` so that it counts by windows of the table's time. */
import type { Fix } from '@riffle/plan';
import type { SyntaxNode } from '../../ast/any-node.ts';
import type { FunctionCall } from '../../ast/expressions.ts';
import type { Select } from '../../ast/queries.ts';
import type { ExaminedParagraph, ExaminedStatement } from '../examine.ts';
import { tableTimes } from './table-times.ts';

interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Undefined where the FROM is more than one plain table, or the table has no time to go by. */
export function tumbleFix(select: Select, at: ExaminedStatement, { text }: ExaminedParagraph): Fix | undefined {
  const { from, groupBy, items } = select;
  const [firstItem] = items;
  const [firstKey] = groupBy?.elements ?? [];
  if (from?.kind !== 'named-table' || from.hints.length > 0 || from.systemTime !== undefined || groupBy === undefined) {
    return undefined;
  }
  const times = tableTimes(from.path, at.env);
  const time = times.rowtime ?? times.proctime;
  if (time === undefined || firstItem === undefined || firstKey === undefined) {
    return undefined;
  }
  const source = (node: SyntaxNode): string => text.slice(node.span.start, node.span.end);
  const floor = groupBy.elements.find((key) => floorUnit(key, time) !== undefined);
  const unit = (floor === undefined ? undefined : floorUnit(floor, time)) ?? 'MINUTE';
  const floorText = floor === undefined ? undefined : source(floor);
  const floorItem = items.find(({ expression }) => source(expression) === floorText);
  const table = `TABLE(TUMBLE(TABLE ${source(from.path)}, DESCRIPTOR(${quoted(time)}), INTERVAL '1' ${unit}))`;
  const edits: Edit[] = [
    floorItem === undefined
      ? before(firstItem, 'window_start, window_end, ')
      : over(floorItem.expression, 'window_start'),
    over(from.path, table),
    floor === undefined ? before(firstKey, 'window_start, window_end, ') : over(floor, 'window_start, window_end'),
  ];
  return oneEdit('Use a TUMBLE window', text, edits);
}

const before = ({ span }: SyntaxNode, text: string): Edit => ({ start: span.start, end: span.start, text });
const over = ({ span }: SyntaxNode, text: string): Edit => ({ ...span, text });

/** The unit of `FLOOR(time TO unit)`. */
function floorUnit(node: SyntaxNode, time: string): string | undefined {
  const call = node as FunctionCall;
  if (node.kind !== 'function-call' || call.name.parts.at(-1)?.name.toUpperCase() !== 'FLOOR') {
    return undefined;
  }
  const [column, unit] = call.args as readonly SyntaxNode[];
  const isTime = column?.kind === 'column-reference' && column.parts.at(-1)?.name === time;
  const name = unit?.kind === 'symbol' ? unit.value.toUpperCase() : '';
  return isTime && ['SECOND', 'MINUTE', 'HOUR', 'DAY'].includes(name) ? name : undefined;
}

function quoted(name: string): string {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(name) ? name : `\`${name.replaceAll('`', '``')}\``;
}

/** Several edits as one, from the first to the last. */
function oneEdit(title: string, text: string, edits: readonly Edit[]): Fix {
  const sorted = edits.toSorted((a, b) => a.start - b.start);
  const start = sorted[0]?.start ?? 0;
  let replacement = '';
  let at = start;
  for (const edit of sorted) {
    replacement += text.slice(at, edit.start) + edit.text;
    at = edit.end;
  }
  return { title, span: { start, end: at }, replacement };
}
