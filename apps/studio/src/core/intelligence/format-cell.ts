import type { Connection } from '../connection/connection.ts';
import type { Drafts } from '../drafts/draft-store.ts';

export interface FormatServices {
  readonly connection: Pick<Connection, 'request'>;
  readonly drafts: Pick<Drafts, 'textOf' | 'type'>;
  readonly problem: (message: string) => void;
}

/** Lays the cell's text out anew; what is typed while the answer is on its way wins. */
export async function formatCell({ connection, drafts, problem }: FormatServices, cellId: string): Promise<void> {
  const text = drafts.textOf(cellId);
  if (text === undefined) {
    return;
  }
  try {
    const formatted = await connection.request('format', { text });
    if (drafts.textOf(cellId) === text && formatted.text !== text) {
      drafts.type(cellId, formatted.text);
    }
  } catch (failure) {
    problem(`The cell could not be formatted: ${(failure as Error).message}`);
  }
}
