import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RiffleServer, startRiffle } from './support/riffle-server.ts';
import { SocketClient } from './support/socket-client.ts';
import { waitFor } from './support/wait-for.ts';

let server: RiffleServer;
let client: SocketClient;
beforeAll(async () => {
  server = await startRiffle();
  client = new SocketClient(server);
  await client.ready();
});
afterAll(async () => {
  client.close();
  await server.remove();
});

interface Cell {
  readonly id: string;
  readonly title?: string;
  readonly text: string;
  readonly language: string;
  readonly status: string;
  readonly run: { readonly outputs: readonly { kind: string; resultId?: string; problem?: unknown }[] } | null;
}

async function ask<T>(op: string, body: unknown): Promise<T> {
  const reply = await client.request(op, body);
  expect(reply).toMatchObject({ ok: true });
  return reply['body'] as T;
}

async function cellsOf(noteId: string): Promise<Cell[]> {
  return (await ask<{ note: { cells: Cell[] } }>('open-note', { noteId })).note.cells;
}

/** Whether the result holds rows by now. */
async function hasRows(resultId: string): Promise<boolean> {
  await ask('watch-result', { resultId });
  return client.events.some(
    (event) =>
      (event.op === 'result-reset' || event.op === 'result-delta') &&
      event['resultId'] === resultId &&
      (event['counts'] as { rows: number }).rows > 0,
  );
}

const EXAMPLES = [
  'welcome',
  'windows-by-key',
  'running-counts',
  'top-n',
  'deduplication',
  'interval-join',
  'price-dip',
  'kinesis-stocks',
];

test('these are the examples, each with a title and a sentence', async () => {
  const { examples } = await ask<{ examples: { id: string; title: string; sentence: string }[] }>('list-examples', {});
  expect(examples.map(({ id }) => id)).toEqual(EXAMPLES);
  expect(examples.every(({ title, sentence }) => title !== '' && /^[A-Z].*\.$/.test(sentence))).toBe(true);
});

test.each(EXAMPLES)(
  'the example %s runs: every query has rows, and nothing is wrong',
  { timeout: 90_000 },
  async (exampleId) => {
    const { noteId } = await ask<{ noteId: string }>('create-example', { exampleId });
    await ask('run-all', { noteId });
    const queries = (await cellsOf(noteId)).filter(({ text }) => /\bSELECT\b/.test(text)).map(({ id }) => id);
    expect(queries.length).toBeGreaterThan(0);
    await waitFor(
      `rows in every query of ${exampleId}`,
      async () => {
        const cells = await cellsOf(noteId);
        expect(cells.flatMap(({ run }) => run?.outputs.filter(({ kind }) => kind === 'problem') ?? [])).toEqual([]);
        const shown = cells
          .filter(({ id }) => queries.includes(id))
          .map(({ run }) => run?.outputs.find(({ kind }) => kind === 'result')?.resultId);
        const rows = await Promise.all(shown.map((resultId) => resultId !== undefined && hasRows(resultId)));
        return rows.every(Boolean);
      },
      80_000,
    );
    await ask('stop-all', { noteId });
  },
);

test('an example can be made again; its name gets a number', async () => {
  await ask('create-example', { exampleId: 'top-n' });
  const { notes } = await ask<{ notes: { path: string }[] }>('list-notes', {});
  const paths = notes.map(({ path }) => path);
  expect(paths).toContain('/Examples/Top-N 2');
});
