/** What a person does with one table of the catalog. */
import type { CatalogTableView, CatalogTree, TablePreview } from '@riffle/protocol';
import { RequestFailure } from '../connection/connection.ts';
import { emptyParagraph, LANGUAGES } from '../language/paragraph-header.ts';
import type { Studio } from '../studio.ts';
import { tableName } from './catalog-store.ts';

type TableName = Pick<CatalogTableView, 'catalog' | 'database' | 'name'>;

/** The name alone: requests take no more than they ask for. */
function nameOf({ catalog, database, name }: TableName): TableName {
  return { catalog, database, name };
}

/** Puts `SELECT * FROM table` into a new cell below the one in focus, or at the end. */
export function selectInNewCell(studio: Studio, table: CatalogTableView, tree: CatalogTree): void {
  const { open } = studio.notes.getState();
  if (open === null) {
    studio.messages.say('Open a note first; the query goes into a new cell of it.');
    return;
  }
  const place = open.cellIds.indexOf(studio.ui.getState().focusedCell ?? '');
  const text = `${emptyParagraph(LANGUAGES[0]?.header ?? '')}SELECT * FROM ${tableName(table, tree)}`;
  void studio.cells.insert(place === -1 ? open.cellIds.length : place + 1, text);
}

/** Some rows of the table; a failure comes as one. */
export async function readPreview(studio: Studio, table: TableName): Promise<TablePreview> {
  try {
    return await studio.line.request('preview-table', nameOf(table));
  } catch (failure) {
    const note = failure instanceof RequestFailure ? failure.message : 'The server does not answer.';
    return { columns: [], rows: [], ended: 'failed', seconds: 0, note };
  }
}

export function stopPreview(studio: Studio, table: TableName): void {
  studio.line.request('stop-preview', nameOf(table)).catch(() => undefined);
}

/** The statement that makes the table, or why there is none. */
export async function readDdl(studio: Studio, table: CatalogTableView): Promise<string> {
  try {
    return (await studio.line.request('table-ddl', { ...nameOf(table), kind: table.kind })).ddl;
  } catch (failure) {
    return `-- ${(failure as Error).message}`;
  }
}

/** Undefined when the table is gone, else why it is not. */
export async function dropTable(studio: Studio, table: CatalogTableView): Promise<string | undefined> {
  try {
    const { kind, temporary } = table;
    await studio.line.request('drop-table', { ...nameOf(table), kind, temporary });
    studio.messages.say(`${table.name} is dropped.`);
    return undefined;
  } catch (failure) {
    return (failure as Error).message;
  }
}

/** What a look at a table came to, in words. */
export function previewText({ ended, rows, seconds, note }: TablePreview): string {
  const waited = `${Math.max(1, Math.round(seconds))} s`;
  const number = rows.length === 1 ? '1 row' : `${rows.length} rows`;
  switch (ended) {
    case 'failed':
      return note ?? 'The table cannot be read.';
    case 'enough':
      return `The first ${number}.`;
    case 'end':
      return rows.length === 0 ? 'The table is empty.' : `All ${number}.`;
    case 'stopped':
      return rows.length === 0 ? 'Stopped before a row came.' : `Stopped after ${number}.`;
    default:
      return rows.length === 0
        ? `Nothing came in ${waited}. The table can be read, but there is nothing in it now; put a record into its stream, then look again.`
        : `${number} came in ${waited}.`;
  }
}
