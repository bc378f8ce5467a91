import type { JobFigures, OperatorFigures, SubtaskFigures } from '@riffle/cells';
import { lowest } from '../jobs/job-stats.ts';
import type { MetricName } from './definitions.ts';
import type { Sample } from './prometheus-text.ts';

export type Labels = Readonly<Record<string, string>>;

/** How finely a job is told of, by the names of MonitoringConfiguration; each level tells what those before it do. */
export type MetricsLevel = 'APPLICATION' | 'TASK' | 'OPERATOR' | 'PARALLELISM';

export interface MeasuredOperator {
  /** Unique in its job. */
  readonly name: string;
  /** Operators of one task run as one chain, its head first. */
  readonly task: number;
  readonly figures: OperatorFigures;
}

/** Samples of one metric after another, all under the same labels. */
export function samplesOf(labels: Labels, values: Partial<Record<MetricName, number | null>>): Sample[] {
  return Object.entries(values).flatMap(([metric, value]) =>
    value === null || value === undefined ? [] : [{ metric, labels, value }],
  );
}

/** What a job's figures tell, as a whole and by its parts. */
export function jobSamples(
  labels: Labels,
  job: { readonly figures: JobFigures; readonly operators: readonly MeasuredOperator[]; readonly level: MetricsLevel },
): Sample[] {
  const { figures, operators, level } = job;
  const lags = operators.flatMap(({ figures: { subtasks } }) => subtasks.flatMap((subtask) => lagOf(subtask) ?? []));
  const whole = samplesOf(labels, {
    numRecordsIn: figures.rowsIn,
    numRecordsInPerSecond: figures.rowsInPerSecond,
    numRecordsOut: figures.rowsOut,
    numRecordsOutPerSecond: figures.rowsOutPerSecond,
    numLateRecordsDropped: figures.lateRowsDropped,
    currentInputWatermark: figures.watermark,
    managedMemoryUsed: figures.stateBytes,
    millisBehindLatest: lags.length === 0 ? null : Math.max(...lags),
  });
  switch (level) {
    case 'APPLICATION':
      return whole;
    case 'TASK':
      return [...whole, ...taskSamples(labels, operators)];
    case 'OPERATOR':
      return [
        ...whole,
        ...taskSamples(labels, operators),
        ...operators.flatMap((each) => operatorSamples(labels, each)),
      ];
    case 'PARALLELISM':
      return [...whole, ...operators.flatMap((each) => subtaskSamples(labels, each))];
  }
}

/** A task has the shares of its busiest subtask. */
function taskSamples(labels: Labels, operators: readonly MeasuredOperator[]): Sample[] {
  const tasks = Map.groupBy(operators, ({ task }) => task);
  return [...tasks.values()].flatMap((chain) => {
    const subtasks = chain[0]?.figures.subtasks ?? [];
    const task = chain.map(({ name }) => name).join(' -> ');
    const busy = Math.max(0, ...subtasks.map((subtask) => subtask.busy));
    const backPressure = Math.max(0, ...subtasks.map((subtask) => subtask.backPressure));
    return samplesOf({ ...labels, task }, shares(busy, backPressure));
  });
}

function operatorSamples(labels: Labels, { name, figures }: MeasuredOperator): Sample[] {
  const { subtasks, rowsInPerSecond, rowsOutPerSecond } = figures;
  const sum = (read: (subtask: SubtaskFigures) => number): number =>
    subtasks.reduce((total, subtask) => total + read(subtask), 0);
  const lags = subtasks.flatMap((subtask) => lagOf(subtask) ?? []);
  return samplesOf(
    { ...labels, operator: name },
    {
      numRecordsIn: sum(({ rowsIn }) => rowsIn),
      numRecordsInPerSecond: rowsInPerSecond,
      numRecordsOut: sum(({ rowsOut }) => rowsOut),
      numRecordsOutPerSecond: rowsOutPerSecond,
      numLateRecordsDropped: sum(lateOf),
      currentInputWatermark: lowest(subtasks.map(({ watermark }) => watermark)),
      currentOutputWatermark: lowest(subtasks.map(({ outputWatermark }) => outputWatermark)),
      managedMemoryUsed: sum(({ stateBytes }) => stateBytes),
      millisBehindLatest: lags.length === 0 ? null : Math.max(...lags),
    },
  );
}

function subtaskSamples(labels: Labels, { name, figures }: MeasuredOperator): Sample[] {
  return figures.subtasks.flatMap((subtask, index) =>
    samplesOf(
      { ...labels, operator: name, subtask: String(index) },
      {
        numRecordsIn: subtask.rowsIn,
        numRecordsInPerSecond: subtask.rowsInPerSecond,
        numRecordsOut: subtask.rowsOut,
        numRecordsOutPerSecond: subtask.rowsOutPerSecond,
        numLateRecordsDropped: lateOf(subtask),
        currentInputWatermark: subtask.watermark,
        currentOutputWatermark: subtask.outputWatermark,
        managedMemoryUsed: subtask.stateBytes,
        ...shares(subtask.busy, subtask.backPressure),
        millisBehindLatest: lagOf(subtask),
      },
    ),
  );
}

function shares(busy: number, backPressure: number) {
  return {
    busyTimeMsPerSecond: Math.round(busy * 1000),
    backPressureTimeMsPerSecond: Math.round(backPressure * 1000),
    idleTimeMsPerSecond: Math.round(Math.max(0, 1 - busy - backPressure) * 1000),
  };
}

function lateOf({ counters }: SubtaskFigures): number {
  return counters['numLateRecordsDropped'] ?? 0;
}

function lagOf({ counters }: SubtaskFigures): number | null {
  return counters['millisBehindLatest'] ?? null;
}
