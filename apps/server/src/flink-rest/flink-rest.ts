import { availableParallelism } from 'node:os';
import type { Clock } from '@riffle/base';
import { type Request, type Response, Router } from 'express';
import { isEnded, type JobRecord } from '../jobs/job-record.ts';
import type { Notebook } from '../notebook/notebook.ts';
import { checkpointConfig, checkpointDetails, checkpointStatistics } from './checkpoint-views.ts';
import { jobExceptions } from './exception-views.ts';
import { clusterOverview, dashboardConfig, jobConfig, jobDetails, jobOverview, jobPlan } from './job-views.ts';
import {
  aggregateMetrics,
  jobMetrics,
  listMetrics,
  subtaskMetrics,
  vertexMetrics,
  watermarks,
} from './metric-views.ts';
import { backPressure, subtaskDetails, subtaskTimes, vertexDetails } from './vertex-views.ts';
import { type Vertex, verticesOf } from './vertices.ts';

/** The studio's page of jobs, below the studio's own address. */
export const JOBS_PAGE = '#/jobs';

/** A request that cannot be answered as asked, in Flink's shape: `{"errors": […]}`. */
class FlinkError extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

export interface FlinkRestOptions {
  findNotebook(request: Request): Notebook;
  readonly clock: Clock;
}

type Answer = (request: Request, job: JobRecord, notebook: Notebook) => unknown;

/**
 * Flink's monitoring REST API over the jobs of a notebook, in the shapes of version 2.2. Paths may begin with `/v1`.
 * https://nightlies.apache.org/flink/flink-docs-release-2.2/docs/ops/rest_api/
 */
export function flinkRest({ findNotebook, clock }: FlinkRestOptions): Router {
  const router = Router({ mergeParams: true });
  const get = (path: string, answer: (request: Request) => unknown): void => {
    router.get([path, `/v1${path}`], async (request, response) => {
      response.json(await answer(request));
    });
  };
  const jobs = (request: Request): Promise<JobRecord[]> => findNotebook(request).jobs.all();
  const ofJob = (answer: Answer) => async (request: Request) => {
    const notebook = findNotebook(request);
    return answer(request, await findJob(notebook, request), notebook);
  };
  const ofVertex = (answer: (request: Request, vertex: Vertex, job: JobRecord) => unknown) =>
    ofJob((request, job) => answer(request, findVertex(job, request, clock), job));

  router.get('/', (request, response) => {
    response.redirect(`${request.baseUrl.slice(0, request.baseUrl.lastIndexOf('/'))}/${JOBS_PAGE}`);
  });
  get('/config', () => dashboardConfig(clock.now()));
  get('/overview', async (request) => clusterOverview(await jobs(request), availableParallelism()));
  get('/jobs', async (request) => ({ jobs: (await jobs(request)).map(({ id, state }) => ({ id, status: state })) }));
  get('/jobs/overview', async (request) => ({
    jobs: (await jobs(request)).map((job) => jobOverview(job, clock.now())),
  }));
  get('/jobs/metrics', async (request) => {
    const wanted = listOf(request, 'jobs');
    const parts = (await jobs(request)).filter(({ id }) => wanted?.includes(id) ?? true);
    const metrics = parts.map((job) => jobMetrics(job, clock.now()));
    return aggregateMetrics(metrics, listOf(request, 'get'), listOf(request, 'agg'));
  });
  get(
    '/jobs/:jobid',
    ofJob((_request, job) => jobDetails(job, clock.now())),
  );
  get(
    '/jobs/:jobid/status',
    ofJob((_request, job) => ({ status: job.state })),
  );
  get(
    '/jobs/:jobid/plan',
    ofJob((_request, job) => ({ plan: jobPlan(job, clock.now()) })),
  );
  get(
    '/jobs/:jobid/config',
    ofJob((_request, job) => jobConfig(job)),
  );
  get(
    '/jobs/:jobid/exceptions',
    ofJob((_request, job) => jobExceptions(job, clock.now())),
  );
  get(
    '/jobs/:jobid/accumulators',
    ofJob(() => ({
      'job-accumulators': [],
      'user-task-accumulators': [],
      'serialized-user-task-accumulators': {},
    })),
  );
  get(
    '/jobs/:jobid/checkpoints',
    ofJob((_request, job) => checkpointStatistics(job)),
  );
  get(
    '/jobs/:jobid/checkpoints/config',
    ofJob((_request, job) => checkpointConfig(job)),
  );
  get(
    '/jobs/:jobid/checkpoints/details/:checkpointid',
    ofJob((request, job) => {
      const id = String(request.params['checkpointid']);
      return checkpointDetails(job, Number(id)) ?? fail(404, `Could not find checkpoint ${id}; the last ten are kept.`);
    }),
  );
  get(
    '/jobs/:jobid/metrics',
    ofJob((request, job) => listMetrics(jobMetrics(job, clock.now()), listOf(request, 'get'))),
  );
  get(
    '/jobs/:jobid/vertices/:vertexid',
    ofVertex((_request, vertex, job) => vertexDetails(vertex, job, clock.now())),
  );
  get(
    '/jobs/:jobid/vertices/:vertexid/subtasktimes',
    ofVertex((_request, vertex, job) => subtaskTimes(vertex, job, clock.now())),
  );
  get(
    '/jobs/:jobid/vertices/:vertexid/backpressure',
    ofVertex((_request, vertex) => backPressure(vertex, clock.now())),
  );
  get(
    '/jobs/:jobid/vertices/:vertexid/watermarks',
    ofVertex((_request, vertex) => watermarks(vertex)),
  );
  get(
    '/jobs/:jobid/vertices/:vertexid/metrics',
    ofVertex((request, vertex) => listMetrics(vertexMetrics(vertex), listOf(request, 'get'))),
  );
  get(
    '/jobs/:jobid/vertices/:vertexid/accumulators',
    ofVertex((_request, vertex) => ({ id: vertex.id, 'user-accumulators': [] })),
  );
  get(
    '/jobs/:jobid/vertices/:vertexid/subtasks/metrics',
    ofVertex((request, vertex) => {
      const parts = vertex.subtasks.map((_, index) => subtaskMetrics(vertex, index));
      return aggregateMetrics(parts, listOf(request, 'get'), listOf(request, 'agg'));
    }),
  );
  get(
    '/jobs/:jobid/vertices/:vertexid/subtasks/:subtaskindex',
    ofVertex((request, vertex, job) =>
      subtaskDetails(vertex, subtaskIndex(vertex, request), { job, now: clock.now() }),
    ),
  );
  get(
    '/jobs/:jobid/vertices/:vertexid/subtasks/:subtaskindex/metrics',
    ofVertex((request, vertex) =>
      listMetrics(subtaskMetrics(vertex, subtaskIndex(vertex, request)), listOf(request, 'get')),
    ),
  );
  router.patch(['/jobs/:jobid', '/v1/jobs/:jobid'], async (request, response) => {
    const notebook = findNotebook(request);
    cancelJob(notebook, await findJob(notebook, request), String(request.query['mode'] ?? 'cancel'));
    response.status(202).json({});
  });
  router.use((request, _response, next) => {
    next(new FlinkError(404, `Not found: ${request.originalUrl}`));
  });
  router.use((error: Error & { status?: number }, _request: Request, response: Response, _next: () => void) => {
    response.status(error.status ?? 500).json({ errors: [error.message] });
  });
  return router;
}

function cancelJob(notebook: Notebook, job: JobRecord, mode: string): void {
  if (mode !== 'cancel') {
    throw new FlinkError(400, `The mode "${mode}" is not known. Use mode=cancel.`);
  }
  if (job.state === 'FINISHED' || job.state === 'FAILED') {
    throw new FlinkError(409, `Job ${job.id} has ended already: it is ${job.state}.`);
  }
  if (!isEnded(job)) {
    notebook.cancelJob(job);
  }
}

async function findJob(notebook: Notebook, request: Request): Promise<JobRecord> {
  const id = String(request.params['jobid']);
  if (!/^[0-9a-f]{32}$/i.test(id)) {
    throw new FlinkError(400, `"${id}" is no job id: that is 32 hexadecimal digits.`);
  }
  return (await notebook.jobs.find(id)) ?? fail(404, `Job ${id} not found`);
}

function findVertex(job: JobRecord, request: Request, clock: Clock): Vertex {
  const id = String(request.params['vertexid']);
  return verticesOf(job, clock.now()).find((vertex) => vertex.id === id) ?? fail(404, `Vertex ${id} not found`);
}

function subtaskIndex(vertex: Vertex, request: Request): number {
  const text = String(request.params['subtaskindex']);
  const index = /^\d+$/.test(text) ? Number(text) : -1;
  return index >= 0 && index < vertex.subtasks.length
    ? index
    : fail(404, `Invalid subtask index for vertex ${vertex.id}`);
}

/** A query parameter's values, parted by commas; null when it is not given. */
function listOf(request: Request, name: string): string[] | null {
  const value = request.query[name];
  return typeof value === 'string' && value !== '' ? value.split(',') : null;
}

function fail(status: number, message: string): never {
  throw new FlinkError(status, message);
}
