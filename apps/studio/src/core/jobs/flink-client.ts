/** Calls of Flink's monitoring REST, as the server of this page answers it. */
import type {
  CheckpointConfig,
  CheckpointStatistics,
  JobConfig,
  JobDetails,
  JobExceptions,
  JobOverview,
  Metric,
  SubtaskDetails,
  SubtaskPressure,
} from './flink-types.ts';

/** Why a call gave nothing: a sentence; `gone` when what was asked for is not there. */
export class FlinkFailure extends Error {
  readonly gone: boolean;

  constructor(message: string, gone: boolean) {
    super(message);
    this.gone = gone;
  }
}

export type Fetch = (path: string, method: 'GET' | 'PATCH') => Promise<{ status: number; text(): Promise<string> }>;

export interface FlinkClient {
  jobs(): Promise<readonly JobOverview[]>;
  job(jobId: string): Promise<JobDetails>;
  config(jobId: string): Promise<JobConfig>;
  checkpoints(jobId: string): Promise<CheckpointStatistics>;
  checkpointConfig(jobId: string): Promise<CheckpointConfig>;
  exceptions(jobId: string): Promise<JobExceptions>;
  subtasks(jobId: string, vertexId: string): Promise<readonly SubtaskDetails[]>;
  pressure(jobId: string, vertexId: string): Promise<readonly SubtaskPressure[]>;
  watermarks(jobId: string, vertexId: string): Promise<readonly Metric[]>;
  /** All metrics of a vertex with their values. */
  metrics(jobId: string, vertexId: string): Promise<readonly Metric[]>;
  cancel(jobId: string): Promise<void>;
}

/** `call` sends a request below the folder of the page; paths begin with `flinkdashboard/`. */
export function createFlinkClient(call: Fetch): FlinkClient {
  const request = async <T>(path: string, method: 'GET' | 'PATCH' = 'GET'): Promise<T> => {
    const answer = await call(`flinkdashboard${path}`, method).catch(() => {
      throw new FlinkFailure('The server does not answer.', false);
    });
    const text = await answer.text();
    if (answer.status >= 400) {
      throw new FlinkFailure(errorOf(text) ?? `The server answered ${answer.status}.`, answer.status === 404);
    }
    return JSON.parse(text) as T;
  };
  const vertex = (jobId: string, vertexId: string): string => `/jobs/${jobId}/vertices/${vertexId}`;
  return {
    jobs: async () => (await request<{ jobs: JobOverview[] }>('/jobs/overview')).jobs,
    job: (jobId) => request(`/jobs/${jobId}`),
    config: (jobId) => request(`/jobs/${jobId}/config`),
    checkpoints: (jobId) => request(`/jobs/${jobId}/checkpoints`),
    checkpointConfig: (jobId) => request(`/jobs/${jobId}/checkpoints/config`),
    exceptions: (jobId) => request(`/jobs/${jobId}/exceptions`),
    subtasks: async (jobId, vertexId) =>
      (await request<{ subtasks: SubtaskDetails[] }>(vertex(jobId, vertexId))).subtasks,
    pressure: async (jobId, vertexId) =>
      (await request<{ subtasks: SubtaskPressure[] }>(`${vertex(jobId, vertexId)}/backpressure`)).subtasks,
    watermarks: (jobId, vertexId) => request(`${vertex(jobId, vertexId)}/watermarks`),
    async metrics(jobId, vertexId) {
      const path = `${vertex(jobId, vertexId)}/metrics`;
      const ids = (await request<Metric[]>(path)).map(({ id }) => id);
      return request(`${path}?get=${encodeURIComponent(ids.join(','))}`);
    },
    async cancel(jobId) {
      await request(`/jobs/${jobId}?mode=cancel`, 'PATCH');
    },
  };
}

function errorOf(text: string): string | undefined {
  try {
    const { errors, message } = JSON.parse(text) as { errors?: string[]; message?: string };
    return errors?.[0] ?? message;
  } catch {
    return undefined;
  }
}
