import { Cell, Pie, PieChart, Tooltip } from 'recharts';
import { opacityOf, tooltipStyle, wholeNumber } from './axes.tsx';
import type { DrawingProps } from './chart-drawing.tsx';

export function PieDrawing({ data, hovered }: DrawingProps) {
  const slices = data.points.map((point) => ({ ...point }));
  const total = data.points.reduce((sum, point) => sum + Number(point['value']), 0);
  return (
    <PieChart margin={{ top: 4, right: 4, bottom: 4, left: 4 }}>
      <Tooltip
        isAnimationActive={false}
        contentStyle={tooltipStyle}
        formatter={(value) => `${wholeNumber(value)} · ${share(Number(value), total)}`}
      />
      <Pie
        data={slices}
        dataKey="value"
        nameKey="label"
        innerRadius="45%"
        outerRadius="88%"
        stroke="var(--surface)"
        strokeWidth={1.5}
        startAngle={90}
        endAngle={-270}
        isAnimationActive={false}
        labelLine={false}
        label={({ value, ...slice }) => sliceLabel(Number(value) / total, slice)}
      >
        {data.series.map((series) => (
          <Cell key={series.key} fill={`var(--s${series.color})`} fillOpacity={opacityOf(series.key, hovered)} />
        ))}
      </Pie>
    </PieChart>
  );
}

interface Slice {
  readonly cx?: number;
  readonly cy?: number;
  readonly midAngle?: number;
  readonly innerRadius?: number;
  readonly outerRadius?: number;
}

/** Slices with room for it say their share. */
function sliceLabel(part: number, { cx = 0, cy = 0, midAngle = 0, innerRadius = 0, outerRadius = 0 }: Slice) {
  if (!(part >= 0.06)) {
    return null;
  }
  const radius = (innerRadius + outerRadius) / 2;
  const angle = (-midAngle * Math.PI) / 180;
  return (
    <text
      x={cx + radius * Math.cos(angle)}
      y={cy + radius * Math.sin(angle)}
      className="slice-label"
      fill="var(--surface)"
      textAnchor="middle"
      dominantBaseline="central"
      fontSize={11}
    >
      {Math.round(part * 100)} %
    </text>
  );
}

function share(value: number, total: number): string {
  return total === 0 ? '' : `${((value / total) * 100).toFixed(1)} %`;
}
