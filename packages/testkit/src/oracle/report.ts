/** A failing case for people: its statements, its rows, what went wrong, and how to run it again. */
import type { OracleCase } from './model/model.ts';
import { createTableText, queryText } from './model/sql-text.ts';
import type { FailingCase } from './shrink/shrink.ts';

export function reportText({ oracleCase, failure }: FailingCase): string {
  return [
    `${failure.kind} (${failure.way}), seed ${oracleCase.seed}`,
    caseText(oracleCase),
    failure.message,
    `again: RIFFLE_ORACLE_SEED=${oracleCase.seed} RIFFLE_ORACLE_COUNT=1`,
  ].join('\n');
}

function caseText({ tables, query }: OracleCase): string {
  const rows = tables.flatMap((table) => [
    `${createTableText(table)};`,
    ...table.splits.flatMap((split, i) => [
      `  -- split ${i}`,
      ...split.map(({ op, row }) => `  -- ${op} ${JSON.stringify(row)}`),
    ]),
  ]);
  return [...rows, `${queryText(query, tables)};`].join('\n');
}
