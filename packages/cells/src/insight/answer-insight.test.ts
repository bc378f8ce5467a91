import { CatalogSession } from '@riffle/catalog';
import { NO_VALUES } from '@riffle/note-model';
import type { CellInsight } from '@riffle/protocol';
import { describe, expect, it } from 'vitest';
import type { InsightQuestion } from '../messages.ts';
import { runScript, type ScriptHost } from '../session/script.ts';
import { SqlSession } from '../session/sql-session.ts';
import { answerInsight } from './answer-insight.ts';
import { RunDigests } from './run-digests.ts';

const host: ScriptHost = {
  text: () => undefined,
  explain: () => undefined,
  table: () => undefined,
  query: async () => undefined,
  insert: async () => undefined,
  catalogChanged: () => undefined,
  cancelled: () => false,
};

/** A note of SQL cells in a session: cells are run and edited, and looked at. */
class Note {
  #session = new SqlSession(new CatalogSession());
  #sessionId = 'first';
  readonly #cells = new Map<string, InsightQuestion>();

  async run(cellId: string, body: string): Promise<void> {
    this.edit(cellId, body);
    const digests = new RunDigests(this.#session, body, 'streaming');
    await digests.before();
    const outcome = await runScript(this.#session, body, host, { mode: 'streaming', runAsOne: false });
    expect(outcome.diagnostics).toEqual([]);
    const record = { sessionId: this.#sessionId, ...(await digests.after()) };
    const text = textOf(body);
    this.#cells.set(cellId, { cellId, revision: 1, text, values: NO_VALUES, ran: { text, record }, facts: null });
  }

  edit(cellId: string, body: string): void {
    const before = this.#cells.get(cellId) ?? { cellId, revision: 0, values: NO_VALUES, ran: null, facts: null };
    this.#cells.set(cellId, { ...before, text: textOf(body) });
  }

  restart(): void {
    this.#session = new SqlSession(new CatalogSession());
    this.#sessionId = 'second';
  }

  async look(cellId: string): Promise<CellInsight> {
    const found = await answerInsight(this.#session, this.#sessionId, [...this.#cells.values()]);
    return found.find((cell) => cell.cellId === cellId) as CellInsight;
  }

  async stale(cellId: string): Promise<CellInsight['stale']> {
    return (await this.look(cellId)).stale;
  }
}

const textOf = (body: string): string => `%flink.ssql\n${body}`;

const stocks = (more = ''): string => `DROP TABLE IF EXISTS stocks;
CREATE TABLE stocks (ticker STRING, price DOUBLE, happened TIMESTAMP(3)${more}) WITH ('connector' = 'datagen')`;
const READ = 'SELECT ticker, price FROM stocks';

async function madeAndRead(): Promise<Note> {
  const note = new Note();
  await note.run('make', stocks());
  await note.run('read', READ);
  return note;
}

describe('what a cell has to do with', () => {
  it('is named, told, and followed through views', async () => {
    const note = await madeAndRead();
    await note.run('view', 'CREATE TEMPORARY VIEW dear AS SELECT ticker FROM stocks WHERE price > 9');
    await note.run('use', 'SELECT * FROM dear');
    const key = (name: string): string => `\`default_catalog\`.\`default_database\`.\`${name}\``;
    expect((await note.look('use')).uses).toEqual([
      {
        key: key('dear'),
        name: 'dear',
        role: 'reads',
        kind: 'view',
        exists: true,
        about: 'temporary view · ticker STRING',
        through: [key('stocks')],
      },
    ]);
    expect((await note.look('view')).uses.map(({ role, name }) => `${role} ${name}`)).toEqual([
      'makes dear',
      'reads stocks',
    ]);
    expect((await note.look('make')).uses[0]?.about).toBe(
      'table · datagen · ticker STRING, price DOUBLE, happened TIMESTAMP(3)',
    );
  });

  it('is known before anything has run', async () => {
    const note = new Note();
    note.edit('read', READ);
    expect((await note.look('read')).uses).toMatchObject([{ name: 'stocks', role: 'reads', exists: false }]);
  });
});

describe('stale', () => {
  it('is nothing that would do the same again', async () => {
    const note = await madeAndRead();
    await note.run('make', stocks());
    await note.run('other', "SET 'table.exec.state.ttl' = '1 h'");
    expect(await note.stale('read')).toBeNull();
    expect(await note.stale('make')).toBeNull();
  });

  it('is what reads a table that was made otherwise, also through a view', async () => {
    const note = await madeAndRead();
    await note.run('view', 'CREATE TEMPORARY VIEW dear AS SELECT ticker FROM stocks WHERE price > 9');
    await note.run('use', 'SELECT * FROM dear');
    await note.run('make', stocks(', volume INT'));
    const stale = { short: 'stocks changed', why: 'stocks is not what it was when this ran.', after: [] };
    expect(await note.stale('read')).toEqual(stale);
    expect(await note.stale('use')).toEqual(stale);
    await note.run('read', READ);
    expect(await note.stale('read')).toBeNull();
  });

  it('is what reads a table whose cell was edited; words that change nothing do not count', async () => {
    const note = await madeAndRead();
    note.edit('make', `-- the same\n${stocks()}`);
    expect(await note.stale('read')).toBeNull();
    note.edit('make', stocks(', volume INT'));
    expect(await note.stale('read')).toEqual({
      short: 'stocks edited',
      why: 'The cell that makes stocks was edited and has not run since.',
      after: ['make'],
    });
    expect(await note.stale('make')).toBeNull();
  });

  it('is what ran under another setting', async () => {
    const note = await madeAndRead();
    await note.run('count', 'SELECT ticker, COUNT(*) FROM stocks GROUP BY ticker');
    await note.run('set', "SET 'table.exec.state.ttl' = '1 h'");
    expect(await note.stale('count')).toEqual({
      short: 'a setting changed',
      why: "'table.exec.state.ttl' was not set when this ran and is '1 h' now.",
      after: [],
    });
    expect(await note.stale('read')).toBeNull();
  });

  it('is what went with the interpreter, and what reads it', async () => {
    const note = await madeAndRead();
    note.restart();
    const lost = {
      short: 'stocks is gone',
      why: 'The interpreter has started anew, and stocks went with the old one.',
    };
    expect(await note.stale('make')).toEqual({ ...lost, after: [] });
    expect(await note.stale('read')).toEqual({ ...lost, after: ['make'] });
    await note.run('make', stocks());
    expect(await note.stale('make')).toBeNull();
    expect(await note.stale('read')).toBeNull();
  });

  it('is nothing a person dropped', async () => {
    const note = await madeAndRead();
    await note.run('tidy', 'DROP TABLE stocks');
    expect(await note.stale('read')).toBeNull();
    expect(await note.stale('make')).toBeNull();
  });
});

it('puts a fix where the table is made', async () => {
  const note = new Note();
  await note.run('make', stocks());
  note.edit('sort', 'SELECT * FROM stocks ORDER BY happened');
  expect((await note.look('sort')).advice).toMatchObject([
    {
      code: 'missing-watermark',
      start: { line: 2, column: 1 },
      fixes: [{ title: 'Add a watermark to stocks', cellId: 'make', start: { line: 3 } }],
    },
  ]);
});
