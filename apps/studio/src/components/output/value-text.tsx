import { type ColumnShape, displayText } from '../../core/format/column-shape.ts';
import type { CellText } from '../../core/results/live-result.ts';

export function ValueText({ value, shape }: { value: CellText; shape: ColumnShape }) {
  return value === null ? <span className="null">NULL</span> : displayText(value, shape);
}
