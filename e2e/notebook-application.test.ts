import { afterAll, beforeAll, expect, test } from 'vitest';
import { aws } from './support/aws-cli.ts';
import { restClient } from './support/rest-client.ts';
import { type RiffleServer, startRiffle } from './support/riffle-server.ts';
import { waitFor } from './support/wait-for.ts';

let server: RiffleServer;
beforeAll(async () => {
  server = await startRiffle();
});
afterAll(() => server.remove());

const call = (...args: string[]): Promise<string> => aws(server.awsEnvironment, ...args);

async function statusOf(name: string): Promise<string> {
  const text = await call('kinesisanalyticsv2', 'describe-application', '--application-name', name);
  return (JSON.parse(text) as { ApplicationDetail: { ApplicationStatus: string } }).ApplicationDetail.ApplicationStatus;
}

test('an INTERACTIVE application is a notebook of its own, on its own Glue database, and comes back with the server', async () => {
  await call('glue', 'create-database', '--database-input', 'Name=sales');
  const catalog = 'arn:aws:glue:eu-west-1:012345678901:database/sales';
  await call(
    'kinesisanalyticsv2',
    'create-application',
    '--application-name',
    'Sales',
    '--runtime-environment',
    'ZEPPELIN-FLINK-3_0',
    '--application-mode',
    'INTERACTIVE',
    '--service-execution-role',
    'arn:aws:iam::012345678901:role/Any',
    '--application-configuration',
    JSON.stringify({
      ZeppelinApplicationConfiguration: {
        CatalogConfiguration: { GlueDataCatalogConfiguration: { DatabaseARN: catalog } },
      },
    }),
  );
  const notebook = (): ReturnType<typeof restClient> =>
    restClient({ origin: `${server.origin}/n/Sales`, token: server.token });
  expect((await notebook()('GET', '/api/notebook')).status).toBe(404);
  await call('kinesisanalyticsv2', 'start-application', '--application-name', 'Sales');
  await waitFor('the application', async () => (await statusOf('Sales')) === 'RUNNING');

  // The dashboard's address opens the jobs of this notebook, and Flink's REST answers whoever came by it.
  const dashboard = await call(
    'kinesisanalyticsv2',
    'create-application-presigned-url',
    '--application-name',
    'Sales',
    '--url-type',
    'FLINK_DASHBOARD_URL',
  );
  const opened = await fetch((JSON.parse(dashboard) as { AuthorizedUrl: string }).AuthorizedUrl, {
    redirect: 'manual',
  });
  expect(opened.headers.get('location')).toBe('/n/Sales/#/jobs');
  const cookie = opened.headers.get('set-cookie')?.split(';')[0] ?? '';
  const jobs = await fetch(`${server.origin}/n/Sales/flinkdashboard/jobs`, { headers: { cookie } });
  expect([jobs.status, await jobs.json()]).toEqual([200, { jobs: [] }]);

  const noteId = (
    await notebook()('POST', '/api/notebook', {
      name: '/Totals',
      paragraphs: [
        {
          text: `%flink.ssql
CREATE TABLE orders (id INT, total DECIMAL(8, 2)) WITH ('connector' = 'datagen', 'number-of-rows' = '3');
SHOW TABLES`,
        },
      ],
    })
  ).json.body as string;
  const { paragraphs } = (await notebook()('GET', `/api/notebook/${noteId}`)).json.body as {
    paragraphs: { id: string }[];
  };
  const ran = await notebook()('POST', `/api/notebook/run/${noteId}/${paragraphs[0]?.id}`);
  expect(ran.json.body).toEqual({
    code: 'SUCCESS',
    msg: [
      { type: 'TEXT', data: 'Table glue.sales.orders has been created.' },
      { type: 'TABLE', data: 'table name\norders\n' },
    ],
  });
  // What DDL made in the note is in Glue for everybody.
  const table = await call('glue', 'get-table', '--database-name', 'sales', '--name', 'orders');
  expect(JSON.parse(table)).toMatchObject({ Table: { Name: 'orders', DatabaseName: 'sales' } });
  // The default notebook does not see the note.
  expect((await restClient(server)('GET', `/api/notebook/${noteId}`)).status).toBe(404);

  const { home } = server;
  await server.stop('SIGKILL');
  server = await startRiffle({ home });
  await waitFor('the notebook to be back', async () => (await notebook()('GET', '/api/notebook')).status === 200);
  expect((await notebook()('GET', `/api/notebook/${noteId}`)).status).toBe(200);

  await call('kinesisanalyticsv2', 'stop-application', '--application-name', 'Sales');
  await waitFor('the application to stop', async () => (await statusOf('Sales')) === 'READY');
  expect((await notebook()('GET', '/api/notebook')).status).toBe(404);
}, 120_000);
