import type { JobFigures, JobOutline, OperatorFigures, OperatorOutline } from '@riffle/cells';
import type { EventOf, JobStats, OperatorStats } from '@riffle/protocol';
import type { JobRecord } from './job-record.ts';

/** What a cell's watchers see of its job; null before the first figures. */
export function jobStats(job: JobRecord): EventOf<'job'> | null {
  const { figures, outline, place } = job;
  return figures === null
    ? null
    : { op: 'job', noteId: place.noteId, cellId: place.cellId, ...figuresOfJob(outline, figures) };
}

/** A job's figures, wherever it was started. */
export function figuresOfJob(outline: JobOutline, figures: JobFigures): Omit<JobStats, 'op' | 'noteId' | 'cellId'> {
  const { takenAt: _taken, operators, checkpoints, ...sums } = figures;
  const measured = new Map(operators.map((operator) => [operator.id, operator]));
  const last = checkpoints.latest.at(-1);
  return {
    ...sums,
    operators: outline.operators.map((operator) => operatorStats(operator, measured.get(operator.id))),
    checkpointMs: outline.checkpointMs,
    lastCheckpoint:
      last === undefined
        ? null
        : { id: last.id, triggeredAt: last.triggeredAt, durationMs: last.durationMs, bytes: last.bytes },
  };
}

function operatorStats(outline: OperatorOutline, figures: OperatorFigures | undefined): OperatorStats {
  const { id, title, detail, inputs } = outline;
  const subtasks = figures?.subtasks ?? [];
  const sum = (read: (subtask: OperatorFigures['subtasks'][number]) => number): number =>
    subtasks.reduce((total, subtask) => total + read(subtask), 0);
  const watermarks = subtasks.map(({ outputWatermark, watermark }) => outputWatermark ?? watermark);
  return {
    id,
    title,
    detail,
    inputs: inputs.map((input) => ({ ...input, keys: [...input.keys] })),
    rowsIn: sum(({ rowsIn }) => rowsIn),
    rowsOut: sum(({ rowsOut }) => rowsOut),
    rowsInPerSecond: figures?.rowsInPerSecond ?? 0,
    rowsOutPerSecond: figures?.rowsOutPerSecond ?? 0,
    load: figures?.load ?? 0,
    backPressure: figures?.backPressure ?? 0,
    watermark: lowest(watermarks),
    stateBytes: sum(({ stateBytes }) => stateBytes),
  };
}

/** The lowest of the watermarks; null while a subtask has none. */
export function lowest(watermarks: readonly (number | null)[]): number | null {
  const known = watermarks.flatMap((watermark) => watermark ?? []);
  return known.length === 0 || known.length < watermarks.length ? null : Math.min(...known);
}
