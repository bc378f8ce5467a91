import { notNull, types } from '@riffle/columns';
import type { ConnectorDefinition, DefinitionInput, OptionDefinition } from '../connector-definition.ts';
import { formatChangelog } from './formats.ts';
import { choice, optional } from './option.ts';

const TIMESTAMP_FORMAT = "yyyy-MM-dd'T'HH:mm:ss.SSSXXX";
const INITIAL_POSITIONS = ['LATEST', 'TRIM_HORIZON', 'AT_TIMESTAMP'];
const READERS = ['POLLING', 'EFO'];

const accessOptions: readonly OptionDefinition[] = [
  optional('aws.region', 'string', 'The region of the stream; that of the session when absent.'),
  optional(
    'aws.endpoint',
    'string',
    'Another address of the service. The session’s own endpoint wins when it has one.',
  ),
  optional('aws.trust.all.certificates', 'boolean', 'Do not check certificates.', { default: 'false' }),
  choice(
    'aws.credentials.provider',
    ['AUTO', 'BASIC', 'PROFILE', 'ENV_VAR', 'SYS_PROP', 'ASSUME_ROLE', 'WEB_IDENTITY_TOKEN', 'CUSTOM'],
    'AUTO',
    'Where Flink takes credentials from. Here the session’s own credentials are always used.',
  ),
  ...[
    'basic.accesskeyid',
    'basic.secretkey',
    'profile.path',
    'profile.name',
    'role.arn',
    'role.sessionName',
    'role.externalId',
    'role.stsEndpoint',
    'role.provider',
    'webIdentityToken.file',
    'custom.class',
  ].map((key) =>
    optional(`aws.credentials.${key}`, 'string', 'For Flink; here the session’s own credentials are used.'),
  ),
];

/** The options of connector version 5, which names the stream by its ARN. */
const currentSourceOptions: readonly OptionDefinition[] = [
  choice('source.init.position', INITIAL_POSITIONS, 'LATEST', 'Where reading begins.'),
  optional('source.init.timestamp', 'string', 'The moment of AT_TIMESTAMP.'),
  optional('source.init.timestamp.format', 'string', 'The pattern of that moment.', { default: TIMESTAMP_FORMAT }),
  optional('source.shard.discovery.interval', 'duration', 'How often new shards are looked for.', { default: '10 s' }),
  choice(
    'source.reader.type',
    READERS,
    'POLLING',
    'How records are fetched. Enhanced fan-out is read by polling here.',
  ),
  optional('source.shard.get-records.max-record-count', 'int', 'Most records of one fetch.', { default: '10000' }),
  optional('source.efo.consumer.name', 'string', 'The name of an enhanced fan-out consumer.'),
  choice('source.efo.lifecycle', ['JOB_MANAGED', 'SELF_MANAGED'], 'JOB_MANAGED', 'Who makes the consumer.'),
  optional('source.efo.subscription.timeout', 'duration', 'How long to wait for a subscription.', { default: '60 s' }),
  optional('source.efo.deregister.timeout', 'duration', 'How long to wait for the end of a consumer.', {
    default: '10 s',
  }),
  optional('source.efo.describe.retry-strategy.attempts.max', 'int', 'Most tries to describe a consumer.', {
    default: '100',
  }),
  optional('source.efo.describe.retry-strategy.delay.min', 'duration', 'Shortest pause between tries.', {
    default: '2 s',
  }),
  optional('source.efo.describe.retry-strategy.delay.max', 'duration', 'Longest pause between tries.', {
    default: '60 s',
  }),
];

interface RetryDefaults {
  readonly attempts: number;
  readonly base: number;
  readonly max: number;
}

function retryOptions(prefix: string, defaults: RetryDefaults): OptionDefinition[] {
  return [
    optional(`${prefix}.maxretries`, 'int', 'Most tries.', { default: String(defaults.attempts) }),
    optional(`${prefix}.backoff.base`, 'long', 'First pause between tries, milliseconds.', {
      default: String(defaults.base),
    }),
    optional(`${prefix}.backoff.max`, 'long', 'Longest pause between tries, milliseconds.', {
      default: String(defaults.max),
    }),
    optional(`${prefix}.backoff.expconst`, 'double', 'How the pause grows.', { default: '1.5' }),
  ];
}

/** The options of connector version 4 and before, which names the stream by its name. */
const legacySourceOptions: readonly OptionDefinition[] = [
  choice('scan.stream.initpos', INITIAL_POSITIONS, 'LATEST', 'Where reading begins.'),
  optional('scan.stream.initpos-timestamp', 'string', 'The moment of AT_TIMESTAMP.'),
  optional('scan.stream.initpos-timestamp-format', 'string', 'The pattern of that moment.', {
    default: TIMESTAMP_FORMAT,
  }),
  choice(
    'scan.stream.recordpublisher',
    READERS,
    'POLLING',
    'How records are fetched. Fan-out is read by polling here.',
  ),
  optional('scan.stream.efo.consumername', 'string', 'The name of an enhanced fan-out consumer.'),
  choice('scan.stream.efo.registration', ['LAZY', 'EAGER', 'NONE'], 'LAZY', 'When the consumer is made.'),
  optional('scan.stream.efo.consumerarn', 'string', 'The ARN of a consumer made elsewhere.'),
  optional('scan.stream.efo.http-client.max-concurrency', 'int', 'Most connections.', { default: '10000' }),
  choice('scan.shard-assigner', ['default', 'uniform'], 'default', 'How shards are dealt out to subtasks.'),
  ...retryOptions('scan.stream.describe', { attempts: 50, base: 2000, max: 5000 }),
  ...retryOptions('scan.list.shards', { attempts: 10, base: 1000, max: 5000 }),
  ...retryOptions('scan.stream.describestreamconsumer', { attempts: 50, base: 2000, max: 5000 }),
  ...retryOptions('scan.stream.registerstreamconsumer', { attempts: 10, base: 500, max: 2000 }),
  optional('scan.stream.registerstreamconsumer.timeout', 'int', 'Seconds to wait.', { default: '60' }),
  ...retryOptions('scan.stream.deregisterstreamconsumer', { attempts: 10, base: 500, max: 2000 }),
  optional('scan.stream.deregisterstreamconsumer.timeout', 'int', 'Seconds to wait.', { default: '60' }),
  ...retryOptions('scan.shard.subscribetoshard', { attempts: 10, base: 1000, max: 2000 }),
  optional('scan.shard.getrecords.maxrecordcount', 'int', 'Most records of one fetch.', { default: '10000' }),
  ...retryOptions('scan.shard.getrecords', { attempts: 3, base: 300, max: 1000 }),
  optional('scan.shard.getrecords.intervalmillis', 'long', 'Pause between fetches that found the end of a shard.', {
    default: '200',
  }),
  ...retryOptions('scan.shard.getiterator', { attempts: 3, base: 300, max: 1000 }),
  optional('scan.shard.discovery.intervalmillis', 'long', 'How often new shards are looked for.', {
    default: '10000',
  }),
  optional('scan.shard.adaptivereads', 'boolean', 'Adapt the size of a fetch to the records’ size.', {
    default: 'false',
  }),
  optional('scan.shard.idle.interval', 'long', 'A shard without records for this long no longer holds time back.', {
    default: '-1',
  }),
  optional('shard.consumer.error.*', 'string', 'Errors to be tried again.'),
  optional('scan.watermark.sync.interval', 'long', 'How often watermarks of subtasks are aligned.', {
    default: '30000',
  }),
  optional('scan.watermark.lookahead.millis', 'long', 'How far a shard may run ahead; 0 turns it off.', {
    default: '0',
  }),
  optional('scan.watermark.sync.queue.capacity', 'int', 'Rows held back while aligning.', { default: '100' }),
];

const sinkOptions: readonly OptionDefinition[] = [
  optional(
    'sink.partitioner',
    'string',
    'fixed, random, or a class: how partition keys are chosen without PARTITIONED BY.',
  ),
  optional('sink.partitioner-field-delimiter', 'string', 'Stands between the columns of a row-based partition key.', {
    default: '|',
  }),
  optional('sink.producer.*', 'string', 'Settings of the old producer; taken and not used.'),
  optional('sink.http-client.max-concurrency', 'int', 'Most requests at once.', { default: '10000' }),
  optional('sink.http-client.read-timeout', 'int', 'Milliseconds to wait for an answer.', { default: '360000' }),
  choice('sink.http-client.protocol.version', ['HTTP2', 'HTTP1_1'], 'HTTP2', 'The version of HTTP.'),
  optional('sink.batch.max-size', 'int', 'Most records of one request.', { default: '500' }),
  optional('sink.requests.max-inflight', 'int', 'Most requests on the way at once.', { default: '16' }),
  optional('sink.requests.max-buffered', 'int', 'Most records waiting before the sink holds its input back.', {
    default: '10000',
  }),
  optional('sink.flush-buffer.size', 'long', 'Bytes after which a request goes out.', { default: '5242880' }),
  optional('sink.flush-buffer.timeout', 'long', 'Milliseconds after which a request goes out.', { default: '5000' }),
  optional('sink.fail-on-error', 'boolean', 'Fail on the first refused record instead of trying again.', {
    default: 'false',
  }),
];

const metadataAbility = { readable: true, writable: false };

/** Kinesis data streams. Both families of options are taken, with either way of naming the stream. */
export const kinesis: ConnectorDefinition = {
  identifier: 'kinesis',
  description: 'Reads and writes a Kinesis data stream.',
  usesFormat: true,
  metadata: [
    { key: 'timestamp', type: notNull(types.timestampLtz(3)), ...metadataAbility },
    { key: 'shard-id', type: notNull(types.varchar(128)), ...metadataAbility },
    { key: 'sequence-number', type: notNull(types.varchar(128)), ...metadataAbility },
  ],
  options: [
    optional('stream.arn', 'string', 'The stream’s ARN.'),
    optional('stream', 'string', 'The stream’s name.'),
    ...accessOptions,
    ...currentSourceOptions,
    ...legacySourceOptions,
    ...sinkOptions,
  ],
  validate: missingStream,
  source: ({ options }) => ({ changelog: formatChangelog(options), bounded: false, watermarkPerSplit: true }),
  sink: ({ options }) => ({ changelog: formatChangelog(options) }),
};

function missingStream({ options }: DefinitionInput): string | undefined {
  return options['stream'] === undefined && options['stream.arn'] === undefined
    ? "A kinesis table needs the stream: 'stream.arn' = 'arn:aws:kinesis:…' or 'stream' = '<name>'."
    : undefined;
}
