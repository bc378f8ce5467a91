import type { AggregationName, ChartSettings, ResultColumn } from '@riffle/protocol';

export type ChartKind = ChartSettings['kind'];

/** Chart settings with every choice made; columns by their place. */
export interface ChartPlan {
  readonly kind: ChartKind;
  readonly keys: readonly number[];
  readonly groups: readonly number[];
  readonly values: readonly ChartValue[];
  readonly stacking: ChartSettings['stacking'];
  readonly logScale: boolean;
  /** What stands along the axis of a pivot. */
  readonly axis: AxisKind;
  readonly scatter: ScatterPlan;
}

export interface ChartValue {
  readonly column: number;
  readonly aggregation: AggregationName;
}

export type AxisKind = 'time' | 'number' | 'label';

export interface ScatterPlan {
  readonly x: number | undefined;
  readonly y: number | undefined;
  readonly group: number | undefined;
  readonly size: number | undefined;
  readonly xAxis: AxisKind;
}

type Columns = readonly ResultColumn[];

/**
 * What to draw of a result. Where nothing is set, or all that was set is gone from the result, the columns' types
 * decide: a time column (else the first that is no number) is the key, the first text column beside it the group, the
 * first number the value.
 */
export function planChart(columns: Columns, settings: ChartSettings | undefined): ChartPlan {
  const set = settings === undefined ? undefined : namedColumns(columns, settings);
  const wells = set === undefined || isEmpty(set) ? usualWells(columns) : set;
  const kind = settings?.kind ?? usualKind(columns);
  return {
    kind,
    ...wells,
    stacking: settings?.stacking ?? 'none',
    logScale: settings?.logScale ?? false,
    axis: axisOf(columns, wells.keys, kind),
    scatter: planScatter(columns, settings),
  };
}

interface Wells {
  readonly keys: readonly number[];
  readonly groups: readonly number[];
  readonly values: readonly ChartValue[];
}

function namedColumns(columns: Columns, settings: ChartSettings): Wells {
  const places = (names: readonly string[]): number[] => names.flatMap((name) => placeOf(columns, name) ?? []);
  return {
    keys: places(settings.keys),
    groups: places(settings.groups),
    values: settings.values.flatMap(({ name, aggregation }) => {
      const column = placeOf(columns, name);
      return column === undefined ? [] : [{ column, aggregation }];
    }),
  };
}

function isEmpty({ keys, groups, values }: Wells): boolean {
  return keys.length === 0 && groups.length === 0 && values.length === 0;
}

function placeOf(columns: Columns, name: string | undefined): number | undefined {
  const place = columns.findIndex((column) => column.name === name);
  return place < 0 ? undefined : place;
}

function usualWells(columns: Columns): Wells {
  const key = usualKey(columns);
  const isTime = key !== undefined && columns[key]?.role === 'time';
  const group = columns.findIndex((column, i) => column.role === 'text' && i !== key);
  const value = columns.findIndex((column, i) => column.role === 'number' && i !== key);
  return {
    keys: key === undefined ? [] : [key],
    groups: group < 0 ? [] : [group],
    values: value < 0 ? [] : [{ column: value, aggregation: isTime ? 'avg' : 'sum' }],
  };
}

function usualKey(columns: Columns): number | undefined {
  const time = columns.findIndex((column) => column.role === 'time');
  const label = time >= 0 ? time : columns.findIndex((column) => column.role !== 'number');
  return label >= 0 ? label : columns.length > 1 ? 0 : undefined;
}

function usualKind(columns: Columns): ChartKind {
  const has = (role: ResultColumn['role']): boolean => columns.some((column) => column.role === role);
  return has('time') || columns.every((column) => column.role === 'number') ? 'line' : 'bar';
}

function axisOf(columns: Columns, keys: readonly number[], kind: ChartKind): AxisKind {
  const [key, ...more] = keys;
  if (key === undefined || more.length > 0 || kind === 'pie') {
    return 'label';
  }
  return axisKind(columns[key]);
}

function axisKind(column: ResultColumn | undefined): AxisKind {
  return column?.role === 'time' ? 'time' : column?.role === 'number' ? 'number' : 'label';
}

function planScatter(columns: Columns, settings: ChartSettings | undefined): ScatterPlan {
  const set = settings?.scatter ?? {};
  const named = {
    x: placeOf(columns, set.x),
    y: placeOf(columns, set.y),
    group: placeOf(columns, set.group),
    size: placeOf(columns, set.size),
  };
  const usual = named.x === undefined && named.y === undefined;
  const x = named.x ?? (usual ? usualScatterX(columns) : undefined);
  const y = named.y ?? (usual ? columns.findLastIndex((c, i) => c.role === 'number' && i !== x) : -1);
  return {
    x,
    y: y < 0 ? undefined : y,
    group: named.group,
    size: named.size,
    xAxis: axisKind(x === undefined ? undefined : columns[x]),
  };
}

function usualScatterX(columns: Columns): number | undefined {
  const numbers = columns.flatMap((column, i) => (column.role === 'number' ? [i] : []));
  return numbers.length > 1 ? numbers[0] : usualKey(columns);
}

/** A plan as settings that a person can go on changing. */
export function settingsOf(plan: ChartPlan, columns: Columns): ChartSettings {
  const name = (place: number | undefined): string[] => {
    const found = place === undefined ? undefined : columns[place]?.name;
    return found === undefined ? [] : [found];
  };
  const { scatter } = plan;
  const axis = (key: 'x' | 'y' | 'group' | 'size') => Object.fromEntries(name(scatter[key]).map((one) => [key, one]));
  return {
    kind: plan.kind,
    keys: plan.keys.flatMap(name),
    groups: plan.groups.flatMap(name),
    values: plan.values.flatMap(({ column, aggregation }) => name(column).map((one) => ({ name: one, aggregation }))),
    stacking: plan.stacking,
    logScale: plan.logScale,
    scatter: { ...axis('x'), ...axis('y'), ...axis('group'), ...axis('size') },
  };
}

/** What a value is called: `price`, or `avg of price` where the aggregation says something. */
export function valueName({ column, aggregation }: ChartValue, columns: Columns): string {
  const name = columns[column]?.name ?? '';
  return aggregation === 'sum' ? name : `${aggregation} of ${name}`;
}

/** The chart in a few words: `avg of price by minute and ticker`. */
export function chartWords(plan: ChartPlan, columns: Columns): string {
  const names = (places: readonly (number | undefined)[]): string =>
    places.flatMap((place) => (place === undefined ? [] : (columns[place]?.name ?? []))).join(' and ');
  if (plan.kind === 'scatter') {
    return `${names([plan.scatter.y])} over ${names([plan.scatter.x])}`;
  }
  const by = names([...plan.keys, ...plan.groups]);
  const values = plan.values.map((value) => valueName(value, columns)).join(', ');
  return by === '' ? values : `${values} by ${by}`;
}
