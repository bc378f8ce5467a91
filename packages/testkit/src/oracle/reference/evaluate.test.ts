/** The reference against results worked out by hand. */
import { describe, expect, it } from 'vitest';
import type { Cell, OracleCase, Query, TableModel, Window } from '../model/model.ts';
import { rowText } from '../run/changelog.ts';
import { Undetermined } from './cells.ts';
import { expectedResult } from './evaluate.ts';

function table(name: string, rows: readonly (readonly Cell[])[], more: Partial<TableModel> = {}): TableModel {
  return {
    name,
    changes: 'append',
    columns: [
      { name: `${name}_k`, type: 'INT', nullable: true },
      { name: `${name}_t`, type: 'TIMESTAMP(3)', nullable: false },
    ],
    key: [],
    watermark: { column: `${name}_t`, delay: 0 },
    proctime: false,
    splits: [rows.map((row) => ({ op: '+I', row }))],
    ...more,
  };
}

function resultOf(query: Query, ...tables: TableModel[]): string[] {
  const oracleCase: OracleCase = { tables, query, seed: 1 };
  const { columns, rows } = expectedResult(oracleCase);
  return rows.map((row) => rowText(columns.map((name) => row[name] ?? null)));
}

function countBy(window: Window): Query {
  const aggregates = [{ name: 'n', call: 'COUNT', argument: null, distinct: false, filter: null }] as const;
  const names = { start: 'ws', end: 'we', time: null };
  const input = { kind: 'table', table: 'a' } as const;
  return { kind: 'window-aggregate', input, style: 'function', window, time: 'a_t', keys: [], aggregates, names };
}

describe('windows', () => {
  it('drop a row only from those that are over', () => {
    const rows = table('a', [
      [1, 22],
      [2, 17],
      [3, 4],
    ]);
    expect(resultOf(countBy({ kind: 'hop', size: 10, slide: 5, offset: 0 }), rows)).toEqual(['[20,30,1]', '[15,25,2]']);
  });

  it('grow step by step', () => {
    const window: Window = { kind: 'cumulate', size: 10, step: 5, offset: 0 };
    expect(resultOf(countBy(window), table('a', [[1, 2]]))).toEqual(['[0,5,1]', '[0,10,1]']);
  });

  it('merge sessions that touch, and let those that are over be', () => {
    const rows = table('a', [
      [1, 0],
      [1, 5],
      [1, 30],
      [1, 26],
    ]);
    expect(resultOf(countBy({ kind: 'session', gap: 5 }), rows)).toEqual(['[0,10,2]', '[26,35,2]']);
  });
});

describe('joins and sub-queries', () => {
  const left = table('a', [
    [1, 0],
    [null, 1],
  ]);
  const right = table('b', [
    [1, 0],
    [null, 1],
  ]);
  const [a, b]: Query[] = [
    { kind: 'table', table: 'a' },
    { kind: 'table', table: 'b' },
  ];

  it('do not join NULL, and keep a left row without partner', () => {
    const items = [
      { side: 'l', column: 'a_t', name: 'x' },
      { side: 'r', column: 'b_t', name: 'y' },
    ] as const;
    const on = [{ left: 'a_k', right: 'b_k' }];
    const join: Query = { kind: 'join', type: 'left', left: a, right: b, on, extra: null, items } as Query;
    expect(resultOf(join, left, right)).toEqual(['[0,0]', '[1,null]']);
  });

  it('let nothing through NOT IN of a NULL', () => {
    const on = [{ left: 'a_t', right: 'b_k' }];
    const semi = { kind: 'semi', form: 'in', negated: true, input: a, inner: b, on, extra: null } as Query;
    expect(resultOf(semi, left, right)).toEqual([]);
    expect(resultOf({ ...semi, form: 'exists' } as Query, left, right)).toEqual(['[1,0]']);
  });
});

describe('deduplication', () => {
  const rows = table('a', [
    [1, 9],
    [1, 5],
    [2, 9],
    [2, 10],
  ]);
  const first = {
    kind: 'deduplicate',
    input: { kind: 'table', table: 'a' },
    partition: ['a_k'],
    time: 'a_t',
    keep: 'first',
  } as const;

  it('drops rows older than the watermark', () => {
    expect(resultOf(first, rows)).toEqual(['[1,9]', '[2,9]']);
    expect(resultOf({ ...first, keep: 'last' }, rows)).toEqual(['[1,9]', '[2,10]']);
  });

  it('says nothing where two splits make the watermark', () => {
    const split = (rows.splits[0] ?? []).slice(0, 2);
    expect(() => resultOf(first, { ...rows, splits: [split, []] })).toThrow(Undetermined);
  });
});
