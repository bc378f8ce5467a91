import { formatValue, type RowField, toJson, types, type Value } from '@riffle/columns';

export const OUTPUT_FORMATS = ['table', 'json', 'csv', 'changelog'] as const;
export type OutputFormat = (typeof OUTPUT_FORMATS)[number];

export function isOutputFormat(text: string): text is OutputFormat {
  return (OUTPUT_FORMATS as readonly string[]).includes(text);
}

type Rows = readonly (readonly Value[])[];

/** A row as a JSON object, its values in the codec's JSON form. */
export function rowJson(fields: readonly RowField[], row: readonly Value[]): string {
  const entries = fields.map(
    ({ name, type }, i) => `${JSON.stringify(name)}:${JSON.stringify(toJson(row[i] as Value, type))}`,
  );
  return `{${entries.join(',')}}`;
}

/** Final rows in one of the formats that print at the end. */
export function printRows(
  format: Exclude<OutputFormat, 'changelog'>,
  { fields, rows, zone }: { readonly fields: readonly RowField[]; readonly rows: Rows; readonly zone: string },
): string {
  switch (format) {
    case 'json':
      return `[${rows.map((row) => rowJson(fields, row)).join(',\n ')}]\n`;
    case 'csv':
      return csv(fields, rows, zone);
    case 'table':
      return table(fields, rows, zone);
  }
}

/** RFC 4180, lines ended by a line feed; NULL is an empty field, an empty text is `""`. */
function csv(fields: readonly RowField[], rows: Rows, zone: string): string {
  const quote = (text: string): string =>
    text === '' || /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  const lines = rows.map((row) =>
    row
      .map((value, i) => (value === null ? '' : quote(formatValue(value, fields[i]?.type ?? types.null(), { zone }))))
      .join(','),
  );
  return [fields.map((field) => quote(field.name)).join(','), ...lines, ''].join('\n');
}

const NUMERIC: ReadonlySet<string> = new Set([
  'TINYINT',
  'SMALLINT',
  'INTEGER',
  'BIGINT',
  'FLOAT',
  'DOUBLE',
  'DECIMAL',
]);

/** A frame of lines, numbers to the right, and how many rows there are. */
function table(fields: readonly RowField[], rows: Rows, zone: string): string {
  const cells = rows.map((row) =>
    row.map((value, i) => oneLine(formatValue(value, fields[i]?.type ?? types.null(), { zone }))),
  );
  const widths = fields.map(({ name }, i) =>
    Math.max(displayWidth(name), ...cells.map((row) => displayWidth(row[i] as string))),
  );
  const rule = `+${widths.map((width) => '-'.repeat(width + 2)).join('+')}+`;
  const line = (texts: readonly string[], alignRight: (column: number) => boolean): string =>
    `|${texts.map((text, i) => ` ${pad(text, widths[i] as number, alignRight(i))} `).join('|')}|`;
  return [
    rule,
    line(
      fields.map((field) => field.name),
      () => false,
    ),
    rule,
    ...cells.map((row) => line(row, (i) => NUMERIC.has(fields[i]?.type.kind ?? ''))),
    rule,
    `${rows.length} ${rows.length === 1 ? 'row' : 'rows'}`,
    '',
  ].join('\n');
}

function oneLine(text: string): string {
  return text.replace(/\r\n|[\n\r\t]/g, ' ');
}

function displayWidth(text: string): number {
  return Array.from(text).length;
}

function pad(text: string, width: number, right: boolean): string {
  const blanks = ' '.repeat(width - displayWidth(text));
  return right ? blanks + text : text + blanks;
}
