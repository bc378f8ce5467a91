// The main file of a job's thread: runs one plan and reports its visible rows, its figures and its end.
import { parentPort } from 'node:worker_threads';
import { type Millis, must, seededRandom, systemClock, voidLogger } from '@riffle/base';
import { createConnectorRuntime } from '@riffle/connectors';
import { createJob, fileCheckpointStore, type Job, type JobOutcome } from '@riffle/engine';
import { durationMillis, type PhysicalPlan, planFromJson } from '@riffle/plan';
import { connectorEnvironment } from './connector-environment.ts';
import { FigureTaker } from './job-figures.ts';
import type { FromJobWorker, JobSpec, ToJobWorker } from './job-messages.ts';
import { outlineJob } from './job-outline.ts';
import { JobOutput } from './job-output.ts';
import { describeFailure } from './job-problem.ts';

/** A job's key groups: more subtasks would have nothing to do. */
const MOST_SUBTASKS = 128;
const FIGURES_INTERVAL_MS = 1000;

const port = must(parentPort, 'this file runs in a worker thread');
const send = (message: FromJobWorker): void => port.postMessage(message);

let job: Job | null = null;
let output: JobOutput | null = null;

async function run(spec: JobSpec): Promise<JobOutcome> {
  const plan = planFromJson(spec.plan);
  if (spec.view !== null) {
    output = new JobOutput(spec.view, plan, systemClock, send);
  }
  const environment = await connectorEnvironment(spec.aws, (line) => send({ op: 'line', line }));
  const checkpointMs = checkpointInterval(plan);
  job = createJob(plan, {
    jobId: spec.jobId,
    connectors: createConnectorRuntime(environment),
    clock: systemClock,
    random: seededRandom(crypto.getRandomValues(new Int32Array(1))[0] as number),
    logger: voidLogger,
    memoryLimitBytes: spec.memoryBytes,
    parallelism: spec.parallelism ?? settingParallelism(plan),
    ...(checkpointMs === null
      ? {}
      : {
          checkpoint: {
            store: fileCheckpointStore({ directory: spec.checkpointDirectory }),
            intervalMs: checkpointMs,
          },
        }),
    onRows: (batch) => output?.add(batch),
  });
  const startedAt = systemClock.now();
  const figures = new FigureTaker(spec.jobId, job, systemClock);
  const report = setInterval(() => send({ op: 'figures', figures: figures.take() }), FIGURES_INTERVAL_MS);
  try {
    const { jobId, name } = spec;
    const outline = outlineJob(plan, job.metrics(), { jobId, name, startedAt, checkpointMs });
    send({ op: 'running', outline });
    const outcome = await job.run();
    output?.close();
    return outcome;
  } finally {
    clearInterval(report);
    send({ op: 'figures', figures: figures.take() });
  }
}

/** What the session says, as Flink reads it: the table setting counts over the general one. */
function settingParallelism({ settings }: PhysicalPlan): number {
  const asked = [settings['table.exec.resource.default-parallelism'], settings['parallelism.default']]
    .map(Number)
    .find((value) => Number.isInteger(value) && value > 0);
  return Math.min(asked ?? 1, MOST_SUBTASKS);
}

/** Checkpoints are taken only where a session asks for them; null otherwise. */
function checkpointInterval(plan: PhysicalPlan): Millis | null {
  const interval = durationMillis(plan.settings['execution.checkpointing.interval'] ?? '') ?? 0;
  return interval > 0 && plan.mode === 'streaming' ? interval : null;
}

port.on('message', (message: ToJobWorker) => {
  switch (message.op) {
    case 'start':
      run(message.job).then(
        (outcome) => send({ op: 'ended', outcome }),
        (error: unknown) => {
          output?.close();
          send({ op: 'failed', problem: describeFailure(error) });
        },
      );
      break;
    case 'cancel':
      void job?.cancel();
      break;
    case 'set-cap':
      output?.setCap(message.cap);
      break;
    case 'watch-changes':
      output?.watchLog(message.on);
      break;
  }
});
send({ op: 'ready' });
