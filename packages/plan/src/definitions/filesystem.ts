import { notNull, types } from '@riffle/columns';
import type { ConnectorDefinition } from '../connector-definition.ts';
import { formatChangelog } from './formats.ts';
import { choice, optional, required } from './option.ts';

const readOnly = { readable: true, writable: false };

/** Files of a folder, read bounded or for ever and written exactly once. */
export const filesystem: ConnectorDefinition = {
  identifier: 'filesystem',
  description: 'Reads and writes files of a folder.',
  usesFormat: true,
  metadata: [
    { key: 'file.path', type: notNull(types.string()), ...readOnly },
    { key: 'file.name', type: notNull(types.string()), ...readOnly },
    { key: 'file.size', type: notNull(types.bigint()), ...readOnly },
    { key: 'file.modification-time', type: notNull(types.timestampLtz(3)), ...readOnly },
  ],
  options: [
    required('path', 'string', 'The folder, or a single file to read.'),
    optional('source.monitor-interval', 'duration', 'Look for new files this often; without it the table is bounded.'),
    optional('source.path.regex-pattern', 'string', 'Read only files whose path matches this regular expression.'),
    optional('partition.default-name', 'string', 'The folder of rows whose partition column is NULL or empty.', {
      default: '__DEFAULT_PARTITION__',
    }),
    optional('sink.rolling-policy.file-size', 'memory-size', 'Begin a new part file at this size.', {
      default: '128MB',
    }),
    optional('sink.rolling-policy.rollover-interval', 'duration', 'Begin a new part file at this age.', {
      default: '30 min',
    }),
    optional('sink.rolling-policy.check-interval', 'duration', 'How often the age is looked at.', {
      default: '1 min',
    }),
    optional('sink.rolling-policy.inactivity-interval', 'duration', 'Begin a new part file after a pause this long.', {
      default: '30 min',
    }),
    optional('sink.shuffle-by-partition.enable', 'boolean', 'Send rows of one partition to one subtask.', {
      default: 'false',
    }),
    optional('auto-compaction', 'boolean', 'Join small files after each checkpoint.', { default: 'false' }),
    optional('compaction.file-size', 'memory-size', 'The size compaction aims at; the rolling size when absent.'),
    choice(
      'sink.partition-commit.trigger',
      ['process-time', 'partition-time'],
      'process-time',
      'What says that a partition is complete: the clock, or the watermark past the partition’s time.',
    ),
    optional('sink.partition-commit.delay', 'duration', 'Wait this long before a partition is committed.', {
      default: '0 s',
    }),
    optional('sink.partition-commit.watermark-time-zone', 'string', 'The zone in which partition times are read.', {
      default: 'UTC',
    }),
    choice('partition.time-extractor.kind', ['default', 'custom'], 'default', 'How a partition’s time is found.'),
    optional('partition.time-extractor.class', 'string', 'The class of a custom extractor.'),
    optional(
      'partition.time-extractor.timestamp-pattern',
      'string',
      'Builds the time from partition columns: $dt $hour:00:00.',
    ),
    optional('partition.time-extractor.timestamp-formatter', 'string', 'The format of that time.', {
      default: 'yyyy-MM-dd HH:mm:ss',
    }),
    optional(
      'sink.partition-commit.policy.kind',
      'list',
      'What marks a complete partition: success-file, metastore, custom.',
    ),
    optional('sink.partition-commit.policy.class', 'string', 'The class of a custom policy.'),
    optional('sink.partition-commit.policy.class.parameters', 'list', 'What the custom policy is made with.'),
    optional('sink.partition-commit.success-file.name', 'string', 'The name of the success file.', {
      default: '_SUCCESS',
    }),
  ],
  source: ({ options }) => ({
    changelog: formatChangelog(options),
    bounded: options['source.monitor-interval'] === undefined,
  }),
  sink: ({ options }) => ({ changelog: formatChangelog(options) }),
};
