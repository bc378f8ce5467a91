import { afterAll, beforeAll, expect, test } from 'vitest';
import { restClient } from './support/rest-client.ts';
import { type RiffleServer, startRiffle } from './support/riffle-server.ts';
import { waitFor } from './support/wait-for.ts';

// The shapes below are those of Flink 2.2's REST API reference, with what it leaves optional.

let server: RiffleServer;
beforeAll(async () => {
  server = await startRiffle();
});
afterAll(() => server.remove());

// biome-ignore lint/suspicious/noExplicitAny: answers of the wire; each test says what it expects of them
type Json = any;

async function flink(path: string, method = 'GET'): Promise<{ status: number; json: Json }> {
  const answer = await restClient(server)(method, `/flinkdashboard${path}`);
  return { status: answer.status, json: answer.json };
}

async function get(path: string): Promise<Json> {
  const { status, json } = await flink(path);
  expect({ path, status }).toEqual({ path, status: 200 });
  return json;
}

/** Makes a note of one paragraph and starts it; gives its ids and its job's, once that is known. */
async function start(name: string, text: string): Promise<{ noteId: string; cellId: string; jobId: string }> {
  const call = restClient(server);
  const before = new Set((await get('/jobs')).jobs.map(({ id }: { id: string }) => id));
  const noteId = (await call('POST', '/api/notebook', { name, paragraphs: [{ title: name, text }] })).json
    .body as string;
  const note = (await call('GET', `/api/notebook/${noteId}`)).json.body as { paragraphs: { id: string }[] };
  const cellId = note.paragraphs[0]?.id ?? '';
  await call('POST', `/api/notebook/job/${noteId}/${cellId}`);
  const jobId = await waitFor('the job to be listed', async () => {
    const { jobs } = await get('/jobs');
    return jobs.find(({ id }: { id: string }) => !before.has(id))?.id as string | undefined;
  });
  return { noteId, cellId, jobId };
}

/** Field names and types; of a list the first element, of a map from names to numbers its kind alone. */
function shape(value: Json): Json {
  if (Array.isArray(value)) {
    return value.length === 0 ? [] : [shape(value[0])];
  }
  if (value === null || typeof value !== 'object') {
    return value === null ? 'null' : typeof value;
  }
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, shape(part)]));
}

const HEX = /^[0-9a-f]{32}$/;
const EXECUTION_STATES =
  'CREATED SCHEDULED DEPLOYING RUNNING FINISHED CANCELING CANCELED FAILED RECONCILING INITIALIZING';
const numbers = (names: string): Record<string, string> =>
  Object.fromEntries(names.split(' ').map((name) => [name, 'number']));
const IO_METRICS = {
  ...numbers('read-bytes write-bytes read-records write-records'),
  'read-bytes-complete': 'boolean',
  'write-bytes-complete': 'boolean',
  'read-records-complete': 'boolean',
  'write-records-complete': 'boolean',
  ...numbers('accumulated-backpressured-time accumulated-idle-time accumulated-busy-time'),
};
const PLAN_NODE = {
  id: 'string',
  parallelism: 'number',
  operator: 'string',
  operator_strategy: 'string',
  description: 'string',
  optimizer_properties: {},
};
const INPUT = [{ num: 'number', id: 'string', ship_strategy: 'string', exchange: 'string' }];

const TICKS = `%flink.ssql
CREATE TEMPORARY TABLE ticks (sym INT, price DOUBLE, at_time TIMESTAMP(3),
  WATERMARK FOR at_time AS at_time - INTERVAL '1' SECOND)
WITH ('connector' = 'datagen', 'rows-per-second' = '200', 'fields.sym.min' = '1', 'fields.sym.max' = '3');
SET 'execution.checkpointing.interval' = '300ms';
SELECT sym, COUNT(*) AS n FROM ticks GROUP BY sym`;

test('a running job answers in the shapes of Flink, with figures that move', async () => {
  const { noteId, cellId, jobId } = await start('Ticks', TICKS);
  expect(jobId).toMatch(HEX);
  const details = await waitFor('rows to pass', async () => {
    const found = await get(`/jobs/${jobId}`);
    return found.vertices[1]?.metrics['read-records'] > 100 ? found : undefined;
  });
  expect(shape(details)).toEqual({
    jid: 'string',
    name: 'string',
    isStoppable: 'boolean',
    state: 'string',
    'job-type': 'string',
    ...numbers('start-time end-time duration maxParallelism now pending-operators'),
    timestamps: numbers(
      'INITIALIZING CREATED RUNNING FAILING FAILED CANCELLING CANCELED FINISHED RESTARTING SUSPENDED RECONCILING',
    ),
    vertices: [
      {
        id: 'string',
        slotSharingGroupId: 'string',
        name: 'string',
        status: 'string',
        ...numbers('maxParallelism parallelism start-time end-time duration'),
        tasks: numbers(EXECUTION_STATES),
        metrics: IO_METRICS,
      },
    ],
    'status-counts': numbers(EXECUTION_STATES),
    plan: { jid: 'string', name: 'string', type: 'string', nodes: [PLAN_NODE] },
    'stream-graph': {},
  });
  expect(details).toMatchObject({
    jid: jobId,
    name: 'Ticks',
    state: 'RUNNING',
    'job-type': 'STREAMING',
    'end-time': -1,
  });
  const [source, aggregate] = details.vertices;
  expect(source.name).toMatch(/^Source: ticks\[1\] -> /);
  expect(aggregate.name).toMatch(/Group aggregate\[\d\] -> .*Result\[\d\]$/);
  expect(shape(details.plan.nodes[1])).toEqual({ ...PLAN_NODE, inputs: INPUT });
  expect(details.plan.nodes[1].inputs).toEqual([
    { num: 0, id: source.id, ship_strategy: 'HASH', exchange: 'pipelined_bounded' },
  ]);
  expect(source.metrics['write-records']).toBeGreaterThan(100);
  expect(source.metrics['write-bytes']).toBeGreaterThan(100);
  expect((await get(`/jobs/${jobId}/plan`)).plan).toEqual(details.plan);

  const overview = (await get('/jobs/overview')).jobs.find(({ jid }: Json) => jid === jobId);
  expect(shape(overview)).toEqual({
    jid: 'string',
    name: 'string',
    state: 'string',
    ...numbers('start-time end-time duration last-modification pending-operators'),
    tasks: numbers(`${EXECUTION_STATES.toLowerCase()} total`),
  });
  expect(overview.tasks).toMatchObject({ running: 2, total: 2 });

  expect(await get(`/jobs/${jobId}/config`)).toMatchObject({
    jid: jobId,
    'execution-config': {
      'job-parallelism': 1,
      'user-config': { 'riffle.note': noteId, 'riffle.cell': cellId, 'execution.checkpointing.interval': '300ms' },
    },
  });
  await checkVertex(jobId, source.id);
  await checkCheckpoints(jobId);

  expect(await flink(`/jobs/${jobId}?mode=cancel`, 'PATCH')).toEqual({ status: 202, json: {} });
  await waitFor('the job to end', async () => (await get(`/jobs/${jobId}/status`)).status === 'CANCELED');
  const ended = await get(`/jobs/${jobId}`);
  expect(ended['end-time']).toBeGreaterThan(ended['start-time']);
  expect(ended['status-counts']).toMatchObject({ RUNNING: 0, CANCELED: 2 });
});

async function checkVertex(jobId: string, vertexId: string): Promise<void> {
  const path = `/jobs/${jobId}/vertices/${vertexId}`;
  const statistics = numbers('min max avg sum median p25 p75 p95');
  const vertex = await get(path);
  const subtask = {
    ...numbers('subtask attempt start-time end-time duration start_time'),
    status: 'string',
    endpoint: 'string',
    metrics: IO_METRICS,
    'taskmanager-id': 'string',
    'status-duration': expect.anything(),
    'other-concurrent-attempts': [],
  };
  expect(shape(vertex)).toEqual({
    id: 'string',
    name: 'string',
    ...numbers('parallelism maxParallelism now'),
    subtasks: [subtask],
    aggregated: {
      metrics: expect.objectContaining({ 'read-records': statistics, 'accumulated-busy-time': statistics }),
      'status-duration': expect.objectContaining({ RUNNING: statistics }),
    },
  });
  expect(shape(await get(`${path}/subtasks/0`))).toEqual(subtask);
  expect(shape(await get(`${path}/backpressure`))).toEqual({
    status: 'string',
    'backpressure-level': 'string',
    backpressureLevel: 'string',
    'end-timestamp': 'number',
    subtasks: [
      {
        ...numbers('subtask attempt-number ratio busyRatio idleRatio'),
        'backpressure-level': 'string',
        backpressureLevel: 'string',
        'other-concurrent-attempts': [],
      },
    ],
  });
  const [watermark] = await get(`${path}/watermarks`);
  expect(watermark.id).toBe('0.currentInputWatermark');
  expect(Math.abs(Number(watermark.value) - Date.now())).toBeLessThan(60_000);
  const ids = (await get(`${path}/metrics`)).map(({ id }: Json) => id);
  expect(ids).toEqual(expect.arrayContaining(['0.busyTimeMsPerSecond', '0.Source:_ticks[1].numRecordsOut']));
  const [rows, unknown] = await get(`${path}/metrics?get=0.numRecordsOut,0.nothing`);
  expect([rows.id, Number(rows.value) > 100, unknown]).toEqual(['0.numRecordsOut', true, undefined]);
  expect(await get(`${path}/subtasks/metrics?get=numRecordsOut&agg=sum,max`)).toEqual([
    { id: 'numRecordsOut', max: expect.any(Number), sum: expect.any(Number) },
  ]);
}

async function checkCheckpoints(jobId: string): Promise<void> {
  const path = `/jobs/${jobId}/checkpoints`;
  const checkpoints = await waitFor('a checkpoint', async () => {
    const found = await get(path);
    return found.counts.completed > 0 ? found : undefined;
  });
  const summary = numbers('min max avg p50 p90 p95 p99 p999');
  const checkpoint = {
    className: 'string',
    id: 'number',
    status: 'string',
    is_savepoint: 'boolean',
    savepointFormat: 'null',
    ...numbers('trigger_timestamp latest_ack_timestamp checkpointed_size state_size end_to_end_duration'),
    ...numbers('alignment_buffered processed_data persisted_data num_subtasks num_acknowledged_subtasks'),
    checkpoint_type: 'string',
    tasks: {},
    external_path: 'string',
    discarded: 'boolean',
  };
  expect(shape(checkpoints)).toEqual({
    counts: numbers('restored total in_progress completed failed'),
    summary: {
      checkpointed_size: summary,
      state_size: summary,
      end_to_end_duration: summary,
      alignment_buffered: summary,
      processed_data: summary,
      persisted_data: summary,
    },
    latest: { completed: checkpoint, savepoint: 'null', failed: 'null', restored: 'null' },
    history: [checkpoint],
  });
  expect(checkpoints.latest.completed.state_size).toBeGreaterThan(0);
  expect(await get(`${path}/details/${checkpoints.latest.completed.id}`)).toEqual(checkpoints.latest.completed);
  expect(await get(`${path}/config`)).toMatchObject({ mode: 'exactly_once', interval: 300 });
}

const FAILING = `%flink.ssql
CREATE TEMPORARY TABLE five (x INT) WITH ('connector' = 'datagen', 'number-of-rows' = '5');
SELECT 10 / (x - x) AS y FROM five`;

test('a job that failed says why, and ended jobs outlive the server', async () => {
  const failing = await start('Fails', FAILING);
  const done = await start('Done', '%flink.bsql\nSELECT 1 AS n');
  await waitFor('the first job to fail', async () => (await get(`/jobs/${failing.jobId}/status`)).status === 'FAILED');
  const exceptions = await get(`/jobs/${failing.jobId}/exceptions`);
  expect(exceptions).toEqual({
    exceptionHistory: {
      entries: [
        {
          exceptionName: expect.any(String),
          stacktrace: expect.stringMatching(/zero/i),
          timestamp: expect.any(Number),
          failureLabels: {},
          taskName: expect.stringMatching(/^Source: five\[1\] -> .* \(1\/1\)$/),
          endpoint: 'localhost',
          taskManagerId: 'local',
          concurrentExceptions: [],
        },
      ],
      truncated: false,
    },
  });
  await waitFor('the other to finish', async () => (await get(`/jobs/${done.jobId}/status`)).status === 'FINISHED');
  expect(await flink(`/jobs/${done.jobId}?mode=cancel`, 'PATCH')).toMatchObject({ status: 409 });
  const before = (await get('/jobs/overview')).jobs;
  expect(await get('/overview')).toMatchObject({ 'jobs-running': 0, 'jobs-finished': 1, 'jobs-failed': 1 });

  await server.stop();
  server = await startRiffle({ home: server.home });
  expect((await get('/jobs/overview')).jobs).toEqual(before);
  expect(await get(`/v1/jobs/${failing.jobId}/exceptions`)).toEqual(exceptions);
});

test('what is not there is said in the shape of Flink, and nothing is said without the token', async () => {
  expect(await flink(`/jobs/${'0'.repeat(32)}`)).toEqual({
    status: 404,
    json: { errors: [`Job ${'0'.repeat(32)} not found`] },
  });
  expect(await flink('/jobs/nonsense')).toMatchObject({ status: 400, json: { errors: [expect.any(String)] } });
  expect(await flink('/nothing')).toMatchObject({ status: 404, json: { errors: [expect.any(String)] } });
  for (const path of ['/jobs', '/v1/jobs/overview', `/jobs/${'0'.repeat(32)}`]) {
    expect((await fetch(`${server.origin}/flinkdashboard${path}`)).status).toBe(401);
  }
});
