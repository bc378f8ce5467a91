import { types } from '@riffle/columns';
import type { Expression, MatchNode, MatchPattern, PhysicalPlan } from '@riffle/plan';
import { describe, expect, it } from 'vitest';
import { call, literal } from '../testing/functions.ts';
import { type MemoryTable, tableOf } from '../testing/memory-connector.ts';
import { column, PlanBuilder, rowtime } from '../testing/plan-builder.ts';
import { runAllWays, runPlan } from '../testing/run-plan.ts';

const input = { k: types.int(), v: types.int(), t: rowtime };
const value = column(1, types.int());

function navigate(name: 'FIRST' | 'LAST', variable: string, offset = 0, of: Expression = value): Expression {
  return call(name, of.type, literal(variable, types.symbol()), of, literal(offset, types.int()));
}

function aggregate(variable: string, name: string, ...args: Expression[]): Expression {
  return call('MATCH_AGG', types.bigint(), literal(variable, types.symbol()), literal(name, types.symbol()), ...args);
}

function less(a: Expression, b: Expression | number): Expression {
  const right = typeof b === 'number' ? literal(b, types.int()) : b;
  return call('T_LESS', types.boolean(), a, right);
}

const some = (name: string): MatchPattern => ({ kind: 'variable', name });

function repeat(name: string, min: number, max: number | null, greedy = true): MatchPattern {
  return { kind: 'quantified', part: some(name), min, max, greedy };
}

function matchPlan(
  parts: readonly MatchPattern[],
  defines: Readonly<Record<string, Expression>>,
  measures: readonly Expression[],
  more: Partial<Pick<MatchNode, 'afterMatch' | 'within' | 'order'>> = {},
): PhysicalPlan {
  const p = new PlanBuilder();
  const output = [
    { name: 'k', type: types.int() },
    ...measures.map((measure, i) => ({ name: `m${i}`, type: measure.type })),
  ];
  const id = p.node('match', [p.hash(p.watermark(p.source('s', input), 2), 0)], output, {
    partition: [0],
    order: [],
    time: 'rowtime',
    timeIndex: 2,
    pattern: { kind: 'sequence', parts },
    defines: Object.entries(defines).map(([variable, condition]) => ({ variable, condition })),
    measures,
    afterMatch: { kind: 'past-last-row' },
    within: null,
    ...more,
  });
  return p.collect(id);
}

/** Values of key 1, one each millisecond, and a row of another key at the end that moves the watermark. */
function valuesOf(...values: number[]): { s: MemoryTable } {
  return { s: tableOf(...values.map((v, i) => [1, v, i + 1] as const), [9, 0, values.length + 1]) };
}

const first = navigate('FIRST', '*');
const last = navigate('LAST', '*');
const count = aggregate('*', 'T_COUNT', value);
const small = less(navigate('LAST', 'A'), 10);

describe('quantifiers', () => {
  it('keeps a row with the greedy variable that would take it', async () => {
    const plan = matchPlan([repeat('A', 1, null), some('B')], { A: small }, [first, last, count]);
    expect(await runAllWays(plan, valuesOf(1, 2, 3, 20, 4, 30))).toEqual(['+I[1, 1, 20, 4]', '+I[1, 4, 30, 2]']);
  });

  it('leaves a reluctant variable as early as the pattern can end', async () => {
    const plan = matchPlan([repeat('A', 1, null, false), some('B')], { A: small }, [first, last]);
    expect(await runAllWays(plan, valuesOf(1, 2, 3, 20, 4, 30))).toEqual([
      '+I[1, 1, 2]',
      '+I[1, 3, 20]',
      '+I[1, 4, 30]',
    ]);
  });

  it('skips what may come zero times', async () => {
    const plan = matchPlan([repeat('A', 0, null), repeat('B', 0, 1), some('C')], { A: small, B: bIs20, C: cIs30 }, [
      navigate('LAST', 'A'),
      navigate('LAST', 'B'),
      navigate('LAST', 'C'),
    ]);
    expect(await runAllWays(plan, valuesOf(30, 1, 30, 20, 30, 2, 20, 30))).toEqual([
      '+I[1, NULL, NULL, 30]',
      '+I[1, 1, NULL, 30]',
      '+I[1, NULL, 20, 30]',
      '+I[1, 2, 20, 30]',
    ]);
  });

  it('counts repetitions', async () => {
    const plan = matchPlan([repeat('A', 2, 3), some('C')], { A: small, C: cIs30 }, [first, count]);
    expect(await runAllWays(plan, valuesOf(1, 30, 1, 2, 30, 1, 2, 3, 4, 30))).toEqual(['+I[1, 1, 3]', '+I[1, 2, 4]']);
  });
});

const bIs20 = call('T_EQUAL', types.boolean(), navigate('LAST', 'B'), literal(20, types.int()));
const cIs30 = call('T_EQUAL', types.boolean(), navigate('LAST', 'C'), literal(30, types.int()));

describe('conditions and measures', () => {
  const falling = less(navigate('LAST', 'B'), navigate('LAST', 'B', 1));

  it('reads earlier rows of the variable, the tested row counted in', async () => {
    const plan = matchPlan([some('A'), some('D'), repeat('B', 2, 2)], { B: falling }, [count]);
    expect(await runAllWays(plan, valuesOf(1, 2, 9, 8))).toEqual([]);
  });

  it('aggregates the rows of one variable, and gives the time of the last row', async () => {
    const measures = [
      aggregate('A', 'T_SUM', value),
      aggregate('C', 'T_COUNT', value),
      navigate('FIRST', 'A', 1),
      navigate('FIRST', 'A', 5),
      call('MATCH_ROWTIME', rowtime),
    ];
    const plan = matchPlan([repeat('A', 1, null), some('C')], { A: small, C: cIs30 }, measures);
    expect(await runAllWays(plan, valuesOf(1, 2, 3, 30))).toEqual(['+I[1, 6, 1, 2, NULL, 4]']);
  });

  it('tests with aggregates over the rows so far', async () => {
    const enough = less(aggregate('A', 'T_SUM', value), 10);
    const plan = matchPlan([repeat('A', 1, null), some('B')], { A: enough }, [aggregate('A', 'T_SUM', value)]);
    expect(await runAllWays(plan, valuesOf(4, 5, 1, 3, 3, 9))).toEqual(['+I[1, 9]', '+I[1, 6]']);
  });
});

describe('after a match', () => {
  const rows = valuesOf(1, 2, 3, 30, 4, 30);
  const pattern = [repeat('A', 1, null), some('C')];
  const run = (afterMatch: MatchNode['afterMatch']) =>
    runAllWays(matchPlan(pattern, { A: small, C: cIs30 }, [first, count], { afterMatch }), rows);

  it('goes on with the next row', async () => {
    expect(await run({ kind: 'next-row' })).toEqual(['+I[1, 1, 4]', '+I[1, 2, 3]', '+I[1, 3, 2]', '+I[1, 4, 2]']);
  });

  it('goes on after the last row', async () => {
    expect(await run({ kind: 'past-last-row' })).toEqual(['+I[1, 1, 4]', '+I[1, 4, 2]']);
  });

  it('goes on at the last row of a variable', async () => {
    const plan = matchPlan([some('X'), repeat('A', 1, null), some('C')], { A: small, C: cIs30 }, [first, count], {
      afterMatch: { kind: 'last', variable: 'A' },
    });
    expect(await runAllWays(plan, valuesOf(1, 2, 3, 30, 4, 30))).toEqual(['+I[1, 1, 4]', '+I[1, 30, 3]']);
  });

  it('refuses to go on where the match began', async () => {
    const plan = matchPlan(pattern, { A: small, C: cIs30 }, [first], { afterMatch: { kind: 'first', variable: 'A' } });
    await expect(runPlan(plan, rows)).rejects.toThrow('AFTER MATCH SKIP TO A: this is the first row of the match');
  });
});

describe('time', () => {
  const pattern = [repeat('A', 1, null), some('C')];

  it('gives up what lasts as long as WITHIN', async () => {
    const plan = matchPlan(pattern, { A: small, C: cIs30 }, [first, count], { within: 3 });
    expect(await runAllWays(plan, valuesOf(1, 2, 3, 30))).toEqual(['+I[1, 2, 3]']);
  });

  it('holds a match back while one that started before may still come, at most until WITHIN is over', async () => {
    const parts = [some('A'), repeat('B', 1, null), some('C')];
    const plan = matchPlan(
      parts,
      {
        A: small,
        B: less(navigate('LAST', 'B'), 40),
        C: call('T_EQUAL', types.boolean(), navigate('LAST', 'C'), literal(50, types.int())),
      },
      [first, count],
      { within: 4, afterMatch: { kind: 'next-row' } },
    );
    expect(await runAllWays(plan, valuesOf(1, 2, 3, 50))).toEqual(['+I[1, 1, 4]', '+I[1, 2, 3]']);
  });

  it('orders rows of one time by the further keys', async () => {
    const order = [{ index: 1, descending: false, nullsFirst: true }];
    const plan = matchPlan(pattern, { A: small, C: cIs30 }, [first, count], { order });
    const splits = { a: [[1, 30, 13] as const, [9, 0, 20] as const], b: [[1, 1, 13] as const, [9, 0, 20] as const] };
    expect(await runAllWays(plan, { s: { splits } })).toEqual(['+I[1, 1, 2]']);
  });

  it('drops rows that are not later than the watermark', async () => {
    const plan = matchPlan(pattern, { A: small, C: cIs30 }, [first, count]);
    const rows = tableOf([1, 5, 10], [1, 3, 10], [1, 9, 11], [1, 4, 10], [1, 30, 12]);
    expect(await runPlan(plan, { s: rows }, { batchSize: 1 })).toEqual(['+I[1, 5, 3]']);
  });
});

it('refuses a greedy end', async () => {
  const plan = matchPlan([some('A'), repeat('B', 1, null)], {}, [first]);
  await expect(runPlan(plan, valuesOf(1))).rejects.toThrow('a greedy quantifier at the end of PATTERN');
});
