import { memo } from 'react';
import { ResponsiveContainer } from 'recharts';
import type { ChartData } from '../../core/chart/chart-data.ts';
import type { ChartPlan } from '../../core/chart/chart-plan.ts';
import { PieDrawing } from './pie-drawing.tsx';
import { PivotDrawing } from './pivot-drawing.tsx';
import { ScatterDrawing } from './scatter-drawing.tsx';

export interface DrawingProps {
  readonly data: ChartData;
  readonly plan: ChartPlan;
  /** The series that stands out; the others step back. */
  readonly hovered: string | null;
}

export const ChartDrawing = memo(function ChartDrawing(props: DrawingProps) {
  return (
    <div className="chart-drawing">
      <ResponsiveContainer width="100%" height="100%" debounce={80}>
        {drawingOf(props)}
      </ResponsiveContainer>
    </div>
  );
});

/** Called, not rendered: the container measures for the chart that is its child. */
function drawingOf(props: DrawingProps) {
  switch (props.plan.kind) {
    case 'pie':
      return PieDrawing(props);
    case 'scatter':
      return ScatterDrawing(props);
    default:
      return PivotDrawing(props);
  }
}
