/** What the drawings share: axes, grid and tooltip. */
import { CartesianGrid, Tooltip, YAxis } from 'recharts';
import type { AxisKind, ChartPlan } from '../../core/chart/chart-plan.ts';
import { timeTicks } from '../../core/chart/time-ticks.ts';
import { groupDigits } from '../../core/format/number.ts';
import { axisTime } from '../../core/format/time.ts';

export const MARGIN = { top: 8, right: 12, bottom: 0, left: 0 };
export const TICK = { fill: 'var(--text-3)', fontSize: 10 };
/** About as many times along an axis; those without room are left out evenly. */
const MOST_TIMES = 5;
const LONGEST_LABEL = 9;
const DIMMED = 0.25;

export const grid = <CartesianGrid key="grid" vertical={false} stroke="var(--line)" />;

export const tooltipStyle = {
  background: 'var(--surface)',
  border: '1px solid var(--line-strong)',
  borderRadius: 6,
  fontSize: 11,
  padding: '6px 9px',
};

export function tooltip(axis: AxisKind) {
  return (
    <Tooltip
      key="tip"
      isAnimationActive={false}
      cursor={{ stroke: 'var(--line-strong)', fill: 'var(--surface-2)' }}
      contentStyle={tooltipStyle}
      labelFormatter={(label) => (axis === 'time' ? wholeTime(Number(label)) : String(label))}
      formatter={(value) => wholeNumber(value)}
    />
  );
}

export function valueAxis(plan: ChartPlan) {
  const share = plan.stacking === 'share' && (plan.kind === 'bar' || plan.kind === 'area');
  const fromZero = plan.kind === 'bar' || plan.kind === 'area';
  return (
    <YAxis
      key="y"
      tick={TICK}
      tickLine={false}
      axisLine={false}
      width={46}
      {...(plan.logScale && !share
        ? { scale: 'log' as const, domain: ['auto', 'auto'] as const, allowDataOverflow: true }
        : { domain: fromZero ? ([0, 'auto'] as const) : (['auto', 'auto'] as const) })}
      {...(share ? { domain: [0, 1] as const } : {})}
      tickFormatter={(value: number) => (share ? `${Math.round(value * 100)} %` : axisNumber(value))}
    />
  );
}

/** Properties of an x axis along which times or numbers stand at their distance. */
export function continuousX(axis: AxisKind, span: readonly [number, number]) {
  const from = span[0];
  const to = span[1];
  return {
    type: 'number' as const,
    domain: ['dataMin', 'dataMax'] as const,
    scale: 'linear' as const,
    tickFormatter: (value: number) => (axis === 'time' ? axisTime(value, to - from) : axisNumber(value)),
    ...(axis === 'time' ? { ticks: timeTicks(from, to, MOST_TIMES) } : {}),
  };
}

/** How strongly a series is drawn while another one stands out. */
export function opacityOf(key: string, hovered: string | null): number {
  return hovered === null || hovered === key ? 1 : DIMMED;
}

export function shortLabel(value: number | string): string {
  const text = String(value);
  return text.length > LONGEST_LABEL ? `${text.slice(0, LONGEST_LABEL - 1)}…` : text;
}

export function wholeTime(value: number): string {
  return Number.isFinite(value)
    ? new Date(value)
        .toISOString()
        .replace('T', ' ')
        .replace(/\.000Z$|Z$/, '')
    : '';
}

export function wholeNumber(value: unknown): string {
  const number = Number(value);
  return Number.isFinite(number) ? groupDigits(String(Number(number.toPrecision(12)))) : String(value);
}

export function axisNumber(value: number): string {
  const size = Math.abs(value);
  if (size >= 1e9) {
    return `${Number((value / 1e9).toPrecision(3))}G`;
  }
  if (size >= 1e6) {
    return `${Number((value / 1e6).toPrecision(3))}M`;
  }
  return size >= 1e4 ? `${Number((value / 1e3).toPrecision(3))}k` : String(Number(value.toPrecision(4)));
}
