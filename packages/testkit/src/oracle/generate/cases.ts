/** Whole cases from a seed. */
import { seededRandom } from '@riffle/base';
import type { OracleCase } from '../model/model.ts';
import { QueryGenerator } from './queries.ts';
import { generateTables } from './tables.ts';

/** The same seed gives the same case. */
export function generateCase(seed: number): OracleCase {
  const random = seededRandom(seed);
  const tables = generateTables(random);
  return { tables, query: new QueryGenerator(random, tables).query(), seed };
}
