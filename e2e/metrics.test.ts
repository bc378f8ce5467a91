import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateApplicationCommand } from '@aws-sdk/client-kinesis-analytics-v2';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { analyticsClient, ROLE, runnerPid, start, stop, streamingConfiguration } from './support/applications.ts';
import { type Scraped, scrape } from './support/prometheus.ts';
import { restClient } from './support/rest-client.ts';
import { type RiffleServer, startRiffle } from './support/riffle-server.ts';
import { createStream, linesIn, putRecords } from './support/streams.ts';
import { waitFor } from './support/wait-for.ts';

let server: RiffleServer;
let folder: string;

beforeAll(async () => {
  server = await startRiffle();
  folder = await mkdtemp(join(tmpdir(), 'riffle-metrics-'));
});
afterAll(async () => {
  await server.remove();
  await rm(folder, { recursive: true, force: true });
});

const BEGINNING = Date.UTC(2026, 2, 1);
const isoOf = (seconds: number): string => new Date(BEGINNING + seconds * 1000).toISOString().slice(0, 23);
const valuesOf = (samples: readonly Scraped[], name: string, labels: Readonly<Record<string, string>>): number[] =>
  samples
    .filter(
      (sample) => sample.name === name && Object.entries(labels).every(([key, text]) => sample.labels[key] === text),
    )
    .map(({ value }) => value);

/** The samples that carry exactly these labels, by name. */
function exactly(samples: readonly Scraped[], labels: Readonly<Record<string, string>>): Record<string, number> {
  const wanted = JSON.stringify(Object.entries(labels).sort());
  return Object.fromEntries(
    samples
      .filter((sample) => JSON.stringify(Object.entries(sample.labels).sort()) === wanted)
      .map(({ name, value }) => [name, value]),
  );
}

async function createWindows(name: string, stream: string, metricsLevel: 'APPLICATION' | 'OPERATOR' | 'PARALLELISM') {
  const configuration = streamingConfiguration({
    sql: `CREATE TABLE source (id INT, et TIMESTAMP(3), WATERMARK FOR et AS et) WITH (
  'connector' = 'kinesis', 'stream' = '${stream}', 'aws.region' = 'us-east-1', 'scan.stream.initpos' = 'TRIM_HORIZON',
  'format' = 'json', 'json.timestamp-format.standard' = 'ISO-8601');
CREATE TABLE windows (n BIGINT) WITH ('connector' = 'filesystem', 'path' = '${join(folder, name)}', 'format' = 'json');
INSERT INTO windows SELECT COUNT(*) FROM TABLE(TUMBLE(TABLE source, DESCRIPTOR(et), INTERVAL '1' SECOND))
GROUP BY window_start, window_end;`,
    checkpointMs: 200,
  });
  await analyticsClient(server).send(
    new CreateApplicationCommand({
      ApplicationName: name,
      RuntimeEnvironment: 'FLINK-1_20',
      ServiceExecutionRole: ROLE,
      ApplicationMode: 'STREAMING',
      ApplicationConfiguration: {
        ...configuration,
        FlinkApplicationConfiguration: {
          ...configuration.FlinkApplicationConfiguration,
          MonitoringConfiguration: { ConfigurationType: 'CUSTOM', MetricsLevel: metricsLevel },
        },
      },
    }),
  );
}

test('an application tells what the guide names, as finely as its metrics level says', async () => {
  const application = 'measured';
  await createStream(server, 'seconds');
  await createWindows(application, 'seconds', 'PARALLELISM');
  expect(exactly(await scrape(server), { application })).toEqual({ KPUs: 1, uptime: -1, downtime: -1 });
  await start(analyticsClient(server), application);
  const put = (...seconds: number[]): Promise<void> =>
    putRecords(
      server,
      'seconds',
      seconds.map((second, id) => ({ key: 'k', value: { id, et: isoOf(second) } })),
    );
  await put(0, 1, 2, 9);
  const windows = (): number => linesIn(join(folder, application)).length;
  await waitFor('windows', () => windows() === 3, 60_000);
  // Its window is over.
  await put(1);
  const samples = await waitFor(
    'the late row',
    async () => {
      const found = await scrape(server);
      const whole = exactly(found, { application });
      return whole['numLateRecordsDropped'] === 1 && whole['cpuUtilization'] !== undefined ? found : undefined;
    },
    30_000,
  );
  const whole = exactly(samples, { application });
  expect(whole).toMatchObject({
    KPUs: 1,
    downtime: 0,
    fullRestarts: 0,
    numberOfFailedCheckpoints: 0,
    numRecordsIn: 5,
    numRecordsOut: 3,
    numLateRecordsDropped: 1,
    currentInputWatermark: BEGINNING + 9000,
    millisBehindLatest: 0,
  });
  for (const positive of [
    'uptime',
    'lastCheckpointSize',
    'lastCheckpointDuration',
    'heapMemoryUtilization',
    'process_resident_memory_bytes',
    'managedMemoryUsed',
  ]) {
    expect([positive, whole[positive]]).toEqual([positive, expect.any(Number)]);
    expect(whole[positive], positive).toBeGreaterThan(0);
  }
  const subtask = (operator: string) => exactly(samples, { application, operator, subtask: '0' });
  expect(subtask('Source: source[1]')).toMatchObject({ numRecordsOut: 5, millisBehindLatest: 0 });
  const operators = new Set(
    samples.flatMap(({ labels }) => (labels['application'] === application ? labels['operator'] : []) ?? []),
  );
  expect([...operators].at(-1)).toMatch(/^Sink: windows\[\d\]$/);
  expect(valuesOf(samples, 'numLateRecordsDropped', { application, subtask: '0' }).filter((n) => n > 0)).toEqual([1]);
  expect(valuesOf(samples, 'idleTimeMsPerSecond', { application, operator: 'Source: source[1]' })[0]).toBeGreaterThan(
    0,
  );

  process.kill(runnerPid(server.home, application), 'SIGKILL');
  const downtime = await waitFor(
    'the outage',
    async () => {
      const ms = exactly(await scrape(server), { application })['downtime'];
      return ms !== undefined && ms > 0 ? ms : undefined;
    },
    30_000,
  );
  expect(downtime).toBeLessThan(30_000);
  await waitFor(
    'the restart',
    async () => exactly(await scrape(server), { application })['fullRestarts'] === 1,
    60_000,
  );
  await waitFor('it to run', async () => exactly(await scrape(server), { application })['downtime'] === 0, 60_000);
  await stop(analyticsClient(server), application);
  expect(exactly(await scrape(server), { application })).toEqual({ KPUs: 1, uptime: -1, downtime: -1 });
}, 180_000);

test('levels above leave parts out', async () => {
  await createStream(server, 'levels');
  const labelsOf = async (level: 'APPLICATION' | 'OPERATOR') => {
    const application = level.toLowerCase();
    await createWindows(application, 'levels', level);
    await start(analyticsClient(server), application);
    const samples = await waitFor('figures', async () => {
      const found = (await scrape(server)).filter(({ labels }) => labels['application'] === application);
      return found.some(({ name }) => name === 'numRecordsIn') ? found : undefined;
    });
    await stop(analyticsClient(server), application);
    return [...new Set(samples.flatMap(({ labels }) => Object.keys(labels)))].sort();
  };
  expect(await labelsOf('APPLICATION')).toEqual(['application']);
  expect(await labelsOf('OPERATOR')).toEqual(['application', 'operator', 'task']);
}, 120_000);

test('the jobs of notebooks tell the same, by note and job', async () => {
  const call = restClient(server);
  const text = `%flink.ssql(type=update)
CREATE TEMPORARY TABLE ticks (id INT) WITH ('connector' = 'datagen', 'rows-per-second' = '100');
SELECT COUNT(*) AS n FROM ticks;`;
  const answer = await call('POST', '/api/notebook', { name: 'Counting', paragraphs: [{ title: '', text }] });
  const noteId = answer.json.body as string;
  await call('POST', `/api/notebook/job/${noteId}`);
  const samples = await waitFor(
    'the job',
    async () => {
      const found = (await scrape(server)).filter(({ labels }) => labels['note'] === '/Counting');
      return valuesOf(found, 'numRecordsIn', { operator: 'Source: ticks[1]' }).length > 0 ? found : undefined;
    },
    30_000,
  );
  const [{ labels }] = samples as [Scraped];
  expect(labels).toMatchObject({ application: 'default', job_id: expect.stringMatching(/^[0-9a-f]{32}$/) });
  const names = new Set(samples.map(({ name }) => name));
  expect(names.has('uptime') && names.has('numRecordsInPerSecond') && names.has('managedMemoryUsed')).toBe(true);
  await call('DELETE', `/api/notebook/job/${noteId}`);
  await waitFor(
    'the job to end',
    async () => !(await scrape(server)).some((sample) => sample.labels['note'] === labels['note']),
  );
}, 60_000);

test('only those who know the token are told', async () => {
  const ask = (headers: Record<string, string>) =>
    fetch(`${server.origin}/metrics`, { headers }).then(({ status }) => status);
  expect(await ask({})).toBe(401);
  expect(await ask({ Authorization: 'Bearer wrong' })).toBe(401);
  expect(await ask({ Authorization: `Bearer ${server.token}`, Origin: 'http://elsewhere' })).toBe(403);
  expect(await ask({ Authorization: `Bearer ${server.token}` })).toBe(200);
});
