import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { aws, startPython } from '../support/aws-cli.ts';
import { type RiffleServer, startRiffle } from '../support/riffle-server.ts';
import { Studio } from '../support/studio.ts';
import { waitFor } from '../support/wait-for.ts';

// The guide's stock tutorial with the real clients: the commands, JSON files and producer are those of the docs.
const DOCUMENT = join(import.meta.dirname, '..', '..', 'docs', 'tutorial-stocks.md');

let server: RiffleServer;
test.beforeAll(async () => {
  server = await startRiffle();
});
test.afterAll(() => server.remove());

/** The code blocks of the tutorial in a language, in order. */
async function blocks(language: string): Promise<string[]> {
  const text = await readFile(DOCUMENT, 'utf8');
  return [...text.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\``, 'gm'))].map(
    (match) => match[1] ?? '',
  );
}

test('the stock tutorial: stream, table, notebook, producer, presigned URL, query, rows and chart', async ({
  page,
}) => {
  test.setTimeout(120_000);
  const call = (...args: string[]): Promise<string> => aws(server.awsEnvironment, ...args);
  const [table = '', create = ''] = await blocks('json');
  const [producer = ''] = await blocks('python');
  const [stock, notebook] = [join(server.home, 'stock.json'), join(server.home, 'create.json')];
  await writeFile(stock, table);
  await writeFile(notebook, create);

  await call('kinesis', 'create-stream', '--stream-name', 'ExampleInputStream', '--shard-count', '1');
  await call('glue', 'create-table', '--database-name', 'default', '--table-input', `file://${stock}`);
  await call('kinesisanalyticsv2', 'create-application', '--cli-input-json', `file://${notebook}`);
  await call('kinesisanalyticsv2', 'start-application', '--application-name', 'MyNotebook');
  await waitFor('the notebook to run', async () => {
    const described = await call('kinesisanalyticsv2', 'describe-application', '--application-name', 'MyNotebook');
    const { ApplicationDetail } = JSON.parse(described) as { ApplicationDetail: { ApplicationStatus: string } };
    return ApplicationDetail.ApplicationStatus === 'RUNNING';
  });
  const stopProducer = startPython(server.awsEnvironment, producer.replace('time.sleep(1)', 'time.sleep(0.1)'));
  try {
    const presigned = JSON.parse(
      await call(
        'kinesisanalyticsv2',
        'create-application-presigned-url',
        '--application-name',
        'MyNotebook',
        '--url-type',
        'ZEPPELIN_UI_URL',
      ),
    ) as { AuthorizedUrl: string };
    const studio = new Studio(page);
    await studio.open(presigned.AuthorizedUrl);
    expect(new URL(page.url()).pathname).toBe('/n/MyNotebook/');

    await studio.newNote();
    const cell = studio.cell(0);
    await studio.type(cell, '%flink.ssql(type=update)\nselect * from stock');
    await studio.run(cell);
    await expect(studio.rows(cell).nth(4)).toContainText(/AMZN|MSFT|GOOG/, { timeout: 30_000 });
    await expect(cell.getByTestId('cell-state')).toContainText('live');
    await cell.getByTestId('view-split').click();
    await expect(
      cell.getByTestId('chart').locator('path.recharts-curve, path.recharts-line-curve').first(),
    ).toBeVisible();

    await studio.stop(cell);
    await expect(cell.getByTestId('cell-state')).toContainText('cancelled', { timeout: 2_000 });
    expect(studio.foreignRequests).toEqual([]);
    expect(studio.errors).toEqual([]);
  } finally {
    stopProducer();
  }
});

test('the presigned session reaches its own notebook and nothing else', async ({ browser }) => {
  const presigned = JSON.parse(
    await aws(
      server.awsEnvironment,
      'kinesisanalyticsv2',
      'create-application-presigned-url',
      '--application-name',
      'MyNotebook',
      '--url-type',
      'ZEPPELIN_UI_URL',
    ),
  ) as { AuthorizedUrl: string };
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(presigned.AuthorizedUrl);
  await expect(page.getByTestId('connection')).toContainText('connected');
  expect((await context.request.get(`${server.origin}/n/MyNotebook/api/notebook`)).status()).toBe(200);
  expect((await context.request.get(`${server.origin}/api/notebook`)).status()).toBe(401);
  expect((await context.request.get(`${server.origin}/n/Other/api/notebook`)).status()).toBe(401);
  await context.close();
});
