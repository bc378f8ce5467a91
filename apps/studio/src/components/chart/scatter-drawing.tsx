import { CartesianGrid, Scatter, ScatterChart, Tooltip, XAxis, YAxis, ZAxis } from 'recharts';
import { axisNumber, continuousX, MARGIN, opacityOf, TICK, tooltipStyle, wholeNumber, wholeTime } from './axes.tsx';
import type { DrawingProps } from './chart-drawing.tsx';

const ONE_SIZE = [28, 28] as const;
const SIZES = [16, 320] as const;

export function ScatterDrawing({ data, plan, hovered }: DrawingProps) {
  const { xAxis, size } = plan.scatter;
  const labels = new Map(data.points.map((point) => [Number(point['x']), String(point['label'])]));
  const xText = (x: number): string =>
    xAxis === 'time' ? wholeTime(x) : xAxis === 'number' ? wholeNumber(x) : (labels.get(x) ?? '');
  return (
    <ScatterChart margin={MARGIN}>
      <CartesianGrid stroke="var(--line)" />
      <XAxis
        dataKey="x"
        name="x"
        tick={TICK}
        tickLine={false}
        axisLine={false}
        height={22}
        {...continuousX(xAxis, data.span)}
        {...(xAxis === 'label' ? { tickFormatter: xText, ticks: [...labels.keys()] } : {})}
      />
      <YAxis
        dataKey="y"
        name="y"
        type="number"
        tick={TICK}
        tickLine={false}
        axisLine={false}
        width={46}
        tickFormatter={axisNumber}
        {...(plan.logScale
          ? { scale: 'log' as const, domain: ['auto', 'auto'] as const, allowDataOverflow: true }
          : { domain: ['auto', 'auto'] as const })}
      />
      <ZAxis dataKey="size" name="size" range={size === undefined ? [...ONE_SIZE] : [...SIZES]} />
      <Tooltip
        isAnimationActive={false}
        cursor={{ stroke: 'var(--line-strong)' }}
        contentStyle={tooltipStyle}
        formatter={(value, name) => (name === 'x' ? xText(Number(value)) : wholeNumber(value))}
      />
      {data.series.map((series) => (
        <Scatter
          key={series.key}
          name={series.name}
          data={data.points.filter((point) => point['series'] === series.key).map((point) => ({ ...point }))}
          fill={`var(--s${series.color})`}
          fillOpacity={0.65 * opacityOf(series.key, hovered)}
          isAnimationActive={false}
        />
      ))}
    </ScatterChart>
  );
}
