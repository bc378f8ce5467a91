import type { ChartSettings, ResultColumn } from '@riffle/protocol';

/** Chart settings with every choice made. */
export interface ChartPlan {
  readonly kind: 'line' | 'bar';
  /** Column index of the x axis; undefined counts the rows. */
  readonly x: number | undefined;
  readonly xIsTime: boolean;
  readonly values: readonly number[];
  readonly group: number | undefined;
}

/**
 * What to draw of a result. Without settings: a time column (else the first column that is no number) along x,
 * one series per value of the first text column, and the first number as values.
 */
export function planChart(columns: readonly ResultColumn[], settings: ChartSettings | undefined): ChartPlan {
  const indexOf = (name: string | undefined): number | undefined => {
    const index = columns.findIndex((column) => column.name === name);
    return index < 0 ? undefined : index;
  };
  const x = indexOf(settings?.x) ?? usualX(columns);
  const group = settings === undefined ? usualGroup(columns, x) : indexOf(settings.group);
  const xIsTime = x !== undefined && columns[x]?.role === 'time';
  const numbers = columns.flatMap((column, i) => (column.role === 'number' && i !== x ? [i] : []));
  const asked = (settings?.values ?? []).flatMap((name) => indexOf(name) ?? []);
  const values = settings === undefined && group !== undefined ? numbers.slice(0, 1) : numbers;
  return { kind: settings?.kind ?? 'line', x, xIsTime, values: asked.length > 0 ? asked : values, group };
}

function usualX(columns: readonly ResultColumn[]): number | undefined {
  const time = columns.findIndex((column) => column.role === 'time');
  const label = time >= 0 ? time : columns.findIndex((column) => column.role !== 'number');
  return label >= 0 ? label : undefined;
}

function usualGroup(columns: readonly ResultColumn[], x: number | undefined): number | undefined {
  const group = columns.findIndex((column, i) => column.role === 'text' && i !== x);
  return group >= 0 ? group : undefined;
}

/** A plan as settings that a person can go on changing. */
export function settingsOf(plan: ChartPlan, columns: readonly ResultColumn[]): ChartSettings {
  const name = (index: number | undefined): string | undefined =>
    index === undefined ? undefined : columns[index]?.name;
  const x = name(plan.x);
  const group = name(plan.group);
  return {
    kind: plan.kind,
    values: plan.values.flatMap((index) => name(index) ?? []),
    ...(x === undefined ? {} : { x }),
    ...(group === undefined ? {} : { group }),
  };
}
