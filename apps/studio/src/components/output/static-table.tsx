import type { ResultColumn } from '@riffle/protocol';
import { useMemo } from 'react';
import { guessRoles } from '../../core/format/guess-role.ts';
import type { CellText, Row } from '../../core/results/live-result.ts';
import { DataTable, HEAD_HEIGHT, ROW_HEIGHT } from './data-table.tsx';

const MOST_ROWS_IN_VIEW = 12;

interface StaticTableProps {
  readonly columns: readonly ResultColumn[];
  readonly rows: readonly (readonly CellText[])[];
}

/** A table that came whole, such as that of SHOW TABLES. */
export function StaticTable({ columns, rows }: StaticTableProps) {
  const guessed = useMemo(() => guessRoles(columns, rows), [columns, rows]);
  const numbered = useMemo(() => rows.map((values, number): Row => ({ number, values, changed: null })), [rows]);
  const height = HEAD_HEIGHT + ROW_HEIGHT * Math.min(MOST_ROWS_IN_VIEW, Math.max(1, rows.length)) + 1;
  return <DataTable columns={guessed} rows={numbered} newestFirst={false} height={height} empty="no rows" />;
}
