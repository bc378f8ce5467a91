import { CatalogSession } from '@riffle/catalog';
import { NO_VALUES } from '@riffle/note-model';
import type { RequestOutput } from '@riffle/protocol';
import { describe, expect, it } from 'vitest';
import { runScript, type ScriptHost } from '../session/script.ts';
import { SqlSession } from '../session/sql-session.ts';
import { answerAssist } from './answer-assist.ts';

const host: ScriptHost = {
  text: () => undefined,
  explain: () => undefined,
  table: () => undefined,
  query: async () => undefined,
  insert: async () => undefined,
  catalogChanged: () => undefined,
  cancelled: () => false,
};

async function sessionWithStocks(): Promise<SqlSession> {
  const session = new SqlSession(new CatalogSession());
  const ddl = "CREATE TABLE stocks (ticker STRING, price DOUBLE) WITH ('connector' = 'datagen')";
  await runScript(session, ddl, host, { mode: 'streaming', runAsOne: false });
  return session;
}

const HEADER = '%flink.ssql(type=update)\n';
const ask = (session: SqlSession, name: Parameters<typeof answerAssist>[1]['name'], text: string, offset = 0) =>
  answerAssist(session, { name, text, offset, values: NO_VALUES });

describe('answerAssist', () => {
  it('counts places in the whole paragraph', async () => {
    const session = await sessionWithStocks();
    const text = `${HEADER}SELECT tickr FROM stocks`;
    const start = text.indexOf('tickr');
    expect(await ask(session, 'diagnose', text)).toEqual({
      problems: [
        {
          code: 'unknown-column',
          severity: 'error',
          message: 'There is no column "tickr". Did you mean "ticker"?',
          start,
          end: start + 5,
          fix: { title: 'Use "ticker"', start, end: start + 5, replacement: 'ticker' },
        },
      ],
    });
    expect(await ask(session, 'complete', text, start + 4)).toMatchObject({
      start,
      end: start + 4,
      items: [{ label: 'ticker', kind: 'column', detail: 'STRING' }],
    });
    const right = text.replace('tickr', 'ticker');
    expect(await ask(session, 'hover', right, start + 1)).toEqual({
      hover: { start, end: start + 6, text: '`ticker` STRING' },
    });
  });

  it('says what a run says', async () => {
    const session = await sessionWithStocks();
    const texts = [
      'SELECT tickr FROM stocks',
      'SELECT FROM stocks',
      'SELECT UPPR(ticker) FROM stock',
      'CREATE TEMPORARY VIEW v AS SELECT ticker AS t FROM stocks; SELECT wrong FROM v',
      'INSERT INTO stocks SELECT price, ticker FROM stocks',
    ];
    for (const text of texts) {
      const live = (await ask(session, 'diagnose', text)) as { problems: readonly { code: string; start: number }[] };
      const run = await runScript(session, text, host, { mode: 'streaming', runAsOne: false });
      expect(live.problems.map(({ code, start }) => ({ code, start }))).toEqual(
        run.diagnostics.map(({ code, span }) => ({ code, start: span.start })),
      );
    }
  });

  it('has nothing to say about text and other languages', async () => {
    const session = await sessionWithStocks();
    for (const header of ['%md', '%flink.pyflink', '%nobody']) {
      const text = `${header}\nSELECT tickr FROM`;
      expect(await ask(session, 'diagnose', text)).toEqual({ problems: [] });
      expect(await ask(session, 'complete', text, text.length)).toEqual({
        start: text.length,
        end: text.length,
        items: [],
      });
      expect(await ask(session, 'hover', text, text.length - 1)).toEqual({ hover: null });
      expect(await ask(session, 'format', text)).toEqual({ text });
    }
  });

  it('formats below the header', async () => {
    const session = await sessionWithStocks();
    expect(await ask(session, 'format', `${HEADER}\nselect ticker from stocks where price>1\n`)).toEqual({
      text: `${HEADER}\nSELECT ticker\nFROM stocks\nWHERE price > 1\n`,
    });
  });

  it('helps with the call around the place', async () => {
    const session = await sessionWithStocks();
    const text = 'SELECT SPLIT_INDEX(ticker, ';
    expect(await ask(session, 'signature-help', text, text.length)).toMatchObject({
      help: {
        activeSignature: 0,
        activeParameter: 1,
        signatures: [{ label: 'SPLIT_INDEX(string, separator, index)' }],
      },
    });
  });

  it('judges a text with forms by their values, and tells places in the text as it is written', async () => {
    const session = await sessionWithStocks();
    const text = `${HEADER}SELECT ${'${column=ticker}'}, prise FROM ${'${table=stocks,stocks|bonds}'}`;
    const problems = async (paragraph: Record<string, string>) => {
      const question = { name: 'diagnose' as const, text, offset: 0, values: { paragraph, note: {} } };
      const answer = (await answerAssist(session, question)) as { problems: { start: number; end: number }[] };
      return answer.problems.map(({ start, end, ...rest }) => [text.slice(start, end), 'fix' in rest]);
    };
    expect(await problems({})).toEqual([['prise', true]]);
    expect(await problems({ table: 'bonds' })).toEqual([['${table=stocks,stocks|bonds}', false]]);
    expect(await problems({ column: 'tickr' })).toEqual([
      ['${column=ticker}', false],
      ['prise', true],
    ]);
    const after = text.indexOf('prise') + 3;
    const { start, end, items } = (await ask(session, 'complete', text, after)) as RequestOutput<'complete'>;
    expect([start, end, items[0]?.label]).toEqual([after - 3, after, 'price']);
    expect(await ask(session, 'complete', text, text.indexOf('{') + 3)).toMatchObject({ items: [] });
  });

  it('lays out a text with forms around them', async () => {
    const session = await sessionWithStocks();
    const text = "%flink.ssql\nselect ${a}, '${b=x y}' from stocks where price > ${low=5} limit ${n=10}";
    expect(await ask(session, 'format', text)).toEqual({
      text: "%flink.ssql\nSELECT ${a}, '${b=x y}'\nFROM stocks\nWHERE price > ${low=5}\nLIMIT ${n=10}",
    });
  });

  it('tells a form of an unknown kind', async () => {
    const session = await sessionWithStocks();
    expect(await ask(session, 'diagnose', 'SELECT 1 -- ${slider:x}')).toMatchObject({
      problems: [{ code: 'invalid-form', start: 12, end: 23 }],
    });
  });
});
