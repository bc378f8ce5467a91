/**
 * Generated queries against the reference. `RIFFLE_LONG=1` runs 2,000 instead of 200; `RIFFLE_ORACLE_SEED` and
 * `RIFFLE_ORACLE_COUNT` choose where to begin and how many to run. A case that fails is made small and saved.
 */
import { describe, expect, it } from 'vitest';
import { checkCase } from './check-case.ts';
import { generateCase } from './generate/cases.ts';
import { Undetermined } from './reference/cells.ts';
import { loadRegressions, saveRegression } from './regressions.ts';
import { reportText } from './report.ts';
import { type FailingCase, shrink } from './shrink/shrink.ts';

const isLong = process.env['RIFFLE_LONG'] === '1';
const firstSeed = Number(process.env['RIFFLE_ORACLE_SEED'] ?? 1);
const count = Number(process.env['RIFFLE_ORACLE_COUNT'] ?? (isLong ? 2_000 : 200));
/** Failures after which the rest is left. */
const ENOUGH = 3;
const TIMEOUT = 60_000 + count * 500;

describe('queries give what the reference gives', () => {
  it.each(loadRegressions())('again: $name $note', async (regression) => {
    const failure = await checkCase(regression.case);
    expect(failure === null ? '' : reportText({ oracleCase: regression.case, failure })).toBe('');
  });

  it(
    `${count} generated ones, from seed ${firstSeed}`,
    async () => {
      const failing: FailingCase[] = [];
      let decided = 0;
      for (let seed = firstSeed; decided < count && failing.length < ENOUGH; seed++) {
        const oracleCase = generateCase(seed);
        try {
          const failure = await checkCase(oracleCase);
          decided++;
          if (failure !== null) {
            failing.push(await shrink({ oracleCase, failure }, checkCase));
          }
        } catch (error) {
          if (!(error instanceof Undetermined)) {
            throw error;
          }
        }
      }
      expect(failing.map(savedReport)).toEqual([]);
    },
    TIMEOUT,
  );
});

function savedReport(failing: FailingCase): string {
  const { kind, way } = failing.failure;
  const saved =
    process.env['CI'] === 'true' ? 'not saved under CI' : saveRegression(failing.oracleCase, `${kind} (${way})`);
  return `${reportText(failing)}\nsaved: ${saved}`;
}
