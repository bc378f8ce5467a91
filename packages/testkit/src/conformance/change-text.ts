/** Flink's text of a change, `+I[1, a, 2020-01-01T10:00]`, and the final rows of a list of changes. */
import { formatVariant, type LogicalType, type RowKindName, type Value, type VariantValue } from '@riffle/columns';
import { javaText } from '@riffle/connectors';

export interface Change {
  readonly op: RowKindName;
  /** Java's text of each column. */
  readonly cells: readonly string[];
}

export function changeOf(op: RowKindName, row: readonly Value[], types: readonly LogicalType[]): Change {
  return { op, cells: types.map((type, i) => cellText(row[i] ?? null, type)) };
}

function cellText(value: Value, type: LogicalType): string {
  return value !== null && type.kind === 'VARIANT'
    ? formatVariant((value as VariantValue).content)
    : javaText(value, type);
}

export function changeText({ op, cells }: Change): string {
  return `${op}[${cells.join(', ')}]`;
}

/** Reads `+U[a, [1, 2], {x=1}]`: commas inside brackets do not count. */
export function parseChange(text: string): Change {
  const cells: string[] = [];
  let depth = 0;
  let cell = '';
  const body = text.slice(3, -1);
  for (let at = 0; at < body.length; at++) {
    const char = body.charAt(at);
    depth += '[{('.includes(char) ? 1 : ']})'.includes(char) ? -1 : 0;
    if (char === ',' && depth === 0 && body.charAt(at + 1) === ' ') {
      cells.push(cell);
      cell = '';
      at++;
    } else {
      cell += char;
    }
  }
  cells.push(cell);
  return { op: text.slice(0, 2) as RowKindName, cells };
}

/**
 * The rows that are left when all changes have been applied, as text, sorted. With a key a change replaces or removes
 * the row of its key; without one it adds or removes an equal row.
 */
export function finalRows(changes: readonly Change[], key: readonly number[]): string[] {
  if (key.length > 0) {
    const byKey = new Map<string, string>();
    for (const { op, cells } of changes) {
      const keyText = JSON.stringify(key.map((index) => cells[index]));
      if (op === '+I' || op === '+U') {
        byKey.set(keyText, cells.join(', '));
      } else if (op === '-D') {
        byKey.delete(keyText);
      }
    }
    return [...byKey.values()].sort();
  }
  return remainingRows(changes)
    .map((cells) => cells.join(', '))
    .sort();
}

/** The rows that are left, in the order they came: a retraction takes back the first equal row. */
export function remainingRows(changes: readonly Change[]): (readonly string[])[] {
  const rows: { readonly cells: readonly string[]; readonly text: string }[] = [];
  for (const { op, cells } of changes) {
    const text = JSON.stringify(cells);
    if (op === '+I' || op === '+U') {
      rows.push({ cells, text });
    } else {
      const at = rows.findIndex((row) => row.text === text);
      if (at !== -1) {
        rows.splice(at, 1);
      }
    }
  }
  return rows.map(({ cells }) => cells);
}

/** What differs between two lists taken in any order; empty when nothing does. */
export function difference(expected: readonly string[], found: readonly string[]): string {
  const missing = without(expected, found);
  const extra = without(found, expected);
  if (missing.length === 0 && extra.length === 0) {
    return '';
  }
  return [shown('missing', missing), shown('not expected', extra)].filter((part) => part !== '').join('; ');
}

function without(list: readonly string[], taken: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const item of taken) {
    counts.set(item, (counts.get(item) ?? 0) + 1);
  }
  return list.filter((item) => {
    const count = counts.get(item) ?? 0;
    counts.set(item, count - 1);
    return count <= 0;
  });
}

const SHOWN = 4;

function shown(title: string, items: readonly string[]): string {
  if (items.length === 0) {
    return '';
  }
  const rest = items.length > SHOWN ? ` and ${items.length - SHOWN} more` : '';
  return `${title}: ${items.slice(0, SHOWN).join(' ')}${rest}`;
}
