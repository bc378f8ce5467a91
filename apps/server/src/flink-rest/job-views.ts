import type { Millis } from '@riffle/base';
import { endOf, isEnded, type JobRecord, type JobState } from '../jobs/job-record.ts';
import { ioMetrics } from './io-metrics.ts';
import { countStates, durationOf, vertexEnd, vertexState } from './states.ts';
import { type Vertex, verticesOf } from './vertices.ts';

/** Flink's states of a job. */
const JOB_STATES = [
  'INITIALIZING',
  'CREATED',
  'RUNNING',
  'FAILING',
  'FAILED',
  'CANCELLING',
  'CANCELED',
  'FINISHED',
  'RESTARTING',
  'SUSPENDED',
  'RECONCILING',
] as const;

/** State is spread over this many key groups; Flink's own default for low parallelism. */
const MAX_PARALLELISM = 128;

/** An entry of `/jobs/overview`. */
export function jobOverview(job: JobRecord, now: Millis) {
  const vertices = verticesOf(job, now);
  const counts = countStates(vertices.flatMap(({ subtasks }) => subtasks.map(({ state }) => state)));
  const tasks = Object.fromEntries(Object.entries(counts).map(([state, number]) => [state.toLowerCase(), number]));
  return {
    jid: job.id,
    name: job.outline.name,
    ...timesOf(job, now),
    state: job.state,
    'last-modification': job.since[job.state] ?? job.outline.startedAt,
    tasks: { ...tasks, total: Object.values(counts).reduce((total, number) => total + number, 0) },
    'pending-operators': 0,
  };
}

/** `/jobs/:jobid`. */
export function jobDetails(job: JobRecord, now: Millis) {
  const vertices = verticesOf(job, now);
  return {
    jid: job.id,
    name: job.outline.name,
    isStoppable: false,
    state: job.state,
    'job-type': job.outline.mode === 'batch' ? 'BATCH' : 'STREAMING',
    ...timesOf(job, now),
    maxParallelism: MAX_PARALLELISM,
    now,
    timestamps: Object.fromEntries(JOB_STATES.map((state) => [state, sinceOf(job, state)])),
    vertices: vertices.map((vertex) => vertexOverview(vertex, job, now)),
    'status-counts': countStates(vertices.map(vertexState)),
    plan: planOf(job, vertices),
    'stream-graph': {},
    'pending-operators': 0,
  };
}

function timesOf(job: JobRecord, now: Millis) {
  const start = job.outline.startedAt;
  const end = endOf(job) ?? -1;
  return { 'start-time': start, 'end-time': end, duration: durationOf(start, end, now) };
}

function sinceOf(job: JobRecord, state: (typeof JOB_STATES)[number]): Millis {
  if (state === 'INITIALIZING' || state === 'CREATED') {
    return job.outline.startedAt;
  }
  return job.since[state as JobState] ?? 0;
}

function vertexOverview(vertex: Vertex, job: JobRecord, now: Millis) {
  const start = job.outline.startedAt;
  const end = vertexEnd(vertex);
  return {
    id: vertex.id,
    slotSharingGroupId: job.id,
    name: vertex.name,
    maxParallelism: MAX_PARALLELISM,
    parallelism: vertex.parallelism,
    status: vertexState(vertex),
    'start-time': start,
    'end-time': end,
    duration: durationOf(start, end, now),
    tasks: countStates(vertex.subtasks.map(({ state }) => state)),
    metrics: ioMetrics(vertex.subtasks),
  };
}

/** `/jobs/:jobid/plan` holds this as `plan`. */
export function jobPlan(job: JobRecord, now: Millis) {
  return planOf(job, verticesOf(job, now));
}

function planOf(job: JobRecord, vertices: readonly Vertex[]) {
  return {
    jid: job.id,
    name: job.outline.name,
    type: job.outline.mode === 'batch' ? 'BATCH' : 'STREAMING',
    nodes: vertices.map((vertex) => ({
      id: vertex.id,
      parallelism: vertex.parallelism,
      operator: '',
      operator_strategy: '',
      description: vertex.operators
        .map(({ outline }, i) => `${i === 0 ? '' : '+- '}${escapeHtml(outline.description)}<br/>`)
        .join(''),
      ...(vertex.inputs.length === 0
        ? {}
        : {
            inputs: vertex.inputs.map(({ id, num, strategy }) => ({
              num,
              id,
              ship_strategy: strategy,
              exchange: 'pipelined_bounded',
            })),
          }),
      optimizer_properties: {},
    })),
  };
}

/** Descriptions are HTML in Flink's plan, with line breaks of their own. */
function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** `/jobs/:jobid/config`. The settings of the session are the job's own, and with them where it came from. */
export function jobConfig(job: JobRecord) {
  const { outline, place } = job;
  return {
    jid: job.id,
    name: outline.name,
    'execution-config': {
      'execution-mode': outline.mode === 'batch' ? 'BATCH' : 'PIPELINED',
      'restart-strategy': 'Restart deactivated.',
      'job-parallelism': Math.max(1, ...outline.operators.map(({ parallelism }) => parallelism)),
      'object-reuse-mode': true,
      'user-config': {
        ...outline.settings,
        'riffle.note': place.noteId,
        'riffle.note.path': place.notePath,
        'riffle.cell': place.cellId,
        'riffle.job': outline.jobId,
      },
    },
  };
}

/** `/overview`. `cores` is what one machine can do at once: it is the cluster. */
export function clusterOverview(jobs: readonly JobRecord[], cores: number) {
  const count = (state: JobState): number => jobs.filter((job) => job.state === state).length;
  const used = jobs
    .filter((job) => !isEnded(job))
    .reduce((sum, job) => sum + Math.max(1, ...job.outline.operators.map(({ parallelism }) => parallelism)), 0);
  const total = Math.max(cores, used);
  return {
    taskmanagers: 1,
    'slots-total': total,
    'slots-available': total - used,
    'jobs-running': count('RUNNING') + count('CANCELLING'),
    'jobs-finished': count('FINISHED'),
    'jobs-cancelled': count('CANCELED'),
    'jobs-failed': count('FAILED'),
    'flink-version': FLINK_VERSION,
    'flink-commit': 'riffle',
    'taskmanagers-blocked': 0,
    'slots-free-and-blocked': 0,
  };
}

/** The version whose SQL and REST are spoken here. */
const FLINK_VERSION = '2.2.0';

/** `/config`: what a dashboard may do. */
export function dashboardConfig(now: Millis) {
  const offset = -new Date(now).getTimezoneOffset() * 60_000;
  return {
    'refresh-interval': 3000,
    'timezone-name': Intl.DateTimeFormat().resolvedOptions().timeZone,
    'timezone-offset': offset,
    'flink-version': FLINK_VERSION,
    'flink-revision': 'riffle',
    features: { 'web-submit': false, 'web-cancel': true, 'web-rescale': false, 'web-history': false },
  };
}
