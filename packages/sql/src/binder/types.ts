/** Types as written → types as data. */
import { type DayTimeResolution, type LogicalType, types } from '@riffle/columns';
import { resolveType } from '../ast/resolve-type.ts';
import type { IntervalQualifier, TypeNode } from '../ast/type-nodes.ts';
import type { BindContext } from './context.ts';

/** The type a type node means; what is wrong with it is reported and NULL's type given. */
export function bindType(context: BindContext, node: TypeNode): LogicalType {
  const resolved = resolveType(node);
  if ('severity' in resolved) {
    context.report(resolved.code, resolved.message, resolved.span);
    return types.null();
  }
  return resolved;
}

const YEAR_MONTH = { YEAR: 'YEAR', YEAR_MONTH: 'YEAR_TO_MONTH', MONTH: 'MONTH' } as const;

/** The interval type a qualifier means. QUARTER counts as months, WEEK as days, as in Flink. */
export function intervalType(qualifier: IntervalQualifier): LogicalType {
  const { from, to } = qualifier;
  if (from === 'YEAR' || from === 'MONTH' || from === 'QUARTER') {
    const resolution = from === 'YEAR' ? (to === 'MONTH' ? YEAR_MONTH.YEAR_MONTH : YEAR_MONTH.YEAR) : YEAR_MONTH.MONTH;
    return types.yearMonthInterval(resolution, qualifier.precision ?? 2);
  }
  const resolution = dayTimeResolution(from, to);
  return types.dayTimeInterval(resolution, qualifier.precision ?? 2, qualifier.fraction ?? 6);
}

function dayTimeResolution(from: string, to: string | undefined): DayTimeResolution {
  const start = from === 'WEEK' ? 'DAY' : from;
  const name = to === undefined || to === start ? start : `${start}_TO_${to}`;
  return isDayTimeResolution(name) ? name : 'DAY_TO_SECOND';
}

const DAY_TIME_RESOLUTIONS: readonly DayTimeResolution[] = [
  'DAY',
  'DAY_TO_HOUR',
  'DAY_TO_MINUTE',
  'DAY_TO_SECOND',
  'HOUR',
  'HOUR_TO_MINUTE',
  'HOUR_TO_SECOND',
  'MINUTE',
  'MINUTE_TO_SECOND',
  'SECOND',
];

function isDayTimeResolution(name: string): name is DayTimeResolution {
  return DAY_TIME_RESOLUTIONS.some((known) => known === name);
}
