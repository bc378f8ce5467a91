import type { Cell, Output } from '@riffle/protocol';
import { useMemo } from 'react';
import { guessRoles } from '../../core/format/guess-role.ts';
import type { Row } from '../../core/results/live-result.ts';
import { ResultPanel } from './result-panel.tsx';

interface StoredResultProps {
  readonly cell: Cell;
  readonly output: Extract<Output, { kind: 'table' }>;
  readonly place: number;
}

/** What a note kept of an earlier run's query. */
export function StoredResult({ cell, output, place }: StoredResultProps) {
  const columns = useMemo(() => guessRoles(output.columns, output.rows), [output]);
  const rows = useMemo(
    () =>
      output.rows.map(
        (values, number): Row => ({
          number,
          // Notes of other tools write NULL as a word; in a column of numbers or times it can be nothing else.
          values: values.map((value, i) =>
            value === 'null' && isGuessed(output.columns[i], columns[i]) ? null : value,
          ),
          changed: null,
        }),
      ),
    [output, columns],
  );
  const received = output.stored?.received ?? rows.length;
  return (
    <ResultPanel
      cell={cell}
      place={place}
      source={{
        id: `${cell.run?.runId}-${place}`,
        resultId: null,
        columns,
        rows,
        counts: { rows: rows.length, received, cap: rows.length, dropped: Math.max(0, received - rows.length) },
        mode: 'append',
        statement: output.stored?.statement,
        template: undefined,
        gone: false,
        waiting: null,
      }}
      newestFirst={cell.language !== 'bsql' && columns.some((column) => column.timeAttribute !== undefined)}
      empty="no rows"
    />
  );
}

function isGuessed(given: { role: string } | undefined, guessed: { role: string } | undefined): boolean {
  return given?.role !== guessed?.role;
}
