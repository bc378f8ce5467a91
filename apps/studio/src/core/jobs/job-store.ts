/** The jobs as Flink's REST tells them, asked again and again while somebody looks. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import { type FlinkClient, FlinkFailure } from './flink-client.ts';
import type {
  CheckpointConfig,
  CheckpointStatistics,
  JobConfig,
  JobDetails,
  JobExceptions,
  JobOverview,
} from './flink-types.ts';
import { rowsPerSecond, type VertexRates, vertexRates } from './rates.ts';

/** Where a job was started. */
export interface JobOrigin {
  readonly noteId: string;
  readonly notePath: string;
  readonly cellId: string;
}

/** One job in full, as the page of it shows. */
export interface JobPageData {
  readonly details: JobDetails;
  readonly rates: ReadonlyMap<string, VertexRates>;
  /** Milliseconds since the epoch by vertex; null before the first one. */
  readonly watermarks: ReadonlyMap<string, number | null>;
  readonly checkpoints: CheckpointStatistics;
  readonly checkpointConfig: CheckpointConfig;
  readonly exceptions: JobExceptions;
  readonly config: JobConfig;
}

export interface JobsState {
  /** Null before the first answer. */
  readonly jobs: readonly JobOverview[] | null;
  /** Rows read a second, of running jobs. */
  readonly rates: Readonly<Record<string, number | null>>;
  readonly origins: Readonly<Record<string, JobOrigin>>;
  readonly job: JobPageData | null;
  /** Why there is nothing newer to show, as a sentence. */
  readonly problem: string | null;
  /** The job that was asked for is not kept. */
  readonly missing: boolean;
}

export interface JobWatch {
  readonly store: StoreApi<JobsState>;
  readonly client: FlinkClient;
  /** Looks at the list of jobs (null) or at one, until what it gives is called. */
  watch(jobId: string | null): () => void;
  cancel(jobId: string): Promise<void>;
}

const POLL_MS = 2000;

export interface JobWatchParts {
  readonly client: FlinkClient;
  /** Calls back after so many milliseconds; gives what takes that back. */
  readonly later: (callback: () => void, milliseconds: number) => () => void;
  /** Nobody sees the page now. */
  readonly hidden: () => boolean;
}

export function createJobWatch({ client, later, hidden }: JobWatchParts): JobWatch {
  const store = createStore<JobsState>(() => ({
    jobs: null,
    rates: {},
    origins: {},
    job: null,
    problem: null,
    missing: false,
  }));
  const lastDetails = new Map<string, JobDetails>();
  let refreshNow = (): void => undefined;

  async function look(jobId: string | null, current: () => boolean): Promise<void> {
    try {
      const change = jobId === null ? await readList() : { job: await readJob(jobId), missing: false };
      if (current()) {
        store.setState({ ...change, problem: null });
      }
    } catch (failure) {
      if (!(failure instanceof FlinkFailure)) {
        throw failure;
      }
      if (current()) {
        store.setState(failure.gone && jobId !== null ? { job: null, missing: true } : { problem: failure.message });
      }
    }
  }

  async function readList(): Promise<Partial<JobsState>> {
    const jobs = await client.jobs();
    const running = jobs.filter((job) => job['end-time'] === -1);
    const rates = await Promise.all(running.map(async ({ jid }) => [jid, await readRate(jid)] as const));
    const { origins } = store.getState();
    const fresh = jobs.filter(({ jid }) => origins[jid] === undefined);
    const found = await Promise.all(fresh.map(async ({ jid }) => [jid, originOf(await client.config(jid))] as const));
    const known = found.filter((entry): entry is readonly [string, JobOrigin] => entry[1] !== undefined);
    return { jobs, rates: Object.fromEntries(rates), origins: { ...origins, ...Object.fromEntries(known) } };
  }

  async function readRate(jobId: string): Promise<number | null> {
    const details = await client.job(jobId);
    const rates = vertexRates(lastDetails.get(jobId), details);
    lastDetails.set(jobId, details);
    return rowsPerSecond(details, rates);
  }

  async function readJob(jobId: string): Promise<JobPageData> {
    const before = store.getState().job;
    const known = before?.details.jid === jobId ? before : null;
    const details = await client.job(jobId);
    const [checkpoints, exceptions, checkpointConfig, config, watermarks] = await Promise.all([
      client.checkpoints(jobId),
      client.exceptions(jobId),
      known?.checkpointConfig ?? client.checkpointConfig(jobId),
      known?.config ?? client.config(jobId),
      Promise.all(details.vertices.map(async ({ id }) => [id, await readWatermark(jobId, id)] as const)),
    ]);
    const rates = vertexRates(lastDetails.get(jobId), details);
    lastDetails.set(jobId, details);
    return { details, rates, watermarks: new Map(watermarks), checkpoints, exceptions, checkpointConfig, config };
  }

  async function readWatermark(jobId: string, vertexId: string): Promise<number | null> {
    const values = (await client.watermarks(jobId, vertexId)).map(({ value }) => Number(value));
    const lowest = Math.min(...values);
    return Math.abs(lowest) < 8.64e15 ? lowest : null;
  }

  return {
    store,
    client,
    watch(jobId) {
      let over = false;
      let cancelTimer = (): void => undefined;
      if (jobId !== null && store.getState().job?.details.jid !== jobId) {
        store.setState({ job: null, missing: false, problem: null });
      }
      const turn = (): void => {
        cancelTimer();
        const work = hidden() ? Promise.resolve() : look(jobId, () => !over);
        void work.finally(() => {
          if (!over) {
            cancelTimer = later(turn, POLL_MS);
          }
        });
      };
      refreshNow = turn;
      turn();
      return () => {
        over = true;
        cancelTimer();
      };
    },
    async cancel(jobId) {
      await client.cancel(jobId);
      refreshNow();
    },
  };
}

/** The cell a job came from, as the server notes it with the job's settings. */
export function originOf(config: JobConfig): JobOrigin | undefined {
  const given = config['execution-config']['user-config'];
  const [noteId, notePath, cellId] = [given['riffle.note'], given['riffle.note.path'], given['riffle.cell']];
  return noteId === undefined || notePath === undefined || cellId === undefined
    ? undefined
    : { noteId, notePath, cellId };
}
