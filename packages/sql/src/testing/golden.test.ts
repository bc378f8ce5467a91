/**
 * Every `queries/*.sql` is a script; the plan of its last statement must equal the `.plan.txt` beside it.
 * `UPDATE_GOLDENS=1` writes the files anew; never under CI.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { explainPhysicalPlan } from '@riffle/plan';
import { describe, expect, test } from 'vitest';
import { TestSession } from './test-session.ts';

const folder = join(import.meta.dirname, '../../test/queries');
const update = process.env['UPDATE_GOLDENS'] === '1' && process.env['CI'] === undefined;
const tables = readFileSync(join(folder, 'tables.ddl'), 'utf8');

function planOf(sql: string): string {
  const session = new TestSession();
  expect(session.run(tables).diagnostics).toEqual([]);
  const { statement, diagnostics } = session.run(sql);
  expect(diagnostics).toEqual([]);
  if (statement?.kind === 'explain') {
    return `${statement.text}\n`;
  }
  if (statement?.kind !== 'query' && statement?.kind !== 'insert') {
    throw new Error('the last statement of a golden script must have a plan');
  }
  return `${explainPhysicalPlan(statement.plan, { changelog: true })}\n`;
}

describe('golden plans', () => {
  const scripts = readdirSync(folder).filter((file) => file.endsWith('.sql'));
  test.each(scripts)('%s', (file) => {
    const plan = planOf(readFileSync(join(folder, file), 'utf8'));
    const golden = join(folder, file.replace(/\.sql$/, '.plan.txt'));
    if (update) {
      writeFileSync(golden, plan);
    }
    expect(existsSync(golden), `${file} has no plan yet; run with UPDATE_GOLDENS=1`).toBe(true);
    expect(plan).toBe(readFileSync(golden, 'utf8'));
  });
});
