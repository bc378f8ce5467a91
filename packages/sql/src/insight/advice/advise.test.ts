import { describe, expect, it } from 'vitest';
import { TestSession } from '../../testing/test-session.ts';
import { examineParagraph } from '../examine.ts';
import { ADVICE_RULES, adviseParagraph } from './advise.ts';
import type { AdviceFix, RunFacts } from './rule.ts';
import { applyTableFix } from './table-fix.ts';

const STOCKS = `CREATE TABLE stocks (
  ticker STRING, price DOUBLE, happened TIMESTAMP(3), arrived AS PROCTIME(),
  WATERMARK FOR happened AS happened - INTERVAL '5' SECOND
) WITH ('connector' = 'values')`;
const BARE = "CREATE TABLE bare (ticker STRING, happened TIMESTAMP(3)) WITH ('connector' = 'values')";
const ENDED = "CREATE TABLE ended (ticker STRING) WITH ('connector' = 'values', 'bounded' = 'true')";
const SINK = "CREATE TABLE sink (ticker STRING, n BIGINT) WITH ('connector' = 'append', 'path' = 'x')";
const KEYED =
  "CREATE TABLE keyed (ticker STRING, n BIGINT, PRIMARY KEY (n) NOT ENFORCED) WITH ('connector' = 'values')";

interface Case {
  readonly text: string;
  readonly run?: RunFacts;
  readonly set?: string;
  readonly mode?: 'batch';
}

function examine({ text, set, mode }: Case) {
  const session = new TestSession();
  for (const statement of [STOCKS, BARE, ENDED, SINK, KEYED, ...(set === undefined ? [] : [set])]) {
    session.run(statement);
  }
  session.mode = mode ?? 'streaming';
  return examineParagraph(text, session.environment);
}

const codesOf = (asked: Case): string[] => adviseParagraph(examine(asked), asked.run ?? null).map(({ code }) => code);

/** The text after the fix of that title; the marks of what each advice points at are left to the span test. */
function fixed(asked: Case, title: string): string {
  const fix = adviseParagraph(examine(asked), asked.run ?? null)
    .flatMap(({ fixes }) => fixes)
    .find((candidate) => candidate.title === title);
  if (fix === undefined || !('span' in fix)) {
    throw new Error(`there is no fix "${title}" in this text`);
  }
  return asked.text.slice(0, fix.span.start) + fix.replacement + asked.text.slice(fix.span.end);
}

const COUNT = 'SELECT ticker, COUNT(*) AS n FROM stocks GROUP BY ticker';
const TTL = "SET 'table.exec.state.ttl' = '1 h';\n";

describe('what grows', () => {
  it('is a GROUP BY without a window', () => {
    expect(codesOf({ text: COUNT })).toEqual(['unbounded-group']);
    expect(fixed({ text: COUNT }, 'Set a state TTL')).toBe(TTL + COUNT);
    const windowed = fixed({ text: COUNT }, 'Use a TUMBLE window');
    expect(windowed).toBe(
      "SELECT window_start, window_end, ticker, COUNT(*) AS n FROM TABLE(TUMBLE(TABLE stocks, DESCRIPTOR(happened), INTERVAL '1' MINUTE)) GROUP BY window_start, window_end, ticker",
    );
    expect(codesOf({ text: windowed })).toEqual([]);
    expect(codesOf({ text: TTL + COUNT })).toEqual([]);
  });

  it('keeps the minutes of FLOOR as the windows', () => {
    const text =
      'SELECT FLOOR(happened TO HOUR) AS h, ticker, AVG(price) AS p FROM stocks GROUP BY FLOOR(happened TO HOUR), ticker';
    const windowed = fixed({ text }, 'Use a TUMBLE window');
    expect(windowed).toBe(
      "SELECT window_start AS h, ticker, AVG(price) AS p FROM TABLE(TUMBLE(TABLE stocks, DESCRIPTOR(happened), INTERVAL '1' HOUR)) GROUP BY window_start, window_end, ticker",
    );
    expect(codesOf({ text: windowed })).toEqual([]);
  });

  it('is not a count of all, a bounded input, a batch, or a state that is let go', () => {
    expect(codesOf({ text: 'SELECT COUNT(*) FROM stocks' })).toEqual([]);
    expect(codesOf({ text: 'SELECT ticker, COUNT(*) FROM ended GROUP BY ticker' })).toEqual([]);
    expect(codesOf({ text: COUNT, mode: 'batch' })).toEqual([]);
    expect(codesOf({ text: COUNT, set: "SET 'table.exec.state.ttl' = '1 d'" })).toEqual([]);
  });

  it('is DISTINCT', () => {
    const text = 'SELECT DISTINCT ticker FROM stocks';
    expect(codesOf({ text })).toEqual(['unbounded-distinct']);
    expect(codesOf({ text: fixed({ text }, 'Set a state TTL') })).toEqual([]);
  });

  it('is a regular join', () => {
    const text = 'SELECT s.ticker FROM stocks s JOIN bare b ON s.ticker = b.ticker';
    expect(codesOf({ text })).toEqual(['unbounded-join']);
    expect(codesOf({ text: TTL + text })).toEqual([]);
  });

  it('is the last row of every key', () => {
    const text =
      'SELECT ticker, price FROM (SELECT *, ROW_NUMBER() OVER (PARTITION BY ticker ORDER BY happened DESC) AS n FROM stocks) WHERE n = 1';
    expect(codesOf({ text })).toEqual(['unbounded-deduplication']);
    expect(codesOf({ text: TTL + text })).toEqual([]);
  });

  it('is OVER from the first row on', () => {
    const over = (frame: string): string =>
      `SELECT ticker, SUM(price) OVER (PARTITION BY ticker ORDER BY happened ${frame}) AS s FROM stocks`;
    expect(codesOf({ text: over('') })).toEqual(['unbounded-over']);
    expect(codesOf({ text: over('ROWS BETWEEN 9 PRECEDING AND CURRENT ROW') })).toEqual([]);
  });
});

describe('time', () => {
  const window = (table: string, column: string): string =>
    `SELECT window_start, COUNT(*) FROM TABLE(TUMBLE(TABLE ${table}, DESCRIPTOR(${column}), INTERVAL '1' MINUTE)) GROUP BY window_start, window_end`;

  it('is missing where a window or an order needs it; the fix stands where the table is made', () => {
    for (const text of [window('bare', 'happened'), 'SELECT * FROM bare ORDER BY happened']) {
      const [advice] = adviseParagraph(examine({ text }), null);
      expect(advice?.code).toBe('missing-watermark');
      const made = examine({ text: BARE });
      const fix = applyTableFix(advice?.fixes[0] as Extract<AdviceFix, { edit: unknown }>, made);
      expect(fix?.title).toBe('Add a watermark to bare');
      expect(BARE.slice(0, fix?.span.start) + fix?.replacement + BARE.slice(fix?.span.end)).toBe(
        BARE.replace('TIMESTAMP(3))', "TIMESTAMP(3),\n  WATERMARK FOR happened AS happened - INTERVAL '5' SECOND)"),
      );
    }
  });

  it('of arrival gives way to the time of the event', () => {
    const text = window('stocks', 'arrived');
    expect(codesOf({ text })).toEqual(['processing-time']);
    expect(fixed({ text }, 'Go by happened')).toBe(window('stocks', 'happened'));
    expect(codesOf({ text: window('stocks', 'happened') })).toEqual([]);
  });

  it('stands still when a shard is idle', () => {
    const text = window('stocks', 'happened');
    const stuck = { watermarkStuckMs: 12_000, lateRows: 0 };
    expect(codesOf({ text, run: { watermarkStuckMs: 3_000, lateRows: 0 } })).toEqual([]);
    expect(codesOf({ text, run: stuck })).toEqual(['idle-watermark']);
    expect(codesOf({ text: fixed({ text, run: stuck }, 'Leave idle shards out after 5 s'), run: stuck })).toEqual([]);
  });

  it('is too short for late rows', () => {
    const asked = { text: window('stocks', 'happened'), run: { watermarkStuckMs: 0, lateRows: 7 } };
    const [advice] = adviseParagraph(examine(asked), asked.run);
    expect(advice?.code).toBe('late-rows');
    const fix = applyTableFix(advice?.fixes[0] as Extract<AdviceFix, { edit: unknown }>, examine({ text: STOCKS }));
    expect(fix?.replacement).toBe("INTERVAL '10' SECOND");
  });
});

describe('sinks', () => {
  it('that take no changes', () => {
    const text = `INSERT INTO sink ${COUNT}`;
    expect(codesOf({ text })).toEqual(['changes-refused']);
  });

  it('with another key than the rows come by', () => {
    expect(codesOf({ text: `INSERT INTO keyed ${COUNT}`, set: TTL })).toEqual(['sink-key']);
    const same = 'INSERT INTO keyed SELECT MAX(ticker), n FROM (SELECT ticker, 1 AS n FROM stocks) GROUP BY n';
    expect(codesOf({ text: same, set: TTL })).not.toContain('sink-key');
  });
});

it('has a name of its own for every rule', () => {
  expect(new Set(ADVICE_RULES.map(({ code }) => code)).size).toBe(ADVICE_RULES.length);
});
