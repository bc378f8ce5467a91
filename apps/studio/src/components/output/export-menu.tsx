import type { Cell } from '@riffle/protocol';
import { useStore } from 'zustand';
import { count } from '../../core/format/number.ts';
import { cellTitle } from '../../core/language/cell-title.ts';
import { type ExportFormat, exportFileName, printTable } from '../../core/results/export-rows.ts';
import type { CellText, Row } from '../../core/results/live-result.ts';
import { shownColumns, type TableSettings } from '../../core/results/table-settings.ts';
import { saveBlob, studio } from '../../page.ts';
import { Menu, type MenuEntry } from '../ui/menu.tsx';
import type { ResultSource } from './result-panel.tsx';

const MIME: Readonly<Record<ExportFormat, string>> = {
  csv: 'text/csv;charset=utf-8',
  tsv: 'text/tab-separated-values;charset=utf-8',
  json: 'application/json',
};

interface ExportMenuProps {
  readonly cell: Cell;
  readonly source: ResultSource;
  readonly visible: readonly Row[];
  readonly settings: TableSettings;
}

/** The rows as files, or for pasting: those in view as they are sorted and filtered, or all that are kept. */
export function ExportMenu({ cell, source, visible, settings }: ExportMenuProps) {
  const guardFormulas = useStore(studio.ui, (ui) => ui.guardFormulas);
  const { columns, rows } = source;
  const inView = {
    columns: shownColumns(columns, settings).map(({ column }) => column),
    rows: (): CellText[][] => {
      const places = shownColumns(columns, settings).map(({ index }) => index);
      return visible.map((row) => places.map((place) => row.values[place] ?? null));
    },
  };
  const kept = { columns, rows: (): (readonly CellText[])[] => rows.map((row) => row.values) };
  const print = (part: typeof inView | typeof kept, format: ExportFormat): string =>
    printTable(part.columns, part.rows(), format, { guardFormulas: guardFormulas && format !== 'json' });
  const save = (part: typeof inView | typeof kept, format: ExportFormat): void =>
    saveBlob(
      exportFileName(cellTitle(cell), new Date(), format),
      new Blob([print(part, format)], { type: MIME[format] }),
    );
  const shown = `${count(visible.length)} in view`;
  const all = `all ${count(rows.length)} kept`;
  const entries = (): MenuEntry[] => [
    { title: 'Save as CSV', hint: shown, run: () => save(inView, 'csv') },
    { title: 'Save as JSON', hint: shown, run: () => save(inView, 'json') },
    {
      title: 'Copy as TSV',
      hint: shown,
      run: () => void navigator.clipboard.writeText(print(inView, 'tsv')),
    },
    { title: 'Save all as CSV', hint: all, separated: true, run: () => save(kept, 'csv') },
    { title: 'Save all as JSON', hint: all, run: () => save(kept, 'json') },
    {
      title: 'Guard against formulas',
      hint: 'in spreadsheets',
      checked: guardFormulas,
      separated: true,
      run: () => studio.ui.setState({ guardFormulas: !guardFormulas }),
    },
  ];
  return (
    <Menu label="Export the rows" button="Export" buttonClass="link" align="right" testId="export" entries={entries} />
  );
}
