import { Area, AreaChart, Bar, BarChart, Line, LineChart, XAxis } from 'recharts';
import { axisTime } from '../../core/format/time.ts';
import { axisNumber, continuousX, grid, MARGIN, opacityOf, shortLabel, TICK, tooltip, valueAxis } from './axes.tsx';
import type { DrawingProps } from './chart-drawing.tsx';

/** So many bars have room for a name each. */
const ALL_LABELS = 8;

/** Bars, lines and areas. */
export function PivotDrawing({ data, plan, hovered }: DrawingProps) {
  const points = [...data.points];
  const bars = plan.kind === 'bar';
  const stack = plan.stacking === 'none' || plan.kind === 'line' ? {} : { stackId: 'all' };
  const offset = plan.stacking === 'share' ? { stackOffset: 'expand' as const } : {};
  const axes = [grid, placeAxis({ data, plan, hovered }), valueAxis(plan), tooltip(plan.axis)];
  if (bars) {
    return (
      <BarChart data={points} margin={MARGIN} {...offset}>
        {axes}
        {data.series.map((series, i) => (
          <Bar
            key={series.key}
            dataKey={series.key}
            name={series.name}
            fill={`var(--s${series.color})`}
            fillOpacity={opacityOf(series.key, hovered)}
            isAnimationActive={false}
            maxBarSize={64}
            radius={'stackId' in stack && i < data.series.length - 1 ? 0 : [2, 2, 0, 0]}
            {...stack}
          />
        ))}
      </BarChart>
    );
  }
  if (plan.kind === 'area') {
    return (
      <AreaChart data={points} margin={MARGIN} {...offset}>
        {axes}
        {data.series.map((series) => (
          <Area
            key={series.key}
            dataKey={series.key}
            name={series.name}
            stroke={`var(--s${series.color})`}
            strokeWidth={1.4}
            fill={`var(--s${series.color})`}
            fillOpacity={0.28 * opacityOf(series.key, hovered)}
            strokeOpacity={opacityOf(series.key, hovered)}
            dot={points.length === 1}
            connectNulls
            isAnimationActive={false}
            type="linear"
            {...stack}
          />
        ))}
      </AreaChart>
    );
  }
  return (
    <LineChart data={points} margin={MARGIN}>
      {axes}
      {data.series.map((series) => (
        <Line
          key={series.key}
          dataKey={series.key}
          name={series.name}
          stroke={`var(--s${series.color})`}
          strokeWidth={1.8}
          strokeOpacity={opacityOf(series.key, hovered)}
          dot={points.length === 1}
          connectNulls
          isAnimationActive={false}
          type="linear"
        />
      ))}
    </LineChart>
  );
}

function placeAxis({ data, plan }: DrawingProps) {
  const span = data.span[1] - data.span[0];
  const common = { tick: TICK, tickLine: false, axisLine: false, height: 22 };
  if (plan.axis !== 'label' && plan.kind !== 'bar') {
    return <XAxis key="x" dataKey="x" {...common} {...continuousX(plan.axis, data.span)} minTickGap={24} />;
  }
  const few = plan.kind === 'bar' && data.points.length <= ALL_LABELS;
  return (
    <XAxis
      key="x"
      dataKey={plan.axis === 'label' ? 'label' : 'x'}
      {...common}
      tickFormatter={(value: number | string) =>
        plan.axis === 'time'
          ? axisTime(Number(value), span)
          : plan.axis === 'number'
            ? axisNumber(Number(value))
            : shortLabel(value)
      }
      minTickGap={plan.kind === 'bar' ? 4 : 24}
      interval={few ? 0 : 'equidistantPreserveStart'}
      allowDuplicatedCategory
    />
  );
}
