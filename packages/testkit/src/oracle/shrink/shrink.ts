/** Makes a failing case small: leaves things out as long as it goes on failing in the same manner. */
import type { Failure } from '../check-case.ts';
import type { OracleCase } from '../model/model.ts';
import { smallerQueries } from './smaller-queries.ts';
import { smallerTables } from './smaller-tables.ts';

export interface FailingCase {
  readonly oracleCase: OracleCase;
  readonly failure: Failure;
}

/** Gives the failure of a case, null when it passes; throws when the case means nothing. */
export type Check = (oracleCase: OracleCase) => Promise<Failure | null>;

/** `budget` is the most cases that are run. */
export async function shrink(found: FailingCase, check: Check, budget = 800): Promise<FailingCase> {
  let smallest = found;
  let left = budget;
  for (let next = smallerCases(smallest.oracleCase).values(); left > 0; left--) {
    const { value: oracleCase, done } = next.next();
    if (done === true) {
      break;
    }
    const failure = await failureOf(oracleCase, check);
    if (failure !== null && sameManner(failure, found.failure)) {
      smallest = { oracleCase, failure };
      next = smallerCases(oracleCase).values();
    }
  }
  return smallest;
}

function smallerCases(oracleCase: OracleCase): OracleCase[] {
  const { tables, query } = oracleCase;
  return [
    ...smallerQueries(query).map((smaller) => ({ ...oracleCase, query: smaller })),
    ...smallerTables(tables, query).map((smaller) => ({ ...oracleCase, tables: smaller })),
  ];
}

async function failureOf(oracleCase: OracleCase, check: Check): Promise<Failure | null> {
  try {
    return await check(oracleCase);
  } catch {
    // Left out too much: what remains is no case.
    return null;
  }
}

/** Crashes and refusals must also say the same, but for names and numbers. */
function sameManner(a: Failure, b: Failure): boolean {
  const said = ({ message }: Failure): string => (message.split('\n')[0] ?? '').replace(/["'`][^"'`]*["'`]|\d+/g, '…');
  return a.kind === b.kind && (a.kind === 'wrong rows' || a.kind === 'bad changelog' || said(a) === said(b));
}
