/** Cases that failed once, one JSON file each; they are run before anything new. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import type { OracleCase } from './model/model.ts';

const FOLDER = new URL('./regressions/', import.meta.url);

export interface Regression {
  readonly name: string;
  /** What was wrong. */
  readonly note: string;
  readonly case: OracleCase;
}

export function loadRegressions(): Regression[] {
  mkdirSync(FOLDER, { recursive: true });
  const names = readdirSync(FOLDER).filter((name) => name.endsWith('.json'));
  return names.sort().map((name) => {
    const stored = JSON.parse(readFileSync(new URL(name, FOLDER), 'utf8')) as Omit<Regression, 'name'>;
    return { ...stored, name };
  });
}

/** Gives the file's name. */
export function saveRegression(oracleCase: OracleCase, note: string): string {
  const name = `seed-${oracleCase.seed}.json`;
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(new URL(name, FOLDER), `${JSON.stringify({ note, case: oracleCase }, null, 2)}\n`);
  return name;
}
