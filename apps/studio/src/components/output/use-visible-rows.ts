import type { ResultColumn } from '@riffle/protocol';
import { useMemo } from 'react';
import { filterRows, parseFilter } from '../../core/results/filter-rows.ts';
import type { Row } from '../../core/results/live-result.ts';
import { sortRows } from '../../core/results/sort-rows.ts';
import type { TableSettings } from '../../core/results/table-settings.ts';

export interface VisibleRows {
  /** Those that pass, in the order they are shown. */
  readonly rows: readonly Row[];
  /** Why a filter is not understood, by column. */
  readonly problems: Readonly<Record<number, string>>;
}

export function useVisibleRows(
  rows: readonly Row[],
  columns: readonly ResultColumn[],
  { filters, quick, order }: TableSettings,
  newestFirst: boolean,
): VisibleRows {
  const parsed = useMemo(() => columns.map((column, i) => parseFilter(filters[i] ?? '', column)), [columns, filters]);
  return useMemo(() => {
    const tests = parsed.map(({ test }) => test);
    const kept = filterRows(rows, tests, quick);
    const arrived = newestFirst && order.length === 0 ? kept.toReversed() : kept;
    const problems = Object.fromEntries(
      parsed.flatMap(({ problem }, i) => (problem === undefined ? [] : [[i, problem]])),
    );
    return { rows: sortRows(arrived, columns, order), problems };
  }, [rows, columns, parsed, quick, order, newestFirst]);
}
