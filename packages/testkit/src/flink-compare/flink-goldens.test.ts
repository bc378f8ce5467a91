import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, test } from 'vitest';
import { answerOf, answerText } from './answer.ts';
import { knownDifferences } from './known-differences.ts';
import { askOurEngine } from './our-engine.ts';
import { DATA_FOLDER, GOLDEN_FOLDER, goldenFile, readQueries, readTables } from './query-files.ts';
import { sampleFiles } from './sample-data.ts';

const queries = readQueries();
const tables = readTables();
const WAYS = [
  { way: 'in whole batches', batchSize: undefined },
  { way: 'row by row', batchSize: 1 },
];

/** Our answer as a golden file would hold it; an error is an answer too, though never Flink's. */
async function ourText(query: (typeof queries)[number], batchSize: number | undefined): Promise<string> {
  try {
    return answerText(answerOf(await askOurEngine(query, tables, batchSize), query));
  } catch (error) {
    return `error: ${(error as Error).message}`;
  }
}

describe.each(WAYS)('what Flink answered, $way', ({ batchSize }) => {
  test.each(queries.filter(({ name }) => !(name in knownDifferences)))('$name: $purpose', async (query) => {
    expect(await ourText(query, batchSize)).toBe(readFileSync(goldenFile(query), 'utf8'));
  });

  test.each(queries.filter(({ name }) => name in knownDifferences))('$name differs still', async (query) => {
    expect(await ourText(query, batchSize)).not.toBe(readFileSync(goldenFile(query), 'utf8'));
  });
});

describe('the files of the comparison', () => {
  it('has an answer of Flink for every query, and no other', () => {
    expect(readdirSync(GOLDEN_FOLDER).sort()).toEqual(queries.map(({ name }) => `${name}.json`));
  });

  it('compares at least 32 queries, each with a purpose', () => {
    expect(queries.length).toBeGreaterThanOrEqual(32);
    expect(queries.filter(({ purpose }) => purpose === '')).toEqual([]);
  });

  it('knows no difference of a query that is gone', () => {
    const names = queries.map(({ name }) => name);
    expect(Object.keys(knownDifferences).filter((name) => !names.includes(name))).toEqual([]);
  });

  test.each(Object.entries(sampleFiles()))('reads %s as the generator writes it', (name, content) => {
    expect(existsSync(join(DATA_FOLDER, name)) && readFileSync(join(DATA_FOLDER, name), 'utf8')).toBe(content);
  });
});
