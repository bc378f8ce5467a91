// The main file of the thread an application's job runs in: restores, runs, takes checkpoints, and tells what happens.
import { parentPort } from 'node:worker_threads';
import { type Logger, must, seededRandom, systemClock } from '@riffle/base';
import { nodeFiles } from '@riffle/base/node';
import { connectorEnvironment, describeFailure, FigureTaker, outlineJob } from '@riffle/cells';
import { createConnectorRuntime } from '@riffle/connectors';
import { type CheckpointInfo, createJob, fileCheckpointStore, type Job, JobError, RestoreError } from '@riffle/engine';
import { planFromJson } from '@riffle/plan';
import { ApplicationFolder } from './application-folder.ts';
import { CheckpointTimer } from './checkpoint-timer.ts';
import { FencedError } from './epoch.ts';
import { fencedStore } from './fenced-store.ts';
import type { FromJobThread, JobSetup, ToJobThread } from './job-messages.ts';
import { findRestorePoint } from './restore-point.ts';

const FIGURES_INTERVAL_MS = 1000;

const port = must(parentPort, 'this file runs in a worker thread');
const send = (message: FromJobThread): void => port.postMessage(message);
const logger: Logger = {
  log: (level, message, fields) => send({ op: 'log', level, message, ...(fields === undefined ? {} : { fields }) }),
};

let job: Job | null = null;
let timer: CheckpointTimer | null = null;

async function run({ spec, folder: path, epoch, aws }: JobSetup): Promise<void> {
  const folder = new ApplicationFolder(path);
  const directory = folder.checkpointsOf(spec.runId);
  const store = fencedStore(fileCheckpointStore({ directory }), { files: nodeFiles, path: folder.epoch, epoch });
  const plan = planFromJson(new TextDecoder().decode(await nodeFiles.readFile(spec.planFile)));
  const point = await findRestorePoint({
    store,
    fileOf: (id) => `${directory}/chk-${id}.checkpoint`,
    initial: spec.restore?.file ?? null,
    files: nodeFiles,
  });
  for (const remark of point?.remarks ?? []) {
    logger.log('error', remark);
  }
  const environment = await connectorEnvironment(aws, (line) => logger.log('info', line, { from: 'print' }));
  job = createJob(plan, {
    jobId: spec.application,
    connectors: createConnectorRuntime(environment),
    clock: systemClock,
    random: seededRandom(crypto.getRandomValues(new Int32Array(1))[0] as number),
    logger,
    parallelism: spec.parallelism,
    checkpoint: { store },
    ...(point === null
      ? {}
      : {
          restore: {
            checkpoint: point.checkpoint,
            // What a checkpoint of this very run holds was restored, or allowed to go, when it began.
            allowNonRestoredState: point.own || (spec.restore?.allowNonRestoredState ?? false),
          },
        }),
    onOpened: () => send({ op: 'opened', restoredFrom: point?.file ?? null, remarks: point?.remarks ?? [] }),
  });
  const running = job;
  timer = new CheckpointTimer(systemClock, spec.checkpoint, () => takeCheckpoint(running));
  timer.start();
  const figures = new FigureTaker(spec.application, running, systemClock);
  const outline = outlineJob(plan, running.metrics(), {
    jobId: spec.application,
    name: spec.application,
    startedAt: systemClock.now(),
    checkpointMs: spec.checkpoint.intervalMs,
  });
  const titles = new Map(outline.operators.map(({ id, title }) => [id, title]));
  const report = setInterval(() => sendFigures(running, figures, titles), FIGURES_INTERVAL_MS);
  try {
    const outcome = await running.run();
    sendFigures(running, figures, titles);
    const last = running.checkpoints().at(-1);
    if (outcome === 'finished' && last !== undefined) {
      tellCheckpoint(last);
    }
    send({ op: 'ended', outcome });
  } finally {
    clearInterval(report);
    timer.stop();
  }
}

/** A checkpoint that fails is tried again at the next interval: until then the one before it counts. */
async function takeCheckpoint(running: Job): Promise<void> {
  try {
    tellCheckpoint(await running.checkpoint());
  } catch (error) {
    if (isFenced(error)) {
      fail(error);
      return;
    }
    send({ op: 'checkpoint-failed', message: (error as Error).message });
  }
}

async function save(requestId: number, stop: boolean): Promise<void> {
  try {
    const running = must(job, 'there is no job');
    const info = await (stop ? running.stopWithSavepoint() : running.checkpoint());
    tellCheckpoint(info);
    send({ op: 'saved', requestId, file: info.location });
  } catch (error) {
    send({ op: 'save-failed', requestId, message: (error as Error).message });
    if (isFenced(error)) {
      fail(error);
    }
  }
}

function tellCheckpoint({ id, triggeredAt, durationMs, bytes }: CheckpointInfo): void {
  send({ op: 'checkpoint', facts: { id, triggeredAt, durationMs, bytes } });
}

function sendFigures(running: Job, figures: FigureTaker, titles: ReadonlyMap<string, string>): void {
  const operators = running.metrics().nodes.map((node) => ({
    id: node.id,
    kind: node.kind,
    title: titles.get(node.id) ?? null,
    task: node.task,
    description: node.description,
    parallelism: node.parallelism,
    rowsIn: node.rowsIn,
    rowsOut: node.rowsOut,
    watermark: node.watermark === null || !Number.isFinite(node.watermark) ? null : node.watermark,
    stateBytes: node.stateBytes,
  }));
  send({ op: 'figures', figures: figures.take(), operators });
}

function fail(error: unknown): void {
  const { message, detail } = describeFailure(error);
  const retryable = error instanceof JobError ? error.retryable && !(error instanceof RestoreError) : false;
  send({ op: 'failed', message, detail, retryable, fenced: isFenced(error) });
}

function isFenced(error: unknown): boolean {
  return error instanceof FencedError || (error instanceof Error && isFenced(error.cause));
}

port.on('message', (message: ToJobThread) => {
  switch (message.op) {
    case 'start':
      run(message.setup).catch(fail);
      break;
    case 'save':
      void save(message.requestId, message.stop);
      break;
  }
});
