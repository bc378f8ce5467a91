import { GetRecordsCommand, GetShardIteratorCommand, KinesisClient } from '@aws-sdk/client-kinesis';
import { expect, type Page, test } from '@playwright/test';
import { sdkOptions } from '../support/applications.ts';
import { openNote } from '../support/open-note.ts';
import { type RiffleServer, startRiffle } from '../support/riffle-server.ts';
import { takePictures } from '../support/screenshots.ts';
import { createStream, putRecords } from '../support/streams.ts';

let server: RiffleServer;
test.beforeAll(async () => {
  server = await startRiffle();
  await createStream(server, 'ExampleInputStream');
  await createStream(server, 'ExampleOutputStream');
});
test.afterAll(() => server.remove());

const SOURCE = `%flink.ssql
CREATE TABLE IF NOT EXISTS exampleinputstream (ticker VARCHAR, price DOUBLE, pt AS PROCTIME()) WITH (
  'connector' = 'kinesis', 'stream' = 'ExampleInputStream', 'aws.region' = 'us-east-1',
  'scan.stream.initpos' = 'TRIM_HORIZON', 'format' = 'json');`;
const sinkOf = (ticker: string): string => `%flink.ssql(type=update)
CREATE TABLE IF NOT EXISTS exampleoutput (\`ticket\` VARCHAR, \`price\` DOUBLE, \`n\` BIGINT) WITH (
  'connector' = 'kinesis', 'stream' = 'ExampleOutputStream', 'aws.region' = 'us-east-1',
  'scan.stream.initpos' = 'LATEST', 'format' = 'json');
INSERT INTO exampleoutput
SELECT ${ticker}, price, COUNT(*) OVER (PARTITION BY ticker ORDER BY pt) FROM exampleinputstream`;

const put = (...prices: number[]): Promise<void> =>
  putRecords(
    server,
    'ExampleInputStream',
    prices.map((price) => ({ key: 'k', value: { ticker: 'AMZN', price } })),
  );

/** Everything in the stream the application writes to. */
async function written(): Promise<unknown[]> {
  const kinesis = new KinesisClient(sdkOptions(server));
  const place = { StreamName: 'ExampleOutputStream', ShardId: 'shardId-000000000000' };
  const { ShardIterator } = await kinesis.send(
    new GetShardIteratorCommand({ ...place, ShardIteratorType: 'TRIM_HORIZON' }),
  );
  const { Records = [] } = await kinesis.send(new GetRecordsCommand({ ShardIterator }));
  kinesis.destroy();
  return Records.map(({ Data }) => JSON.parse(new TextDecoder().decode(Data)) as unknown);
}

async function expectWritten(...rows: [string, number, number][]): Promise<void> {
  const expected = rows.map(([ticket, price, n]) => ({ ticket, price, n }));
  await expect.poll(written, { timeout: 30_000 }).toEqual(expected);
}

const running = (page: Page, version: number) =>
  expect(page.getByTestId('application-page')).toContainText(new RegExp(`running.*version ${version}`), {
    timeout: 30_000,
  });

test('deploy a note, see its rows arrive, give it a new version that counts on, and roll that back', async ({
  page,
}) => {
  test.setTimeout(150_000);
  const studio = await openNote(server, page, {
    name: 'MyStocks',
    paragraphs: [{ text: SOURCE }, { text: sinkOf('ticker') }],
  });
  const dialog = page.getByRole('dialog', { name: 'Deploy ‘MyStocks’' });
  await page.getByTestId('deploy').click();
  await dialog.getByLabel('Checkpoint every (seconds)').fill('0.3');
  await dialog.getByTestId('deploy-go').click();
  await running(page, 1);
  await put(10, 20);
  await expectWritten(['AMZN', 10, 1], ['AMZN', 20, 2]);

  await page.getByTestId('application-page').getByRole('link', { name: 'MyStocks' }).click();
  await studio.type(studio.cell(1), sinkOf('LOWER(ticker)'));
  await studio.expectSaved();
  await page.getByTestId('deploy').click();
  await expect(dialog).toContainText('New version of MyStocks');
  await expect(dialog.getByTestId('state-outlook')).toContainText('Goes on with the state of version 1');
  await expect(dialog.getByTestId('what-will-happen')).toContainText('goes on from it as version 2');
  await takePictures(page, 'deploy-version', { themes: ['light'], widths: [1440] });
  // What the sink has is named after all that leads to it; a sink of a stream has nothing to lose.
  await expect(dialog.getByTestId('state-outlook')).toContainText('its state is lost: 1 step');
  await expect(dialog.getByTestId('deploy-go')).toBeDisabled();
  await dialog.getByLabel('Go on without the state that is lost').check();
  await dialog.getByTestId('deploy-go').click();
  await running(page, 2);
  await put(30);
  await expectWritten(['AMZN', 10, 1], ['AMZN', 20, 2], ['amzn', 30, 3]);

  await page.getByRole('link', { name: 'Versions' }).click();
  await page.getByRole('button', { name: 'Compare version 1 with 2' }).click();
  await expect(page.getByTestId('version-difference').locator('ins').last()).toContainText('LOWER(ticker)');
  await takePictures(page, 'application-versions', { themes: ['light'], widths: [1440] });
  await page.getByTestId('roll-back').click();
  await expect(page.getByTestId('what-will-happen')).toContainText('version 1 run again, as version 3');
  await page.getByTestId('action-go').click();
  await running(page, 3);
  await expect(page.getByTestId('version-row').first()).toContainText('rolled back from 2');
  await put(40);
  // Not all of version 1 is in what version 2 saved: it goes on from its own snapshot, and reads the third row again.
  await expectWritten(['AMZN', 10, 1], ['AMZN', 20, 2], ['amzn', 30, 3], ['AMZN', 30, 3], ['AMZN', 40, 4]);
  expect(studio.errors).toEqual([]);
});
