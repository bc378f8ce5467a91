import type { Clock, Millis } from '@riffle/base';
import type { Job, JobMetrics, NodeMetrics, OperatorMetrics } from '@riffle/engine';
import type { JobFigures, OperatorFigures, SubtaskFigures } from '../messages.ts';

const SOURCES: ReadonlySet<NodeMetrics['kind']> = new Set(['source', 'values']);
const RESULTS: ReadonlySet<NodeMetrics['kind']> = new Set(['sink', 'collect']);
/** Checkpoints that are told one by one, as many as Flink's dashboard keeps. */
const SHOWN_CHECKPOINTS = 10;

/** Sums a job up once a second, rates and shares included. */
export class FigureTaker {
  readonly #jobId: string;
  readonly #job: Job;
  readonly #clock: Clock;
  #last: JobMetrics;
  #lastTaken: Millis;

  constructor(jobId: string, job: Job, clock: Clock) {
    this.#jobId = jobId;
    this.#job = job;
    this.#clock = clock;
    this.#last = job.metrics();
    this.#lastTaken = clock.now();
  }

  take(): JobFigures {
    const metrics = this.#job.metrics();
    const now = this.#clock.now();
    const elapsed = Math.max(1, now - this.#lastTaken);
    const rowsIn = (of: JobMetrics): number => sumOf(of, SOURCES, (node) => node.rowsOut);
    const rowsOut = (of: JobMetrics): number => sumOf(of, RESULTS, (node) => node.rowsIn);
    const perSecond = (read: (of: JobMetrics) => number): number =>
      ((read(metrics) - read(this.#last)) * 1000) / elapsed;
    const watermark = resultWatermark(metrics);
    const checkpoints = this.#job.checkpoints();
    const figures: JobFigures = {
      jobId: this.#jobId,
      takenAt: now,
      rowsIn: rowsIn(metrics),
      rowsOut: rowsOut(metrics),
      rowsInPerSecond: perSecond(rowsIn),
      rowsOutPerSecond: perSecond(rowsOut),
      watermark,
      behindMs: watermark === null ? null : Math.max(0, now - watermark),
      stateBytes: metrics.stateBytes,
      lateRowsDropped: metrics.nodes.reduce((sum, node) => sum + node.lateRowsDropped, 0),
      rowsSkipped: metrics.nodes.reduce((sum, node) => sum + (node.counters['numRecordsInErrors'] ?? 0), 0),
      operators: metrics.nodes.flatMap((node, i) =>
        node.task === null ? [] : [operatorFigures(node, this.#last.nodes[i], elapsed)],
      ),
      checkpoints: { completed: checkpoints.length, latest: checkpoints.slice(-SHOWN_CHECKPOINTS) },
    };
    this.#last = metrics;
    this.#lastTaken = now;
    return figures;
  }
}

function operatorFigures(node: NodeMetrics, before: NodeMetrics | undefined, elapsed: Millis): OperatorFigures {
  const subtasks = node.subtasks.map((subtask, i) => subtaskFigures(subtask, before?.subtasks[i], elapsed));
  const sum = (read: (figures: SubtaskFigures) => number): number =>
    subtasks.reduce((total, figures) => total + read(figures), 0);
  return {
    id: node.id,
    load: Math.max(0, ...subtasks.map(({ load }) => load)),
    backPressure: Math.max(0, ...subtasks.map(({ backPressure }) => backPressure)),
    rowsInPerSecond: sum((figures) => figures.rowsInPerSecond),
    rowsOutPerSecond: sum((figures) => figures.rowsOutPerSecond),
    subtasks,
    counters: node.counters,
  };
}

function subtaskFigures(
  metrics: OperatorMetrics,
  before: OperatorMetrics | undefined,
  elapsed: Millis,
): SubtaskFigures {
  const grown = (read: (of: OperatorMetrics) => number): number =>
    read(metrics) - (before === undefined ? 0 : read(before));
  const perSecond = (read: (of: OperatorMetrics) => number): number => (grown(read) * 1000) / elapsed;
  const share = (read: (of: OperatorMetrics) => number): number => Math.min(1, grown(read) / elapsed);
  const { rowsIn, rowsOut, bytesIn, bytesOut, stateBytes, selfMs, busyMs, backPressuredMs, finishedAt } = metrics;
  return {
    rowsIn,
    rowsOut,
    bytesIn,
    bytesOut,
    watermark: finite(metrics.watermark),
    outputWatermark: finite(metrics.outputWatermark),
    stateBytes,
    selfMs,
    busyMs,
    backPressuredMs,
    finishedAt,
    rowsInPerSecond: perSecond((of) => of.rowsIn),
    rowsOutPerSecond: perSecond((of) => of.rowsOut),
    load: share((of) => of.selfMs),
    busy: share((of) => of.busyMs),
    backPressure: share((of) => of.backPressuredMs),
    counters: metrics.counters,
  };
}

function sumOf(metrics: JobMetrics, kinds: ReadonlySet<string>, read: (node: NodeMetrics) => number): number {
  return metrics.nodes.filter((node) => kinds.has(node.kind)).reduce((sum, node) => sum + read(node), 0);
}

/** The watermark where the results come out; null without event time, and at the end of a bounded input. */
function resultWatermark(metrics: JobMetrics): number | null {
  return finite(metrics.nodes.findLast((node) => RESULTS.has(node.kind))?.watermark ?? null);
}

function finite(watermark: number | null): number | null {
  return watermark === null || !Number.isFinite(watermark) ? null : watermark;
}
