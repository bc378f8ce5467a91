import { describe, expect, it } from 'vitest';
import { Undetermined } from '../reference/cells.ts';
import { expectedResult } from '../reference/evaluate.ts';
import { compileCase } from '../run/compile.ts';
import { generateCase } from './cases.ts';

const QUICK = 200;
const seeds = Array.from({ length: QUICK }, (_, i) => i + 1);

async function kindsOf(seed: number): Promise<string[]> {
  const { query, keyedInsert } = await compileCase(generateCase(seed));
  return [...query.plan.nodes, ...(keyedInsert?.plan.nodes ?? [])].map(({ kind }) => kind);
}

describe('generated cases', () => {
  it('are the same for the same seed', () => {
    expect(generateCase(7)).toEqual(generateCase(7));
  });

  it('reach the operators within the quick suite', async () => {
    const kinds = await Promise.all(seeds.map(kindsOf));
    expect([...new Set(kinds.flat())]).toEqual(
      expect.arrayContaining([
        'calc',
        'changelog-normalize',
        'correlate',
        'deduplicate',
        'group-aggregate',
        'group-window-aggregate',
        'join',
        'limit',
        'rank',
        'sink',
        'sort',
        'temporal-sort',
        'union',
        'watermark-assigner',
        'window-aggregate',
        'window-table-function',
      ]),
    );
  });

  it('mostly have one right result, and often one with rows', () => {
    const results = seeds.flatMap((seed) => {
      try {
        return [expectedResult(generateCase(seed)).rows.length];
      } catch (error) {
        expect(error).toBeInstanceOf(Undetermined);
        return [];
      }
    });
    expect(results.length).toBeGreaterThan(QUICK * 0.85);
    expect(results.filter((rows) => rows > 0).length).toBeGreaterThan(QUICK * 0.5);
  });
});
