import type { ResultColumn } from '@riffle/protocol';
import { useMemo, useState } from 'react';
import { guessRoles } from '../../core/format/guess-role.ts';
import type { CellText, Row } from '../../core/results/live-result.ts';
import { UNTOUCHED } from '../../core/results/table-settings.ts';
import { DataTable, HEAD_HEIGHT, ROW_HEIGHT } from './data-table.tsx';
import { useVisibleRows } from './use-visible-rows.ts';

const MOST_ROWS_IN_VIEW = 12;

interface StaticTableProps {
  readonly columns: readonly ResultColumn[];
  readonly rows: readonly (readonly CellText[])[];
}

/** A table that came whole, such as that of SHOW TABLES. */
export function StaticTable({ columns, rows }: StaticTableProps) {
  const [settings, setSettings] = useState(UNTOUCHED);
  const guessed = useMemo(() => guessRoles(columns, rows), [columns, rows]);
  const numbered = useMemo(() => rows.map((values, number): Row => ({ number, values, changed: null })), [rows]);
  const visible = useVisibleRows(numbered, guessed, settings, false);
  const height = HEAD_HEIGHT + ROW_HEIGHT * Math.min(MOST_ROWS_IN_VIEW, Math.max(1, rows.length)) + 1;
  return (
    <DataTable
      columns={guessed}
      rows={numbered}
      shownRows={visible.rows}
      settings={settings}
      onSettings={setSettings}
      problems={visible.problems}
      newestFirst={false}
      height={height}
      empty="no rows"
    />
  );
}
