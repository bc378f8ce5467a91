import { type Application, effectiveFlinkSettings, type RunStatus } from '@riffle/applications';
import type { Millis } from '@riffle/base';
import { operatorName } from '../flink-rest/vertices.ts';
import { jobSamples, type MeasuredOperator, type MetricsLevel, samplesOf } from './job-samples.ts';
import type { Sample } from './prometheus-text.ts';

/** What a STREAMING application tells. `lastUp` is when it was last seen running, for one whose process is gone. */
export function applicationSamples(
  application: Application,
  at: { readonly run: RunStatus | null; readonly now: Millis; readonly lastUp: Millis | null },
): Sample[] {
  const { name, version, lifecycle } = application;
  const labels = { application: name };
  const { parallelism, monitoring } = effectiveFlinkSettings(version.settings.ApplicationConfiguration);
  const { run } = at;
  const whole = samplesOf(labels, {
    KPUs: Math.ceil(parallelism.Parallelism / parallelism.ParallelismPerKPU),
    ...(lifecycle.status === 'READY' ? { uptime: -1, downtime: -1 } : times(at)),
  });
  if (run === null) {
    return whole;
  }
  const { usage, checkpoints, figures, restarts } = run;
  return [
    ...whole,
    ...samplesOf(labels, {
      fullRestarts: restarts,
      lastCheckpointSize: checkpoints.last?.bytes ?? null,
      lastCheckpointDuration: checkpoints.last?.durationMs ?? null,
      numberOfFailedCheckpoints: checkpoints.failed,
      cpuUtilization: usage?.cpuPercent ?? null,
      heapMemoryUtilization: usage === null ? null : (usage.heapUsedBytes / usage.heapLimitBytes) * 100,
      process_resident_memory_bytes: usage?.residentBytes ?? null,
    }),
    ...(figures === null
      ? []
      : jobSamples(labels, {
          figures,
          operators: operatorsOf(run),
          level: monitoring.MetricsLevel as MetricsLevel,
        })),
  ];
}

function times({ run, now, lastUp }: { run: RunStatus | null; now: Millis; lastUp: Millis | null }) {
  const since = run?.runningSince ?? null;
  return since === null
    ? { uptime: 0, downtime: now - (run?.downSince ?? lastUp ?? now) }
    : { uptime: now - since, downtime: 0 };
}

function operatorsOf({ operators, figures }: RunStatus): MeasuredOperator[] {
  const facts = operators.flatMap(({ id, kind, title, task }) =>
    title === null || task === null ? [] : [{ id, kind, title, task }],
  );
  const measured = new Map(figures?.operators.map((each) => [each.id, each]));
  return facts.flatMap((operator, index): MeasuredOperator[] => {
    const own = measured.get(operator.id);
    return own === undefined ? [] : [{ name: operatorName(operator, index), task: operator.task, figures: own }];
  });
}
