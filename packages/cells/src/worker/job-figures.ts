import type { Clock } from '@riffle/base';
import type { Job, JobMetrics, NodeMetrics } from '@riffle/engine';
import type { JobFigures } from '../messages.ts';

const SOURCES: ReadonlySet<NodeMetrics['kind']> = new Set(['source', 'values']);
const RESULTS: ReadonlySet<NodeMetrics['kind']> = new Set(['sink', 'collect']);

/** Sums a job up once a second, rates included. */
export class FigureTaker {
  readonly #jobId: string;
  readonly #job: Job;
  readonly #clock: Clock;
  #lastRowsIn = 0;
  #lastTaken: number;

  constructor(jobId: string, job: Job, clock: Clock) {
    this.#jobId = jobId;
    this.#job = job;
    this.#clock = clock;
    this.#lastTaken = clock.now();
  }

  take(): JobFigures {
    const metrics = this.#job.metrics();
    const now = this.#clock.now();
    const rowsIn = sumOf(metrics, SOURCES, (node) => node.rowsOut);
    const seconds = Math.max(0.001, (now - this.#lastTaken) / 1000);
    const watermark = resultWatermark(metrics);
    const figures: JobFigures = {
      jobId: this.#jobId,
      rowsIn,
      rowsOut: sumOf(metrics, RESULTS, (node) => node.rowsIn),
      rowsInPerSecond: (rowsIn - this.#lastRowsIn) / seconds,
      watermark,
      behindMs: watermark === null ? null : Math.max(0, now - watermark),
      stateBytes: metrics.stateBytes,
      lateRowsDropped: metrics.nodes.reduce((sum, node) => sum + node.lateRowsDropped, 0),
      rowsSkipped: metrics.nodes.reduce((sum, node) => sum + (node.counters['numRecordsInErrors'] ?? 0), 0),
    };
    this.#lastRowsIn = rowsIn;
    this.#lastTaken = now;
    return figures;
  }
}

function sumOf(metrics: JobMetrics, kinds: ReadonlySet<string>, read: (node: NodeMetrics) => number): number {
  return metrics.nodes.filter((node) => kinds.has(node.kind)).reduce((sum, node) => sum + read(node), 0);
}

/** The watermark where the results come out; null without event time, and at the end of a bounded input. */
function resultWatermark(metrics: JobMetrics): number | null {
  const watermark = metrics.nodes.findLast((node) => RESULTS.has(node.kind))?.watermark ?? null;
  return watermark === null || !Number.isFinite(watermark) ? null : watermark;
}
