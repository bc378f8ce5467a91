import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { aws } from './support/aws-cli.ts';
import { startRiffle } from './support/riffle-server.ts';

/** Puts 500 records of 3,000 bytes at once: more than a shard of the real service takes in a second. */
async function failuresWith(env: Readonly<Record<string, string>>): Promise<{ failed: number; codes: Set<string> }> {
  const server = await startRiffle({ env });
  try {
    const call = (...args: string[]): Promise<string> => aws(server.awsEnvironment, 'kinesis', ...args);
    await call('create-stream', '--stream-name', 'wide', '--shard-count', '1');
    const data = Buffer.from('x'.repeat(3_000)).toString('base64');
    const records = Array.from({ length: 500 }, (_, i) => ({ Data: data, PartitionKey: `k${i}` }));
    const file = join(server.home, 'records.json');
    await writeFile(file, JSON.stringify(records));
    const answer = JSON.parse(await call('put-records', '--stream-name', 'wide', '--records', `file://${file}`)) as {
      FailedRecordCount: number;
      Records: { ErrorCode?: string }[];
    };
    const codes = new Set(answer.Records.flatMap((record) => record.ErrorCode ?? []));
    return { failed: answer.FailedRecordCount, codes };
  } finally {
    await server.remove();
  }
}

test('a stream takes what comes, unless the limits of the real service are asked for', async () => {
  expect(await failuresWith({})).toEqual({ failed: 0, codes: new Set() });
  const limited = await failuresWith({ RIFFLE_KINESIS_LIMITS: 'on' });
  expect(limited.failed).toBeGreaterThan(0);
  expect(limited.failed).toBeLessThan(500);
  expect(limited.codes).toEqual(new Set(['ProvisionedThroughputExceededException']));
});
