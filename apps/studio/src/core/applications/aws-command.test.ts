import { expect, test } from 'vitest';
import { createCommands, updateCommand } from './aws-command.ts';

const settings = {
  parallelism: 2,
  parallelismPerKpu: 1,
  checkpointing: true,
  checkpointInterval: 60_000,
  minPause: 5_000,
  logLevel: 'INFO',
  snapshots: true,
  systemRollback: false,
  properties: [{ id: 'Output', values: { greeting: "it's" } }],
} as const;

test('creating is two commands, with JSON that a shell takes as one word', () => {
  const text = createCommands({
    name: 'stocks',
    runtime: 'FLINK-1_20',
    role: 'arn:aws:iam::012345678901:role/Any',
    code: { bucket: 'apps', key: 'stocks/1.zip' },
    settings: { ...settings, properties: [...settings.properties] },
  });
  expect(text).toContain(
    'aws kinesisanalyticsv2 create-application \\\n  --application-name stocks \\\n  --runtime-environment FLINK-1_20 \\\n',
  );
  expect(text).toContain('"S3ContentLocation":{"BucketARN":"arn:aws:s3:::apps","FileKey":"stocks/1.zip"}');
  expect(text).toContain(`{"greeting":"it'\\''s"}`);
  expect(text).toMatch(/\n\naws kinesisanalyticsv2 start-application \\\n {2}--application-name stocks$/);
});

test('an update names the version it is about, and what may be left behind', () => {
  const update = { name: 'stocks', version: 3, code: undefined, settings: { ...settings, properties: [] } };
  const plain = updateCommand({ ...update, allowNonRestoredState: false });
  expect(plain).toContain('--current-application-version-id 3');
  expect(plain).toContain('"EnvironmentPropertyUpdates":{"PropertyGroups":[]}');
  expect([plain.includes('CodeContentUpdate'), plain.includes('AllowNonRestoredState')]).toEqual([false, false]);
  expect(updateCommand({ ...update, allowNonRestoredState: true })).toContain('{"AllowNonRestoredState":true}');
});
