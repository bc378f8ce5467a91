// The data catalog through the real aws CLI, boto3 and JavaScript SDK.
import { GetTableCommand, GlueClient } from '@aws-sdk/client-glue';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startGlueEndpoint } from '../testing/glue-endpoint.ts';
import type { LocalEndpoint } from '../testing/local-endpoint.ts';
import { awsCli, PYTHON_TIMEOUT_MILLIS, python, whyNoPythonTools } from '../testing/python-tools.ts';

const STOCK = {
  Name: 'Stock',
  StorageDescriptor: {
    Columns: [
      { Name: 'ticker', Type: 'string' },
      { Name: 'price', Type: 'double' },
    ],
    Location: 'ExampleInputStream',
    InputFormat: 'org.apache.hadoop.mapred.TextInputFormat',
    SerdeInfo: { SerializationLibrary: 'org.openx.data.jsonserde.JsonSerDe' },
    Parameters: {
      typeOfData: 'kinesis',
      streamARN: 'arn:aws:kinesis:us-east-1:012345678901:stream/ExampleInputStream',
    },
  },
  Parameters: { classification: 'json', 'managed-flink.proctime': 'proctime' },
};

const PRELUDE = `
import boto3, json
from botocore.exceptions import ClientError
glue = boto3.client('glue')
def failure(call, **arguments):
    try:
        call(**arguments)
    except ClientError as error:
        return [error.response['Error']['Code'], error.response['Error']['Message']]
    return None
`;

let local: LocalEndpoint;

beforeAll(async () => {
  local = await startGlueEndpoint();
});

afterAll(() => local.close());

describe.skipIf(whyNoPythonTools() !== undefined)('the Python clients', { timeout: PYTHON_TIMEOUT_MILLIS }, () => {
  test('the CLI finds the empty database default and makes the tutorial’s table in it', async () => {
    const aws = (...args: string[]): Promise<unknown> => awsCli(local.environment, ['glue', ...args]);
    expect(await aws('get-databases')).toMatchObject({
      DatabaseList: [{ Name: 'default', CatalogId: '012345678901' }],
    });
    expect(await aws('get-tables', '--database-name', 'default')).toEqual({ TableList: [] });
    await aws('create-table', '--database-name', 'default', '--table-input', JSON.stringify(STOCK));
    expect(await aws('get-table', '--database-name', 'DEFAULT', '--name', 'STOCK')).toMatchObject({
      Table: { ...STOCK, Name: 'stock', DatabaseName: 'default', VersionId: '0', PartitionKeys: [] },
    });
    const client = new GlueClient(local.sdkOptions);
    const { Table } = await client.send(new GetTableCommand({ DatabaseName: 'default', Name: 'stock' }));
    expect(Table?.StorageDescriptor?.Columns).toEqual(STOCK.StorageDescriptor.Columns);
    expect(Table?.CreateTime).toBeInstanceOf(Date);
    client.destroy();
    await aws('delete-table', '--database-name', 'default', '--name', 'stock');
  });

  test('boto3: databases, tables and their versions', async () => {
    const result = await python(
      local.environment,
      `${PRELUDE}
glue.create_database(DatabaseInput={'Name': 'Sales', 'Description': 'one', 'Parameters': {'a': 'b'}})
glue.update_database(Name='sales', DatabaseInput={'Name': 'sales', 'Description': 'two'})
database = glue.get_database(Name='SALES')['Database']
for name in ['a1', 'a2', 'b1', 'B2', 'c1']:
    glue.create_table(DatabaseName='sales', TableInput={'Name': name, 'Parameters': {'v': '0'}})
pages = [[t['Name'] for t in page['TableList']] for page in glue.get_paginator('get_tables').paginate(DatabaseName='sales', PaginationConfig={'PageSize': 2})]
filtered = [t['Name'] for t in glue.get_tables(DatabaseName='sales', Expression='a*|b2')['TableList']]
for v in ['1', '2', '3']:
    glue.update_table(DatabaseName='sales', TableInput={'Name': 'a1', 'Parameters': {'v': v}}, SkipArchive=(v == '2'))
versions = [(v['VersionId'], v['Table']['Parameters']['v']) for page in glue.get_paginator('get_table_versions').paginate(DatabaseName='sales', TableName='a1', PaginationConfig={'PageSize': 1}) for v in page['TableVersions']]
current = glue.get_table_version(DatabaseName='sales', TableName='a1')['TableVersion']['VersionId']
stale = failure(glue.update_table, DatabaseName='sales', TableInput={'Name': 'a1'}, VersionId='1')
gone = glue.batch_delete_table_version(DatabaseName='sales', TableName='a1', VersionIds=['0', '3', '9'])['Errors']
deleted = glue.batch_delete_table(DatabaseName='sales', TablesToDelete=['A1', 'nope'])['Errors']
glue.delete_database(Name='sales')
after = failure(glue.get_tables, DatabaseName='sales')
print(json.dumps([[database['Name'], database['Description'], database.get('Parameters')], pages, filtered, versions, current, stale[0],
  [[g['VersionId'], g['ErrorDetail']['ErrorCode']] for g in gone], [[d['TableName'], d['ErrorDetail']['ErrorCode']] for d in deleted], after]))
`,
    );
    expect(result).toEqual([
      ['sales', 'two', null],
      [['a1', 'a2'], ['b1', 'b2'], ['c1']],
      ['a1', 'a2', 'b2'],
      [
        ['3', '3'],
        ['2', '2'],
        ['0', '0'],
      ],
      '3',
      'ConcurrentModificationException',
      [
        ['3', 'InvalidInputException'],
        ['9', 'EntityNotFoundException'],
      ],
      [['nope', 'EntityNotFoundException']],
      ['EntityNotFoundException', 'Database sales not found.'],
    ]);
  });

  test('boto3: connections', async () => {
    const result = await python(
      local.environment,
      `${PRELUDE}
kafka = {'Name': 'msk', 'ConnectionType': 'KAFKA', 'ConnectionProperties': {'KAFKA_BOOTSTRAP_SERVERS': 'b:9092', 'PASSWORD': 'p'}}
glue.create_connection(ConnectionInput=kafka)
glue.create_connection(ConnectionInput={'Name': 'net', 'ConnectionType': 'NETWORK', 'ConnectionProperties': {}})
twice = failure(glue.create_connection, ConnectionInput=kafka)
shown = glue.get_connection(Name='msk', HidePassword=True)['Connection']
found = [c['Name'] for c in glue.get_connections(Filter={'ConnectionType': 'NETWORK'})['ConnectionList']]
kafka['Description'] = 'changed'
glue.update_connection(Name='msk', ConnectionInput=kafka)
changed = glue.get_connection(Name='msk')['Connection']
batch = glue.batch_delete_connection(ConnectionNameList=['msk', 'nope'])
glue.delete_connection(ConnectionName='net')
print(json.dumps([twice, shown['ConnectionProperties'], found, changed['Description'], batch['Succeeded'], batch['Errors']['nope']['ErrorCode'],
  failure(glue.delete_connection, ConnectionName='net')]))
`,
    );
    expect(result).toEqual([
      ['AlreadyExistsException', 'Connection already exists.'],
      { KAFKA_BOOTSTRAP_SERVERS: 'b:9092' },
      ['net'],
      'changed',
      ['msk'],
      'EntityNotFoundException',
      ['EntityNotFoundException', 'Connection net not found.'],
    ]);
  });

  test('boto3: mistakes answer the real codes', async () => {
    const result = await python(
      local.environment,
      `${PRELUDE}
glue.create_table(DatabaseName='default', TableInput={'Name': 't'})
print(json.dumps([
  failure(glue.create_database, DatabaseInput={'Name': 'Default'}),
  failure(glue.create_table, DatabaseName='default', TableInput={'Name': 'T'}),
  failure(glue.get_table, DatabaseName='default', Name='absent'),
  failure(glue.get_table, DatabaseName='absent', Name='t'),
  failure(glue.create_table, DatabaseName='absent', TableInput={'Name': 't'}),
  failure(glue.get_tables, DatabaseName='default', NextToken='?'),
  failure(glue.get_databases, CatalogId='999999999999'),
  failure(glue.create_table, DatabaseName='default', TableInput={'Name': 'a\\nb'}),
  failure(glue.get_partitions, DatabaseName='default', TableName='t'),
]))
`,
    );
    expect(result).toEqual([
      ['AlreadyExistsException', 'Database already exists.'],
      ['AlreadyExistsException', 'Table already exists.'],
      ['EntityNotFoundException', 'Table absent not found.'],
      ['EntityNotFoundException', 'Database absent not found.'],
      ['EntityNotFoundException', 'Database absent not found.'],
      ['InvalidInputException', 'Invalid token provided'],
      ['EntityNotFoundException', 'Catalog 999999999999 not found.'],
      ['ValidationException', expect.stringContaining("at 'tableInput.name' failed to satisfy constraint")],
      ['UnsupportedOperationException', 'not supported yet: glue GetPartitions'],
    ]);
  });
});
