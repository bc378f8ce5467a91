import type { Millis } from '@riffle/base';
import { type Batch, storageOf } from '@riffle/columns';
import type { PhysicalNodeKind } from '@riffle/plan';

/** What one operator of one subtask has done so far. */
export interface OperatorMetrics {
  readonly rowsIn: number;
  readonly rowsOut: number;
  /** Estimated from the storage of the columns, as `bytesOut`. */
  readonly bytesIn: number;
  readonly bytesOut: number;
  /** Null before the first watermark; `Infinity` at the end of the input. */
  readonly watermark: Millis | null;
  /** The watermark it gave on, which a watermark assigner makes itself; as `watermark` otherwise. */
  readonly outputWatermark: Millis | null;
  readonly lateRowsDropped: number;
  readonly stateBytes: number;
  /** Milliseconds spent in the subtask this operator belongs to. */
  readonly busyMs: number;
  /** Milliseconds of those spent in this operator itself. */
  readonly selfMs: number;
  /** Milliseconds the subtask waited for credit or for a sink. */
  readonly backPressuredMs: number;
  /** When the subtask came to its end, in milliseconds since the epoch; null while it runs. */
  readonly finishedAt: Millis | null;
  /** What connectors and operators counted under names of their own. */
  readonly counters: Readonly<Record<string, number>>;
}

/** An operator over all its subtasks. The watermark is the lowest. */
export interface NodeMetrics extends OperatorMetrics {
  readonly id: string;
  readonly kind: PhysicalNodeKind;
  readonly description: string;
  readonly parallelism: number;
  /** Operators of the same task hand rows to each other by a call; null for an exchange, which is between tasks. */
  readonly task: number | null;
  readonly subtasks: readonly OperatorMetrics[];
}

export interface JobMetrics {
  readonly nodes: readonly NodeMetrics[];
  readonly stateBytes: number;
}

/** The name under which late rows are counted, as Flink's metric. */
export const LATE_ROWS = 'numLateRecordsDropped';

/** Bytes of a batch, estimated from the first row for columns whose values differ in size. */
export function estimateBatchBytes(batch: Batch): number {
  let width = 0;
  for (const column of batch.columns) {
    switch (storageOf(column.type)) {
      case 'boolean':
        width += 1;
        break;
      case 'int':
        width += 4;
        break;
      case 'object': {
        const first = column.values[0];
        width += typeof first === 'string' ? first.length + 4 : 24;
        break;
      }
      default:
        width += 8;
    }
  }
  return width * batch.rowCount;
}

/** The metrics of all subtasks of a node as one. */
export function sumMetrics(subtasks: readonly OperatorMetrics[]): OperatorMetrics {
  const counters: Record<string, number> = {};
  for (const subtask of subtasks) {
    for (const [name, value] of Object.entries(subtask.counters)) {
      counters[name] = (counters[name] ?? 0) + value;
    }
  }
  const sum = (read: (metrics: OperatorMetrics) => number): number =>
    subtasks.reduce((total, subtask) => total + read(subtask), 0);
  return {
    rowsIn: sum((subtask) => subtask.rowsIn),
    rowsOut: sum((subtask) => subtask.rowsOut),
    bytesIn: sum((subtask) => subtask.bytesIn),
    bytesOut: sum((subtask) => subtask.bytesOut),
    watermark: lowest(subtasks.map((subtask) => subtask.watermark)),
    outputWatermark: lowest(subtasks.map((subtask) => subtask.outputWatermark)),
    lateRowsDropped: sum((subtask) => subtask.lateRowsDropped),
    stateBytes: sum((subtask) => subtask.stateBytes),
    busyMs: sum((subtask) => subtask.busyMs),
    selfMs: sum((subtask) => subtask.selfMs),
    backPressuredMs: sum((subtask) => subtask.backPressuredMs),
    finishedAt: lastEnd(subtasks),
    counters,
  };
}

/** The lowest of the watermarks; null while a subtask has none. */
function lowest(watermarks: readonly (Millis | null)[]): Millis | null {
  const known = watermarks.flatMap((watermark) => watermark ?? []);
  return known.length === 0 || known.length < watermarks.length ? null : Math.min(...known);
}

/** When the last subtask ended; null while one runs. */
function lastEnd(subtasks: readonly OperatorMetrics[]): Millis | null {
  const ends = subtasks.flatMap((subtask) => subtask.finishedAt ?? []);
  return ends.length === 0 || ends.length < subtasks.length ? null : Math.max(...ends);
}
