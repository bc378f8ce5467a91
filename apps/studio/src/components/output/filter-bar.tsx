import type { ResultColumn } from '@riffle/protocol';
import { useEffect, useRef } from 'react';
import { count } from '../../core/format/number.ts';
import { isArranged, isFiltered, type TableSettings, UNTOUCHED } from '../../core/results/table-settings.ts';
import { ColumnsMenu } from './columns-menu.tsx';

interface FilterBarProps {
  readonly columns: readonly ResultColumn[];
  readonly settings: TableSettings;
  readonly onSettings: (change: (settings: TableSettings) => TableSettings) => void;
  readonly matching: number;
  readonly all: number;
  readonly problems: Readonly<Record<number, string>>;
}

/** What a person looks for in the rows, how many there are of it, and which columns are shown. */
export function FilterBar({ columns, settings, onSettings, matching, all, problems }: FilterBarProps) {
  const field = useRef<HTMLInputElement>(null);
  // Opened by the button: typing goes on in the field. Opened by F in the table, the column's own field has the focus.
  useEffect(() => {
    if (document.activeElement?.getAttribute('role') !== 'grid') {
      field.current?.focus();
    }
  }, []);
  const [problem] = Object.values(problems);
  const touched = isFiltered(settings) || isArranged(settings) || settings.order.length > 0;
  return (
    <div className="filter-bar" data-testid="filter-bar" data-own-keys>
      <input
        ref={field}
        type="search"
        className="quick-filter"
        aria-label="Filter rows"
        placeholder="Filter rows by words"
        spellCheck={false}
        value={settings.quick}
        onChange={(event) => {
          const quick = event.target.value;
          onSettings((now) => ({ ...now, quick }));
        }}
      />
      <span className="filter-count" role="status" data-testid="filter-count">
        {count(matching)} of {count(all)} rows
      </span>
      {problem !== undefined && <span className="warn-word">{problem}</span>}
      <span className="grow" />
      {touched && (
        <button
          type="button"
          className="link"
          onClick={() => onSettings(({ filtering }) => ({ ...UNTOUCHED, filtering }))}
        >
          Reset
        </button>
      )}
      <ColumnsMenu columns={columns} settings={settings} onSettings={onSettings} />
    </div>
  );
}
