import { describe, expect, test } from 'vitest';
import { AwsError } from '../wire/errors.ts';
import { createChecker } from './checker.ts';
import { constraintsOf } from './constraints.ts';
import { glueModel } from './glue-model.ts';
import { kinesisAnalyticsModel } from './kinesis-analytics-model.ts';
import { kinesisModel } from './kinesis-model.ts';
import type { ServiceModel } from './shapes.ts';

const checkKinesis = createChecker(kinesisModel);

function failure(check: () => unknown): { type: string; message: string } {
  try {
    check();
  } catch (error) {
    if (error instanceof AwsError) {
      return { type: error.type, message: error.message };
    }
    throw error;
  }
  throw new Error('the input was taken');
}

test('good input comes back without unknown members and nulls, its blobs as bytes', () => {
  const input = {
    StreamName: 's',
    Records: [{ Data: 'aGk=', PartitionKey: 'k', Other: 1, ExplicitHashKey: null }],
    X: 1,
  };
  expect(checkKinesis('PutRecords', input)).toEqual({
    StreamName: 's',
    Records: [{ Data: Buffer.from('hi'), PartitionKey: 'k' }],
  });
});

describe('limits', () => {
  test.each([
    [
      'CreateStream',
      {},
      "1 validation error detected: Value null at 'streamName' failed to satisfy constraint: Member must not be null",
    ],
    [
      'CreateStream',
      { StreamName: 'a b', ShardCount: 0 },
      "2 validation errors detected: Value 'a b' at 'streamName' failed to satisfy constraint: " +
        'Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+; ' +
        "Value '0' at 'shardCount' failed to satisfy constraint: Member must have value greater than or equal to 1",
    ],
    [
      'PutRecords',
      { StreamName: 's', Records: [] },
      "1 validation error detected: Value '[]' at 'records' failed to satisfy constraint: " +
        'Member must have length greater than or equal to 1',
    ],
    [
      'PutRecords',
      { StreamName: 's', Records: [{ Data: '', PartitionKey: 'k' }, { PartitionKey: '' }] },
      "2 validation errors detected: Value null at 'records.2.member.data' failed to satisfy constraint: " +
        "Member must not be null; Value '' at 'records.2.member.partitionKey' failed to satisfy constraint: " +
        'Member must have length greater than or equal to 1',
    ],
    [
      'GetShardIterator',
      { StreamName: 's', ShardId: 'x', ShardIteratorType: 'FIRST' },
      "1 validation error detected: Value 'FIRST' at 'shardIteratorType' failed to satisfy constraint: Member must " +
        'satisfy enum value set: [AT_SEQUENCE_NUMBER, AFTER_SEQUENCE_NUMBER, TRIM_HORIZON, LATEST, AT_TIMESTAMP]',
    ],
    [
      'GetRecords',
      { ShardIterator: 'x', Limit: 10_001 },
      "1 validation error detected: Value '10001' at 'limit' failed to satisfy constraint: " +
        'Member must have value less than or equal to 10000',
    ],
  ])('%s %j', (operation, input, message) => {
    expect(failure(() => checkKinesis(operation, input))).toEqual({ type: 'ValidationException', message });
  });

  test('reach into nested structures', () => {
    const check = createChecker(kinesisAnalyticsModel);
    const input = {
      ApplicationName: 'MyApplication',
      RuntimeEnvironment: 'FLINK-9',
      ServiceExecutionRole: 'arn:aws:iam::012345678901:role/r',
      ApplicationConfiguration: {
        EnvironmentProperties: { PropertyGroups: [{ PropertyGroupId: '', PropertyMap: {} }] },
      },
    };
    const { message } = failure(() => check('CreateApplication', input));
    expect(message).toContain(
      "Value 'FLINK-9' at 'runtimeEnvironment' failed to satisfy constraint: Member must satisfy enum",
    );
    expect(message).toContain(
      "Value '' at 'applicationConfiguration.environmentProperties.propertyGroups.1.member.propertyGroupId'",
    );
  });

  test('no more than ten are listed', () => {
    const Records = Array.from({ length: 20 }, () => ({ Data: '', PartitionKey: '' }));
    const { message } = failure(() => checkKinesis('PutRecords', { StreamName: 's', Records }));
    expect(message).toMatch(/^10 validation errors detected: /);
  });
});

describe('types', () => {
  test.each([
    [{ StreamName: 1 }, 'NUMBER_VALUE can not be converted to a String'],
    [{ StreamName: ['s'] }, 'Start of list found where not expected'],
    [{ StreamName: {} }, 'Start of structure or map found where not expected.'],
    [{ ShardCount: '1' }, 'STRING_VALUE can not be converted to an Integer'],
    [{ ShardCount: true }, 'BOOLEAN_VALUE can not be converted to an Integer'],
    [{ StreamModeDetails: [] }, 'Start of list found where not expected'],
  ])('%j', (input, message) => {
    expect(failure(() => checkKinesis('CreateStream', input))).toEqual({ type: 'SerializationException', message });
  });

  test.each(['a', 'ab=', 'a$==', 'aGk', '=AAA'])('%j is no Base64', (Data) => {
    const check = (): unknown => checkKinesis('PutRecord', { StreamName: 's', PartitionKey: 'k', Data });
    expect(failure(check).type).toBe('SerializationException');
  });

  test('booleans may be words', () => {
    const check = createChecker(kinesisAnalyticsModel);
    const input = { ApplicationName: 'a', Force: 'True' };
    expect(check('StopApplication', input)).toEqual({ ApplicationName: 'a', Force: true });
  });
});

test.each<ServiceModel>([kinesisModel, glueModel, kinesisAnalyticsModel])(
  'every pattern of $targetPrefix compiles',
  (model) => {
    for (const shape of Object.values(model.shapes)) {
      for (const constraint of constraintsOf(shape)) {
        expect(constraint.text).not.toBe('');
      }
    }
  },
);
