/** How a person has arranged a table: what is sorted, filtered, hidden and moved. */
import type { ResultColumn } from '@riffle/protocol';
import type { SortOrder } from './sort-rows.ts';

export interface TableSettings {
  readonly order: SortOrder;
  /** What is typed above each column, by its place in the result. */
  readonly filters: Readonly<Record<number, string>>;
  /** Words that a row must hold anywhere. */
  readonly quick: string;
  /** The fields for filters are open. */
  readonly filtering: boolean;
  readonly hidden: readonly number[];
  /** The columns in the order they are shown, hidden ones too; null is the result's own. */
  readonly arrangement: readonly number[] | null;
  /** Pixels of columns that were resized. */
  readonly widths: Readonly<Record<number, number>>;
}

export const UNTOUCHED: TableSettings = {
  order: [],
  filters: {},
  quick: '',
  filtering: false,
  hidden: [],
  arrangement: null,
  widths: {},
};

/** A column that is shown, and its place in the result. */
export interface ShownColumn {
  readonly column: ResultColumn;
  readonly index: number;
}

export function arrangedPlaces(count: number, { arrangement }: TableSettings): readonly number[] {
  const all = Array.from({ length: count }, (_, i) => i);
  const known = (arrangement ?? []).filter((place) => place < count);
  return [...known, ...all.filter((place) => !known.includes(place))];
}

export function shownColumns(columns: readonly ResultColumn[], settings: TableSettings): ShownColumn[] {
  return arrangedPlaces(columns.length, settings).flatMap((index) => {
    const column = columns[index];
    return column === undefined || settings.hidden.includes(index) ? [] : [{ column, index }];
  });
}

/** The column one place to the left or right among those that are shown. */
export function moveColumn(settings: TableSettings, count: number, column: number, by: -1 | 1): TableSettings {
  const places = [...arrangedPlaces(count, settings)];
  const visible = places.filter((place) => !settings.hidden.includes(place));
  const other = visible[visible.indexOf(column) + by];
  if (other === undefined) {
    return settings;
  }
  const [from, to] = [places.indexOf(column), places.indexOf(other)];
  places.splice(from, 1);
  places.splice(to, 0, column);
  return { ...settings, arrangement: places };
}

/** Shows or hides a column; the last one stays. */
export function toggleColumn(settings: TableSettings, count: number, column: number): TableSettings {
  if (settings.hidden.includes(column)) {
    return { ...settings, hidden: settings.hidden.filter((other) => other !== column) };
  }
  return settings.hidden.length + 1 >= count ? settings : { ...settings, hidden: [...settings.hidden, column] };
}

/** Rows are left out by what is typed. */
export function isFiltered({ filters, quick }: TableSettings): boolean {
  return quick.trim() !== '' || Object.values(filters).some((text) => text.trim() !== '');
}

/** Columns stand otherwise than they came. */
export function isArranged({ hidden, arrangement, widths }: TableSettings): boolean {
  return hidden.length > 0 || arrangement !== null || Object.keys(widths).length > 0;
}
