import { types } from '@riffle/columns';
import type { CatalogTable, CatalogView } from '@riffle/plan';
import { describe, expect, it } from 'vitest';
import { entryOfGlue, tableInput } from './glue-catalog.ts';
import { hiveOfType, typeOfHive } from './hive-types.ts';

const table: CatalogTable = {
  kind: 'table',
  schema: {
    columns: [
      { kind: 'physical', name: 'Id', type: { ...types.bigint(), nullable: false }, comment: 'key' },
      { kind: 'physical', name: 'who', type: types.row([{ name: 'Name', type: types.varchar(9) }]) },
      { kind: 'physical', name: 'et', type: types.timestamp(3) },
      { kind: 'physical', name: 'dt', type: types.string() },
      { kind: 'metadata', name: 'at', type: types.timestampLtz(3), key: 'timestamp', virtual: true },
      { kind: 'metadata', name: 'shard-id', type: types.string(), virtual: false },
      {
        kind: 'computed',
        name: 'pt',
        expression: 'PROCTIME()',
        type: { ...types.timestampLtz(3, 'proctime'), nullable: false },
      },
    ],
    watermarks: [{ column: 'et', expression: "`et` - INTERVAL '5' SECOND" }],
    primaryKey: { name: 'pk', columns: ['Id', 'dt'] },
  },
  partitionKeys: ['dt'],
  options: { connector: 'kinesis', stream: 's', 'schema-like': 'x' },
  comment: 'all of it',
};

describe('a table made here', () => {
  it('comes back as it was', () => {
    expect(entryOfGlue(tableInput('t', table))).toEqual(table);
  });

  it('has columns others can read', () => {
    const input = tableInput('t', table);
    expect(input.StorageDescriptor).toEqual({
      Columns: [
        { Name: 'id', Type: 'bigint' },
        { Name: 'who', Type: 'struct<Name:varchar(9)>' },
        { Name: 'et', Type: 'timestamp' },
      ],
    });
    expect([
      input.Parameters['flink.schema.0.name'],
      input.Parameters['flink.schema.0.data-type'],
      input.Parameters['flink.connector'],
    ]).toEqual(['Id', 'BIGINT NOT NULL', 'kinesis']);
  });

  it('may be a view', () => {
    const view: CatalogView = {
      kind: 'view',
      originalQuery: 'SELECT 1 AS x',
      expandedQuery: 'SELECT 1 AS `x`',
      columns: [{ name: 'x', type: types.int() }],
    };
    expect(entryOfGlue(tableInput('v', view))).toEqual(view);
  });
});

describe('a table made elsewhere', () => {
  it('is a stream by typeOfData, with time attributes by managed-flink', () => {
    expect(
      entryOfGlue({
        Name: 'stock',
        Parameters: {
          classification: 'json',
          'managed-flink.proctime': 'proctime',
          'managed-flink.rowtime': 'et',
          'managed-flink.watermark.et.milliseconds': '2500',
          'scan.stream.initpos': 'TRIM_HORIZON',
          'json.ignore-parse-errors': 'true',
          UPDATED_BY_CRAWLER: 'x',
          recordCount: '5',
        },
        StorageDescriptor: {
          Columns: [
            { Name: 'ticker', Type: 'string' },
            { Name: 'et', Type: 'timestamp', Comment: 'when' },
          ],
          Location: 'ExampleInputStream',
          Parameters: {
            typeOfData: 'kinesis',
            kinesisRegion: 'us-east-1',
            endpointUrl: 'https://kinesis.us-east-1.amazonaws.com',
          },
        },
      }),
    ).toEqual({
      kind: 'table',
      schema: {
        columns: [
          { kind: 'physical', name: 'ticker', type: types.string() },
          { kind: 'physical', name: 'et', type: types.timestamp(3), comment: 'when' },
          {
            kind: 'computed',
            name: 'proctime',
            expression: 'PROCTIME()',
            type: { ...types.timestampLtz(3, 'proctime'), nullable: false },
          },
        ],
        watermarks: [{ column: 'et', expression: "`et` - INTERVAL '2.500' SECOND" }],
      },
      partitionKeys: [],
      options: {
        connector: 'kinesis',
        stream: 'ExampleInputStream',
        'aws.region': 'us-east-1',
        'aws.endpoint': 'https://kinesis.us-east-1.amazonaws.com',
        format: 'json',
        'scan.stream.initpos': 'TRIM_HORIZON',
        'json.ignore-parse-errors': 'true',
      },
    });
  });

  it('takes an ARN, a library for the format, and plain options', () => {
    const arn = 'arn:aws:kinesis:eu-west-1:012345678901:stream/orders';
    const options = (storage: object, parameters: Record<string, string> = {}) =>
      (entryOfGlue({ Name: 't', Parameters: parameters, StorageDescriptor: storage }) as CatalogTable).options;
    expect(
      options({
        Location: arn,
        Parameters: { typeOfData: 'kinesis' },
        SerdeInfo: {
          SerializationLibrary: 'org.openx.data.jsonserde.JsonSerDe',
          Parameters: { 'mapping.at': '@timestamp', 'ignore.malformed.json': 'false' },
        },
      }),
    ).toEqual({
      connector: 'kinesis',
      stream: 'orders',
      'stream.arn': arn,
      'aws.region': 'eu-west-1',
      format: 'json',
      'json.ignore-key-case': 'true',
      'json.key.at': '@timestamp',
    });
    const json = {
      SerializationLibrary: 'org.openx.data.jsonserde.JsonSerDe',
      Parameters: { 'case.insensitive': 'false' },
    };
    expect(options({ Location: '/data/x', SerdeInfo: json })).toEqual({
      connector: 'filesystem',
      path: '/data/x',
      format: 'json',
    });
    const csv = {
      SerializationLibrary: 'org.apache.hadoop.hive.serde2.OpenCSVSerde',
      Parameters: { separatorChar: '|' },
    };
    expect(options({ Location: '/data/x', SerdeInfo: csv })).toEqual({
      connector: 'filesystem',
      path: '/data/x',
      format: 'csv',
      'csv.field-delimiter': '|',
    });
    expect(options({}, { connector: 'kafka', topic: 't', format: 'json' })).toEqual({
      connector: 'kafka',
      topic: 't',
      format: 'json',
    });
  });
});

describe('Hive types', () => {
  it.each([
    ['boolean', types.boolean()],
    ['int', types.int()],
    ['decimal(10,2)', types.decimal(10, 2)],
    ['varchar(20)', types.varchar(20)],
    ['char(3)', types.char(3)],
    ['string', types.string()],
    ['binary', types.bytes()],
    ['timestamp', types.timestamp(3)],
    ['array<map<string,bigint>>', types.array(types.map(types.string(), types.bigint()))],
    [
      'struct<a:int,b:array<string>>',
      types.row([
        { name: 'a', type: types.int() },
        { name: 'b', type: types.array(types.string()) },
      ]),
    ],
  ])('%s goes both ways', (text, type) => {
    expect([typeOfHive(text), hiveOfType(type)]).toEqual([type, text]);
  });

  it('are read with blanks and in any letter case, and refused when not known', () => {
    expect(typeOfHive(' STRUCT< a : Decimal( 5 , 1 ) > ')).toEqual(
      types.row([{ name: 'a', type: types.decimal(5, 1) }]),
    );
    expect([hiveOfType(types.time()), hiveOfType(types.multiset(types.string()))]).toEqual([
      'string',
      'map<string,int>',
    ]);
    expect(() => typeOfHive('geometry')).toThrow("Glue's column type 'geometry' is not known.");
  });
});
