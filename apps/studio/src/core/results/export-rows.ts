/** Rows as files that other tools read. */
import type { ResultColumn } from '@riffle/protocol';
import type { CellText } from './live-result.ts';

export type ExportFormat = 'csv' | 'tsv' | 'json';

export interface ExportOptions {
  /** Texts that a spreadsheet would run as a formula get an apostrophe in front. */
  readonly guardFormulas?: boolean;
}

type Columns = readonly Pick<ResultColumn, 'name' | 'role'>[];
type Rows = readonly (readonly CellText[])[];

/**
 * A table as text. CSV is that of RFC 4180: lines end with CR LF, fields with commas, quotes or line breaks stand in
 * quotes, quotes are doubled; NULL is an empty field and the empty text is `""`. TSV is for pasting: tabs and line
 * breaks in values become blanks. JSON is a list of objects with numbers as numbers where a double holds them exactly,
 * else as text; NULL is null.
 */
export function printTable(columns: Columns, rows: Rows, format: ExportFormat, options: ExportOptions = {}): string {
  switch (format) {
    case 'json':
      return printJson(columns, rows);
    case 'csv':
      return lines(columns, rows, (value, column) => csvField(guarded(value, column, options)), ',', '\r\n');
    case 'tsv':
      return lines(columns, rows, (value, column) => tsvField(guarded(value, column, options) ?? ''), '\t', '\n');
  }
}

function lines(
  columns: Columns,
  rows: Rows,
  field: (value: CellText, column: Columns[number] | undefined) => string,
  separator: string,
  end: string,
): string {
  const header = columns.map((column) => field(column.name, undefined)).join(separator);
  return [header, ...rows.map((row) => row.map((value, i) => field(value, columns[i])).join(separator)), ''].join(end);
}

function csvField(value: CellText): string {
  if (value === null) {
    return '';
  }
  return value === '' || /[",\r\n]|^\s|\s$/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}

function tsvField(value: string): string {
  return value.replace(/[\t\r\n]+/g, ' ');
}

function guarded(value: CellText, column: Columns[number] | undefined, { guardFormulas }: ExportOptions): CellText {
  const runs = value !== null && /^[=+\-@\t\r]/.test(value) && column?.role !== 'number';
  return guardFormulas === true && runs ? `'${value}` : value;
}

function printJson(columns: Columns, rows: Rows): string {
  const names = uniqueNames(columns);
  const objects = rows.map(
    (row) =>
      `{${names.map((name, i) => `${JSON.stringify(name)}:${jsonValue(row[i] ?? null, columns[i])}`).join(',')}}`,
  );
  return objects.length === 0 ? '[]\n' : `[\n${objects.join(',\n')}\n]\n`;
}

/** A second column of one name becomes `name_2`, so that no object loses a value. */
function uniqueNames(columns: Columns): string[] {
  const taken = new Set<string>();
  return columns.map(({ name }) => {
    let unique = name;
    for (let n = 2; taken.has(unique); n++) {
      unique = `${name}_${n}`;
    }
    taken.add(unique);
    return unique;
  });
}

function jsonValue(value: CellText, column: Columns[number] | undefined): string {
  if (value === null) {
    return 'null';
  }
  if (column?.role === 'number' && isExact(value)) {
    return String(Number(value));
  }
  if (column?.role === 'boolean' && /^(?:true|false)$/i.test(value)) {
    return value.toLowerCase();
  }
  return JSON.stringify(value);
}

/** The number a JSON reader makes of it is the number it says. */
function isExact(value: string): boolean {
  const number = Number(value);
  if (value.trim() === '' || !Number.isFinite(number)) {
    return false;
  }
  if (/^-?\d+$/.test(value)) {
    return Number.isSafeInteger(number);
  }
  const digits = value
    .replace(/[eE].*$/, '')
    .replace(/[-.]/g, '')
    .replace(/^0+/, '')
    .replace(/0+$/, '');
  return digits.length <= 15 || String(number) === value;
}

/** `price-per-minute_2026-03-01_09-30-05.csv`; without a title it is `result_…`. The time is the local one. */
export function exportFileName(title: string, now: Date, extension: string): string {
  const words = title
    .normalize('NFC')
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60)
    .toLowerCase();
  const two = (value: number): string => String(value).padStart(2, '0');
  const day = `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  const clock = `${two(now.getHours())}-${two(now.getMinutes())}-${two(now.getSeconds())}`;
  return `${words === '' ? 'result' : words}_${day}_${clock}.${extension}`;
}
