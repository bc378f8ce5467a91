/**
 * What a note keeps of a paragraph's tables beside Zeppelin's own form of them, under `riffle.results`: the columns'
 * types, how many rows the query gave, and the few texts that form cannot hold. Zeppelin leaves it alone.
 */
import { type DisplayMessage, parseTableDisplay, tableCell, tableDisplay } from '@riffle/note-model';
import { columnSchema, type Output, type ResultColumn } from '@riffle/protocol';
import { z } from 'zod';

const storedResultSchema = z.object({
  columns: z.array(columnSchema),
  /** Rows the query gave; absent for tables of SHOW, DESCRIBE and their like. */
  received: z.number().optional(),
  /** How the query's statement begins. */
  statement: z.string().optional(),
  /** Texts as they are where the display's differ: with line breaks or tabs, or the word `null`. */
  texts: z.array(z.tuple([z.int(), z.int(), z.string()])).optional(),
});
export type StoredResult = z.infer<typeof storedResultSchema>;

export interface TableRows {
  readonly columns: readonly ResultColumn[];
  readonly rows: readonly (readonly (string | null)[])[];
  readonly received?: number | undefined;
  readonly statement?: string | undefined;
}

export interface KeptTable {
  readonly message: DisplayMessage;
  readonly stored: StoredResult;
  readonly keptRows: number;
}

/**
 * A table's display with at most `limit` characters, and what stands beside it. Rows that do not fit are left out at the
 * end, or with `newest` at the beginning.
 */
export function keepTable(table: TableRows, limit: number, newest: boolean): KeptTable {
  const names = table.columns.map((column) => column.name);
  const rows = fittingRows(table.rows, limit - names.join('\t').length - 1, newest);
  const texts = rows.flatMap((row, r) =>
    row.flatMap((value, c): [number, number, string][] =>
      value !== null && (value === 'null' || tableCell(value) !== value) ? [[r, c, value]] : [],
    ),
  );
  return {
    message: tableDisplay(names, rows),
    stored: {
      columns: [...table.columns],
      ...(table.received === undefined ? {} : { received: table.received }),
      ...(table.statement === undefined ? {} : { statement: table.statement }),
      ...(texts.length === 0 ? {} : { texts }),
    },
    keptRows: rows.length,
  };
}

function fittingRows(rows: TableRows['rows'], room: number, newest: boolean): TableRows['rows'] {
  let left = room;
  let count = 0;
  const length = rows.length;
  while (count < length) {
    const row = rows[newest ? length - 1 - count : count] ?? [];
    left -= row.reduce((sum, value) => sum + (value ?? 'null').length + 1, 0);
    if (left < 0) {
      break;
    }
    count++;
  }
  return newest ? rows.slice(length - count) : rows.slice(0, count);
}

/** Reads `riffle.results` of a config; what is not as we write it is as if it were not there. */
export function readStoredResults(config: Readonly<Record<string, unknown>>): Readonly<Record<string, StoredResult>> {
  const ours = config['riffle'] as { results?: unknown } | undefined;
  const parsed = z.record(z.string(), storedResultSchema).safeParse(ours?.results);
  return parsed.success ? parsed.data : {};
}

/** A stored table as an output. Without what we keep beside it, it is a result of unknown types. */
export function openTable(data: string, stored: StoredResult | undefined): Output {
  const { columns: names, rows: texts } = parseTableDisplay(data);
  if (stored === undefined || stored.columns.length !== names.length) {
    return {
      kind: 'table',
      columns: names.map((name) => ({ name, type: '', role: 'text' })),
      rows: texts,
      stored: { received: texts.length },
    };
  }
  const rows = texts.map((row) => row.map((text): string | null => (text === 'null' ? null : text)));
  for (const [row, column, text] of stored.texts ?? []) {
    const cells = rows[row];
    if (cells !== undefined && column < cells.length) {
      cells[column] = text;
    }
  }
  return {
    kind: 'table',
    columns: stored.columns,
    rows,
    ...(stored.received === undefined ? {} : { stored: storedOf(stored.received, stored.statement) }),
  };
}

function storedOf(received: number, statement: string | undefined): { received: number; statement?: string } {
  return { received, ...(statement === undefined ? {} : { statement }) };
}
