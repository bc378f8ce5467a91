import { type Millis, seededRandom } from '@riffle/base';
import type { PhysicalPlan } from '@riffle/plan';
import type { CheckpointInfo } from './checkpoint/checkpoint.ts';
import { CheckpointCoordinator } from './checkpoint/coordinator.ts';
import { checkFits, restoredStateOf } from './checkpoint/restored.ts';
import { JobError, StateLimitError } from './errors.ts';
import { hashString } from './exchange/hash.ts';
import type { Job, JobOptions, JobOutcome } from './job-options.ts';
import { Executor } from './runtime/executor.ts';
import { buildJobGraph, type JobGraph } from './runtime/job-graph.ts';
import { type JobMetrics, type NodeMetrics, sumMetrics } from './runtime/metrics.ts';
import { RoundRobinScheduler } from './runtime/scheduler.ts';
import type { Subtask } from './runtime/subtask.ts';

const DEFAULT_MEMORY_LIMIT = 1024 ** 3;
const DEFAULT_BATCH_SIZE = 4096;
/** State is summed up again after this many steps at the latest. */
const MEMORY_CHECK_STEPS = 4;

/**
 * Makes a job of a plan. Nothing is opened before `run`; a plan with a part that cannot run yet is refused here, with
 * a `JobError` that names the operator.
 */
export function createJob(plan: PhysicalPlan, options: JobOptions): Job {
  return new PlanJob(plan, options);
}

class PlanJob implements Job {
  readonly #plan: PhysicalPlan;
  readonly #options: JobOptions;
  readonly #graph: JobGraph;
  readonly #executor: Executor;
  readonly #coordinator: CheckpointCoordinator | null;
  readonly #memoryLimit: number;
  #steps = 0;
  #running: Promise<JobOutcome> | null = null;

  constructor(plan: PhysicalPlan, options: JobOptions) {
    this.#plan = plan;
    this.#options = options;
    this.#memoryLimit = options.memoryLimitBytes ?? DEFAULT_MEMORY_LIMIT;
    if (options.restore !== undefined) {
      checkFits(options.restore.checkpoint, plan, options.restore.allowNonRestoredState ?? false);
    }
    this.#graph = this.#buildGraph();
    this.#executor = new Executor(this.#graph.subtasks, this.#scheduler(), () => this.#afterStep());
    this.#coordinator = this.#makeCoordinator();
  }

  run(): Promise<JobOutcome> {
    this.#running ??= this.#runOnce();
    return this.#running;
  }

  async cancel(): Promise<void> {
    this.#executor.cancel();
    await this.#running?.catch(() => undefined);
  }

  checkpoint(): Promise<CheckpointInfo> {
    if (this.#coordinator === null) {
      return Promise.reject(
        new JobError('The job has no checkpoint store. Give it one to take checkpoints.', { operator: 'checkpoint' }),
      );
    }
    return this.#coordinator.trigger();
  }

  async stopWithSavepoint(): Promise<CheckpointInfo> {
    this.#suspendSources(true);
    try {
      const info = await this.checkpoint();
      await this.cancel();
      return info;
    } catch (error) {
      this.#suspendSources(false);
      throw error;
    }
  }

  checkpoints(): readonly CheckpointInfo[] {
    return this.#coordinator?.completed ?? [];
  }

  metrics(): JobMetrics {
    const nodes = this.#plan.nodes.map((node): NodeMetrics => {
      const task = this.#graph.subtasks.find(({ instances }) => instances.some((instance) => instance.node === node));
      const subtasks = this.#graph.subtasks.flatMap((subtask) =>
        subtask.instances
          .filter((instance) => instance.node === node)
          .map((instance) => instance.metrics(subtask.time)),
      );
      const passed = this.#graph.exchanges.get(node.id);
      const sum = sumMetrics(subtasks);
      const through =
        passed === undefined
          ? sum
          : { ...sum, rowsIn: passed.rows, rowsOut: passed.rows, bytesIn: passed.bytes, bytesOut: passed.bytes };
      return {
        id: node.id,
        kind: node.kind,
        description: node.description,
        parallelism: subtasks.length,
        task: task?.task.index ?? null,
        subtasks,
        ...through,
      };
    });
    return { nodes, stateBytes: nodes.reduce((total, node) => total + node.stateBytes, 0) };
  }

  async #runOnce(): Promise<JobOutcome> {
    try {
      await this.#open();
      this.#options.onOpened?.();
      const interval = this.#options.checkpoint?.intervalMs;
      if (interval !== undefined) {
        this.#coordinator?.every(interval);
      }
      const outcome = await this.#executor.run();
      if (outcome === 'finished') {
        await this.#coordinator?.trigger();
      }
      return outcome;
    } finally {
      this.#coordinator?.stop();
      await this.#close();
    }
  }

  async #open(): Promise<void> {
    for (const subtask of this.#graph.subtasks) {
      this.#restore(subtask);
      // Users before producers, so that whatever a producer does in `open` finds them ready.
      for (const instance of [...subtask.instances].reverse()) {
        await instance.guardAsync(async () => instance.operator.open?.());
      }
    }
  }

  #restore(subtask: Subtask): void {
    const checkpoint = this.#options.restore?.checkpoint;
    for (const instance of subtask.instances) {
      const saved = checkpoint?.operators.find((operator) => operator.id === instance.node.id);
      if (saved !== undefined) {
        const place = {
          subtask: subtask.index,
          parallelism: subtask.task.parallelism,
          description: instance.node.description,
        };
        instance.restore(restoredStateOf(saved, place));
      }
    }
  }

  async #close(): Promise<void> {
    for (const subtask of this.#graph.subtasks) {
      for (const instance of subtask.instances) {
        await Promise.resolve(instance.operator.close?.()).catch((error: unknown) => {
          this.#options.logger.log('warn', 'an operator did not close', {
            operator: instance.node.description,
            error: String(error),
          });
        });
      }
    }
  }

  #buildGraph(): JobGraph {
    const options = this.#options;
    const startedAt: Millis = options.clock.now();
    return buildJobGraph({
      plan: this.#plan,
      parallelism: options.parallelism ?? 1,
      jobId: options.jobId,
      clock: options.clock,
      random: options.random ?? seededRandom(hashString(options.jobId)),
      logger: options.logger,
      checkpointing: options.checkpoint !== undefined,
      environment: {
        connectors: options.connectors,
        batchSize: options.batchSize ?? DEFAULT_BATCH_SIZE,
        startedAt,
        functions: options.functions ?? {},
        onRows: (batch) => options.onRows?.(batch),
        resultReady: () => options.resultReady?.() ?? null,
      },
      listener: {
        wake: () => this.#executor.wake(),
        failed: (error) => this.#fail(error),
        finished: (subtask) => this.#coordinator?.subtaskFinished(subtask),
        snapshotTaken: (subtask, id, snapshot) => this.#coordinator?.snapshotTaken(subtask, id, snapshot),
      },
      checkMemory: () => this.#checkMemory(),
    });
  }

  #scheduler(): RoundRobinScheduler | Exclude<NonNullable<JobOptions['scheduler']>, 'real'> {
    const { scheduler = 'real', clock } = this.#options;
    return scheduler === 'real' ? new RoundRobinScheduler(clock) : scheduler;
  }

  #makeCoordinator(): CheckpointCoordinator | null {
    const { checkpoint, restore, clock, logger, jobId } = this.#options;
    if (checkpoint === undefined) {
      return null;
    }
    return new CheckpointCoordinator({
      jobId,
      store: checkpoint.store,
      clock,
      logger,
      subtasks: this.#graph.subtasks,
      lastId: restore?.checkpoint.id ?? 0,
      failed: (error) => this.#fail(error),
    });
  }

  /** The last checkpoint is taken when the executor has ended already: both must hear of a failure. */
  #fail(error: unknown): void {
    this.#executor.fail(error);
    this.#coordinator?.abort(error);
  }

  #suspendSources(suspended: boolean): void {
    for (const subtask of this.#graph.subtasks) {
      if (subtask.isSource) {
        subtask.suspend(suspended);
      }
    }
  }

  #afterStep(): void {
    this.#steps++;
    if (this.#steps % MEMORY_CHECK_STEPS === 0) {
      this.#checkMemory();
    }
  }

  #checkMemory(): void {
    let total = 0;
    let largest = { bytes: -1, description: '' };
    for (const subtask of this.#graph.subtasks) {
      for (const instance of subtask.instances) {
        const bytes = instance.stateBytes;
        total += bytes;
        if (bytes > largest.bytes) {
          largest = { bytes, description: instance.node.description };
        }
      }
    }
    if (total > this.#memoryLimit) {
      const megabytes = (bytes: number): string => `${(bytes / 1024 ** 2).toFixed(1)} MiB`;
      throw new StateLimitError(
        `The job's state needs about ${megabytes(total)}, more than its limit of ${megabytes(this.#memoryLimit)}; most of it, ${megabytes(largest.bytes)}, is kept by "${largest.description}". Raise the limit, or keep less state: a window, a time bound on the join, or table.exec.state.ttl.`,
        { operator: largest.description },
      );
    }
  }
}
