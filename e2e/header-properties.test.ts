import { afterAll, beforeAll, expect, test } from 'vitest';
import { restClient } from './support/rest-client.ts';
import { type RiffleServer, startRiffle } from './support/riffle-server.ts';
import { waitFor } from './support/wait-for.ts';

let server: RiffleServer;
let call: ReturnType<typeof restClient>;
beforeAll(async () => {
  server = await startRiffle();
  call = restClient(server);
});
afterAll(() => server.remove());

async function newNote(...texts: string[]): Promise<{ id: string; cells: string[] }> {
  const input = { name: `/h/${crypto.randomUUID()}`, paragraphs: texts.map((text) => ({ text })) };
  const id = (await call('POST', '/api/notebook', input)).json.body as string;
  const { paragraphs } = (await call('GET', `/api/notebook/${id}`)).json.body as { paragraphs: { id: string }[] };
  return { id, cells: paragraphs.map((paragraph) => paragraph.id) };
}

const dashboard = async <T>(path: string): Promise<T> =>
  (await call('GET', `/flinkdashboard${path}`)).json as unknown as T;

interface JobRow {
  readonly jid: string;
  readonly name: string;
  readonly state: string;
}

const TICKS =
  "CREATE TEMPORARY TABLE IF NOT EXISTS ticks (n INT) WITH ('connector' = 'datagen', 'rows-per-second' = '20')";
const COUNT = 'SELECT n, COUNT(*) AS c FROM ticks GROUP BY n';

test('parallelism and jobName hold for their paragraph alone', async () => {
  const { id } = await newNote(
    TICKS,
    `%flink.ssql(parallelism=2, maxParallelism=4, jobName=mine)\n${COUNT}`,
    `%flink.ssql\n${COUNT}`,
  );
  await call('POST', `/api/notebook/job/${id}`);
  const running = await waitFor('two jobs', async () => {
    const { jobs } = await dashboard<{ jobs: JobRow[] }>('/jobs/overview');
    const live = jobs.filter(({ state }) => state === 'RUNNING');
    return live.length === 2 && live;
  });
  const most = async ({ jid, name }: JobRow) => {
    const { vertices } = await dashboard<{ vertices: { parallelism: number }[] }>(`/jobs/${jid}`);
    return [name, Math.max(...vertices.map(({ parallelism }) => parallelism))];
  };
  expect(new Map((await Promise.all(running.map(most))) as [string, number][])).toEqual(
    new Map([
      ['mine', 2],
      ['select from ticks', 1],
    ]),
  );
  await call('DELETE', `/api/notebook/job/${id}`);
});

test('a property nobody knows is a warning with a way out, and the paragraph runs', async () => {
  const { id, cells } = await newNote('%flink.bsql(runAsOn=true, savepointDir=/s)\nSELECT 1 AS a');
  const { status, json } = await call('POST', `/api/notebook/run/${id}/${cells[0]}`);
  expect([status, json.body]).toEqual([
    200,
    {
      code: 'SUCCESS',
      msg: [
        { type: 'TABLE', data: 'a\n1\n' },
        {
          type: 'TEXT',
          data: '1:13: There is no property "runAsOn"; it is left out of account. Did you mean "runAsOne"?',
        },
        {
          type: 'TEXT',
          data: '1:27: not supported yet: savepointDir; Stop ends the job without a savepoint.',
        },
      ],
    },
  ]);
});

test('INSERTs run as one job when they are asked to', async () => {
  const sink = (name: string) => `CREATE TEMPORARY TABLE ${name} (n INT) WITH ('connector' = 'blackhole')`;
  const inserts = 'INSERT INTO s1 SELECT n FROM ticks;\nINSERT INTO s2 SELECT n + 1 FROM ticks;';
  const { id } = await newNote(
    `${TICKS};\n${sink('s1')};\n${sink('s2')}`,
    `%flink.ssql(runAsOne=true, jobName=both)\n${inserts}`,
  );
  await call('POST', `/api/notebook/job/${id}`);
  const jobs = await waitFor('the job', async () => {
    const { jobs: all } = await dashboard<{ jobs: JobRow[] }>('/jobs/overview');
    const both = all.filter(({ name, state }) => name === 'both' && state === 'RUNNING');
    return both.length > 0 && both;
  });
  expect(jobs.length).toBe(1);
  await call('DELETE', `/api/notebook/job/${id}`);
});

test('a threshold keeps the last stretch of time, and needs a time', async () => {
  const values = "(VALUES (TIMESTAMP '2026-01-01 00:00:00', 1), (TIMESTAMP '2026-01-01 00:00:05', 2))";
  const { id, cells } = await newNote(
    `%flink.ssql(type=append, threshold=5000)\nSELECT * FROM ${values} AS t (ts, n)`,
    `%flink.ssql(type=append, threshold=5000)\nSELECT n FROM ${values} AS t (ts, n)`,
  );
  const run = async (cell: string | undefined) => (await call('POST', `/api/notebook/run/${id}/${cell}`)).json.body;
  expect(await run(cells[0])).toMatchObject({ msg: [{ type: 'TABLE', data: 'ts\tn\n2026-01-01 00:00:05\t2\n' }] });
  expect(await run(cells[1])).toMatchObject({
    code: 'ERROR',
    msg: [{ data: expect.stringContaining('the first column of this query is no timestamp') }],
  });
});
