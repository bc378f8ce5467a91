import { memo } from 'react';
import { Bar, BarChart, CartesianGrid, Line, LineChart, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import type { ChartPlan } from '../../core/chart/chart-columns.ts';
import type { ChartData } from '../../core/chart/chart-data.ts';
import { timeTicks } from '../../core/chart/time-ticks.ts';
import { groupDigits } from '../../core/format/number.ts';
import { axisTime } from '../../core/format/time.ts';

const MARGIN = { top: 8, right: 12, bottom: 0, left: 0 };
/** About as many times along an axis; those without room are left out evenly. */
const MOST_TIMES = 5;
/** So many bars have room for a name each. */
const ALL_LABELS = 8;
const LONGEST_LABEL = 9;
const TICK = { fill: 'var(--text-3)', fontSize: 10 };

export const ChartDrawing = memo(function ChartDrawing({ data, plan }: { data: ChartData; plan: ChartPlan }) {
  const numeric = plan.xIsTime || plan.x === undefined;
  const span = data.span[1] - data.span[0];
  const points = [...data.points];
  const common = [
    <CartesianGrid key="grid" vertical={false} stroke="var(--line)" />,
    <XAxis
      key="x"
      dataKey={numeric ? 'x' : 'label'}
      {...(numeric && plan.kind === 'line'
        ? { type: 'number' as const, domain: ['dataMin', 'dataMax'] as const, scale: 'linear' as const }
        : {})}
      tickFormatter={(value: number | string) => (plan.xIsTime ? axisTime(Number(value), span) : shortLabel(value))}
      tick={TICK}
      tickLine={false}
      axisLine={false}
      {...(plan.xIsTime && plan.kind === 'line' ? { ticks: timeTicks(data.span[0], data.span[1], MOST_TIMES) } : {})}
      minTickGap={plan.kind === 'bar' ? 4 : 24}
      interval={plan.kind === 'bar' && points.length <= ALL_LABELS ? 0 : 'equidistantPreserveStart'}
      height={22}
      allowDuplicatedCategory={plan.kind === 'bar'}
    />,
    <YAxis
      key="y"
      tick={TICK}
      tickLine={false}
      axisLine={false}
      width={46}
      domain={plan.kind === 'bar' ? [0, 'auto'] : ['auto', 'auto']}
      tickFormatter={axisNumber}
    />,
    <Tooltip
      key="tip"
      isAnimationActive={false}
      cursor={{ stroke: 'var(--line-strong)', fill: 'var(--surface-2)' }}
      contentStyle={{
        background: 'var(--surface)',
        border: '1px solid var(--line-strong)',
        borderRadius: 6,
        fontSize: 11,
        padding: '6px 9px',
      }}
      labelFormatter={(label) =>
        plan.xIsTime ? new Date(Number(label)).toISOString().slice(0, 19).replace('T', ' ') : String(label)
      }
      formatter={(value) => groupDigits(String(value))}
    />,
  ];
  return (
    <div className="chart-drawing">
      <ResponsiveContainer width="100%" height="100%" debounce={80}>
        {plan.kind === 'line' ? (
          <LineChart data={points} margin={MARGIN}>
            {common}
            {data.series.map((series) => (
              <Line
                key={series.key}
                dataKey={series.key}
                name={series.name}
                stroke={`var(--s${series.color})`}
                strokeWidth={1.8}
                dot={points.length === 1}
                connectNulls
                isAnimationActive={false}
                type="linear"
              />
            ))}
          </LineChart>
        ) : (
          <BarChart data={points} margin={MARGIN}>
            {common}
            {data.series.map((series) => (
              <Bar
                key={series.key}
                dataKey={series.key}
                name={series.name}
                fill={`var(--s${series.color})`}
                isAnimationActive={false}
                radius={[2, 2, 0, 0]}
              />
            ))}
          </BarChart>
        )}
      </ResponsiveContainer>
    </div>
  );
});

function shortLabel(value: number | string): string {
  const text = String(value);
  return text.length > LONGEST_LABEL ? `${text.slice(0, LONGEST_LABEL - 1)}…` : text;
}

function axisNumber(value: number): string {
  const size = Math.abs(value);
  if (size >= 1e6) {
    return `${Number((value / 1e6).toPrecision(3))}M`;
  }
  return size >= 1e4 ? `${Number((value / 1e3).toPrecision(3))}k` : String(Number(value.toPrecision(4)));
}
