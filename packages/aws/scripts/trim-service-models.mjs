// Writes src/model/*-model.ts from the service models that botocore carries:
// only what checking a request needs (shapes, required members, limits), only for the operations answered here.
// Usage: node packages/aws/scripts/trim-service-models.mjs <botocore data folder>
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

const SERVICES = [
  {
    file: 'kinesis-model',
    name: 'kinesisModel',
    path: 'kinesis/2013-12-02',
    operations: `AddTagsToStream CreateStream DecreaseStreamRetentionPeriod DeleteStream DescribeLimits DescribeStream
      DescribeStreamSummary GetRecords GetShardIterator IncreaseStreamRetentionPeriod ListShards ListStreams
      ListTagsForResource ListTagsForStream PutRecord PutRecords RemoveTagsFromStream TagResource UntagResource`,
  },
  {
    file: 'glue-model',
    name: 'glueModel',
    path: 'glue/2017-03-31',
    operations: `BatchDeleteConnection BatchDeleteTable BatchDeleteTableVersion CreateConnection CreateDatabase CreateTable
      DeleteConnection DeleteDatabase DeleteTable DeleteTableVersion GetConnection GetConnections GetDatabase GetDatabases
      GetTable GetTableVersion GetTableVersions GetTables UpdateConnection UpdateDatabase UpdateTable`,
  },
  {
    file: 'kinesis-analytics-model',
    name: 'kinesisAnalyticsModel',
    path: 'kinesisanalyticsv2/2018-05-23',
    operations: `AddApplicationCloudWatchLoggingOption AddApplicationVpcConfiguration CreateApplication
      CreateApplicationPresignedUrl DeleteApplication DeleteApplicationCloudWatchLoggingOption
      DeleteApplicationVpcConfiguration DescribeApplication DescribeApplicationOperation DescribeApplicationVersion
      ListApplicationOperations ListApplicationVersions ListApplications ListTagsForResource StartApplication
      StopApplication TagResource UntagResource UpdateApplication`,
    // The service's first version pages by this member, and its guide still does.
    extraMembers: { ListApplicationsRequest: { ExclusiveStartApplicationName: 'ApplicationName' } },
  },
];

function trimShape(shape) {
  const trimmed = { type: shape.type };
  if (shape.type === 'structure') {
    trimmed.members = Object.fromEntries(Object.entries(shape.members).map(([name, member]) => [name, member.shape]));
    if (shape.required?.length > 0) trimmed.required = shape.required;
  }
  if (shape.type === 'list') trimmed.member = shape.member.shape;
  if (shape.type === 'map') Object.assign(trimmed, { key: shape.key.shape, value: shape.value.shape });
  for (const limit of ['enum', 'pattern', 'min', 'max']) {
    if (shape[limit] !== undefined) trimmed[limit] = shape[limit];
  }
  return trimmed;
}

function reach(shapes, name, found) {
  if (found.has(name)) return;
  found.set(name, trimShape(shapes[name]));
  const { members = {}, member, key, value } = found.get(name);
  for (const next of [...Object.values(members), member, key, value]) {
    if (next !== undefined) reach(shapes, next, found);
  }
}

function trimService(service, dataFolder) {
  const model = JSON.parse(gunzipSync(readFileSync(join(dataFolder, service.path, 'service-2.json.gz'))).toString());
  const found = new Map();
  const inputs = {};
  for (const operation of service.operations.split(/\s+/)) {
    const input = model.operations[operation].input?.shape;
    inputs[operation] = input ?? null;
    if (input !== undefined) reach(model.shapes, input, found);
  }
  for (const [name, members] of Object.entries(service.extraMembers ?? {})) {
    Object.assign(found.get(name).members, members);
  }
  const trimmed = {
    targetPrefix: model.metadata.targetPrefix,
    signingName: model.metadata.signingName ?? model.metadata.endpointPrefix,
    inputs,
    otherOperations: Object.keys(model.operations).filter((name) => !(name in inputs)),
    shapes: Object.fromEntries([...found].sort(([a], [b]) => (a < b ? -1 : 1))),
  };
  return `// Written by scripts/trim-service-models.mjs; change that and run it again.
import type { ServiceModel } from './shapes.ts';

export const ${service.name}: ServiceModel = ${JSON.stringify(trimmed, null, 1)};
`;
}

const dataFolder = process.argv[2];
for (const service of SERVICES) {
  const target = new URL(`../src/model/${service.file}.ts`, import.meta.url);
  writeFileSync(target, trimService(service, dataFolder));
}
