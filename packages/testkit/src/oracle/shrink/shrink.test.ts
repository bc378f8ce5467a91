import { describe, expect, it } from 'vitest';
import type { Failure } from '../check-case.ts';
import { generateCase } from '../generate/cases.ts';
import { contains } from '../model/inputs.ts';
import type { OracleCase } from '../model/model.ts';
import { expectedResult } from '../reference/evaluate.ts';
import { shrink } from './shrink.ts';

const failure: Failure = { kind: 'wrong rows', way: 'straight', message: 'made up' };

/** Fails for any case that means something and holds an aggregate over at least one row. */
async function failsWithAggregate(oracleCase: OracleCase): Promise<Failure | null> {
  const { rows } = expectedResult(oracleCase);
  const hasAggregate = contains(oracleCase.query, ({ kind }) => kind === 'aggregate');
  return hasAggregate && rows.length > 0 ? failure : null;
}

async function firstFailing(): Promise<OracleCase> {
  for (let seed = 1; ; seed++) {
    const oracleCase = generateCase(seed);
    const isFound = await failsWithAggregate(oracleCase).catch(() => null);
    if (isFound !== null && oracleCase.query.kind !== 'aggregate') {
      return oracleCase;
    }
  }
}

describe('shrink', () => {
  it('leaves only what the failure needs', async () => {
    const { oracleCase } = await shrink({ oracleCase: await firstFailing(), failure }, failsWithAggregate);
    const { tables, query } = oracleCase;
    expect(tables.flatMap(({ splits }) => splits.flat())).toHaveLength(1);
    expect(query).toMatchObject({ kind: 'aggregate', keys: [], having: null, input: { kind: 'table' } });
  });

  it('keeps a crash to the same message', async () => {
    const crash: Failure = { kind: 'crashed', way: 'straight', message: 'no row 7' };
    const oracleCase = generateCase(1);
    const other = async (): Promise<Failure> => ({ ...crash, message: 'something else' });
    expect(await shrink({ oracleCase, failure: crash }, other)).toEqual({ oracleCase, failure: crash });
  });
});
