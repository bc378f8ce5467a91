import { seededRandom } from '@riffle/base';
import { type Batch, MapValue, type RowField, rowAt, types, type Value } from '@riffle/columns';
import { describe, expect, it } from 'vitest';
import { ByteWriter } from '../byte-writer.ts';
import { type DecoderSetup, MalformedRow } from '../format.ts';
import { RowBuffer } from '../row-buffer.ts';
import { jsonDecoder } from './json-decoder.ts';
import { jsonEncoder } from './json-encoder.ts';

const FIELDS: readonly RowField[] = [
  { name: 'id', type: types.bigint() },
  { name: 'ticker', type: types.string() },
  { name: 'price', type: types.decimal(10, 2) },
  { name: 'ratio', type: types.double() },
  { name: 'small', type: types.smallint() },
  { name: 'ok', type: types.boolean() },
  { name: 'at', type: types.timestamp(3) },
  {
    name: 'who',
    type: types.row([
      { name: 'name', type: types.string() },
      { name: 'age', type: types.int() },
    ]),
  },
  { name: 'tags', type: types.array(types.string()) },
  { name: 'counts', type: types.map(types.string(), types.bigint()) },
  { name: 'day', type: types.date() },
  { name: 'noon', type: types.time() },
  { name: 'moment', type: types.timestampLtz(6) },
  { name: 'data', type: types.bytes() },
  { name: 'real', type: types.float() },
];

interface Decoded {
  readonly rows: Value[][];
  readonly error: string | undefined;
  readonly skipped: number;
}

/** Records one by one, by the exact decoder or by shape; or many lines at a time, as a file is read. */
type Way = 'exact' | 'record' | 'lines';

function decodeAll(
  records: readonly string[],
  options: Record<string, string> = {},
  way: Way = 'record',
  fields = FIELDS,
): Decoded {
  let skipped = 0;
  const setup: DecoderSetup = {
    fields,
    projection: fields.map((_, i) => i),
    options,
    onSkipped: (count) => {
      skipped += count;
    },
  };
  const decoder = jsonDecoder(setup, { fast: way !== 'exact' });
  const out = new RowBuffer(
    fields.map((field) => field.type),
    2,
  );
  let error: string | undefined;
  const decode = (bytes: Buffer, start: number, end: number): void => {
    try {
      decoder.decode(bytes, start, end, out);
    } catch (thrown) {
      if (!(thrown instanceof MalformedRow)) {
        throw thrown;
      }
      error ??= thrown.message;
    }
  };
  if (way === 'lines') {
    const bytes = Buffer.from(`${records.join('\n')}\n`);
    for (let at = 0; at < bytes.length; ) {
      at = decoder.decodeLines?.(bytes, at, out, out.rowCount + 7) ?? at;
      const end = bytes.indexOf(10, at);
      if (end >= 0) {
        decode(bytes, at, end);
        at = end + 1;
      }
    }
  } else {
    for (const record of records) {
      // What stands behind a record is no part of it.
      const bytes = Buffer.from(`${record}}"1`);
      decode(bytes, 0, bytes.length - 3);
    }
  }
  const batch = out.finish();
  return { rows: Array.from({ length: batch.rowCount }, (_, row) => rowAt(batch, row)), error, skipped };
}

const WAYS: readonly Way[] = ['exact', 'record', 'lines'];

const only = (name: string, type: RowField['type']): RowField[] => [{ name, type }];

describe('json decoding by type', () => {
  const cases: readonly (readonly [RowField['type'], string, Value])[] = [
    [types.int(), '1', 1],
    [types.int(), '" 7 "', 7],
    [types.int(), '1.9', 1],
    [types.bigint(), '9223372036854775807', 9223372036854775807n],
    [types.bigint(), '1234567890123456', 1234567890123456],
    [types.double(), '1e3', 1000],
    [types.double(), '-0', -0],
    [types.double(), '"NaN"', Number.NaN],
    [types.double(), 'NaN', Number.NaN],
    [types.decimal(5, 2), '1.005', 101],
    [types.decimal(5, 2), '1000', null],
    [types.decimal(38, 18), '"12345678901234567890.5"', 12345678901234567890500000000000000000n],
    [types.string(), '1.50', '1.50'],
    [types.string(), '{"a":[1, "x"]}', '{"a":[1,"x"]}'],
    [types.string(), 'true', 'true'],
    [types.string(), '"a\\u00e9\\n"', 'aé\n'],
    [types.string(), '"münchen"', 'münchen'],
    [types.boolean(), '"TRUE"', true],
    [types.boolean(), '1', false],
    [types.date(), '"1970-01-02"', 1],
    [types.time(), '"00:00:01.5"', 1000],
    [types.timestamp(3), '"1970-01-01 00:00:01.123456"', 1123],
    [types.timestamp(0), '"1970-01-01 00:00:01.9"', 1000],
    [types.timestamp(6), '"1970-01-01 00:00:01.123456"', 1123456],
    [types.timestamp(9), '"2026-01-01 00:00:00.000000001"', 1767225600000000001n],
    [types.timestampLtz(3), '"1970-01-01 00:00:01Z"', 1000],
    [types.bytes(), '"AQI="', new Uint8Array([1, 2])],
    [types.array(types.int()), '[1,null]', [1, null]],
    [types.map(types.string(), types.int()), '{"a":1}', new MapValue([['a', 1]])],
    [types.row(only('x', types.int())), '{"y":1}', [null]],
    [types.int(), 'null', null],
  ];

  it.each(cases)('%j %s', (type, text, value) => {
    for (const way of WAYS) {
      const record = `{"f":${text}}`;
      expect(decodeAll([record, record], {}, way, only('f', type))).toEqual({
        rows: [[value], [value]],
        error: undefined,
        skipped: 0,
      });
    }
  });
});

describe('malformed records', () => {
  const int = only('f', types.int());

  it.each([
    ['{"f":"x"}', `field 'f': "x" is not INTEGER`],
    ['{"f":3000000000}', "field 'f': 3000000000 is not INTEGER"],
    ['{"f":', 'it is not JSON: expected a JSON value at character 6, found the end'],
    ['{"f" 1}', 'it is not JSON: expected “:” at character 6, found “1”'],
    ['12', 'it is not a JSON object but the value 12'],
  ])('%s', (record, message) => {
    expect(decodeAll([record], {}, 'record', int)).toEqual({ rows: [], error: message, skipped: 0 });
  });

  it('become NULL fields or skipped rows, and are counted, when the option says so', () => {
    expect(
      decodeAll(
        ['{"f":"x"}', '{"f":1}', '{"f":', '[{"f":2},{"f":3}]'],
        { 'json.ignore-parse-errors': 'true' },
        'record',
        int,
      ),
    ).toEqual({
      rows: [[null], [1], [2], [3]],
      error: undefined,
      skipped: 2,
    });
  });

  it('include missing fields when the option says so', () => {
    expect(decodeAll(['{"f":1}', '{}'], { 'json.fail-on-missing-field': 'true' }, 'record', int)).toEqual({
      rows: [[1]],
      error: "the field 'f' is missing ('fail-on-missing-field' is on)",
      skipped: 0,
    });
  });

  it('do not overflow the stack when nested deeply', () => {
    expect(decodeAll(['['.repeat(100_000)], {}, 'record', int).error).toBe('JSON is nested deeper than 1000 levels');
  });
});

/** Records that mostly share a shape, with every kind of surprise now and then. */
function randomRecords(seed: number, count: number): string[] {
  const random = seededRandom(seed);
  const chance = (share: number): boolean => random.next() < share;
  const gap = random.pick(['', ' ', '  ']);
  const oddness = random.pick([0.01, 0.05, 0.15]);
  const text = (): string =>
    random.pick([
      '"AMZN"',
      '"GOOG"',
      '""',
      '"a\\"b"',
      '"é"',
      '"\\u0041"',
      '"x\ty"',
      '"日本語 🎉"',
      '"a text longer than what is kept, é"',
      '"C:\\\\dir\\/"',
      '"\\x"',
      '"\\ud83d"',
      '12',
      'null',
      '"]}"',
      '{"deep":[1,{}]}',
    ]);
  const number = (): string =>
    random.pick([
      '0',
      '-0',
      '1',
      '12.5',
      '-3.25',
      '1e2',
      '0.1',
      '99999999.99',
      '1234567890123456789',
      '01',
      '1.',
      '"7"',
      '1.0E10',
      '-2.5e-3',
      '1e',
      '1e400',
      '-',
      '0.00',
      '123456789012345',
      '0.8444218515250481',
      '9223372036854775808',
      '9007199254740993',
      '-0.0',
      '2147483648',
      'NaN',
      '3.14159265358979',
      '70000',
      'null',
      'true',
    ]);
  const at = (): string =>
    random.pick([
      '"2026-02-28 10:00:00"',
      '"2026-02-29 10:00:00"',
      '"2024-02-29 23:59:59.999"',
      '"2026-01-01 00:00:00.123456789"',
      '"2026-01-01 00:00:00.1234567891"',
      '"2026-01-01 00:00:60"',
      '"2026-01-01 00:00:00."',
      '"2026-01-01T00:00:00"',
      '"2026-01-01 24:00:00"',
      'null',
      '5',
    ]);
  const values: Record<string, () => string> = {
    id: number,
    ticker: text,
    price: number,
    ratio: number,
    small: number,
    ok: () => random.pick(['true', 'false', 'null', '"true"', 'tru', '1']),
    at,
    who: () => random.pick([`{"name":${text()},"age":${number()}}`, '{"age":1}', 'null', '{}', '[]']),
    tags: () =>
      random.pick([
        '[]',
        '["a", "b"]',
        '[null,"x]"]',
        '[1',
        'null',
        '["a"]',
        '[ "a" , "b" ]',
        '["a",]',
        '["a\\n","é"]',
        '[1]',
      ]),
    counts: () => random.pick(['{}', '{"a":1,"b":2}', '{"a":"x"}', 'null']),
    day: () => random.pick(['"2026-01-31"', '"2026-1-31"', 'null', '"2026-02-30"', '"+12026-01-31"', '"2026-01-31 "']),
    noon: () => random.pick(['"12:00:00"', '"12:00"', 'null', '"12:00:01.9"', '"24:00:00"', '"12:00:60"']),
    moment: () => random.pick(['"2026-01-01 00:00:00.5Z"', '"2026-01-01 00:00:00"', 'null']),
    data: () => random.pick(['"AQI="', '"?"', 'null']),
    real: number,
    extra: () =>
      random.pick([
        '1',
        '"skip me"',
        '{"a":[1,2,{"b":null}]}',
        '[1,[2,"]"]]',
        '"\\n"',
        '1E5',
        '[1,}',
        '{"a" : 1 , "b":[ ]}',
        'nul',
        '-',
      ]),
  };
  const plain: Record<string, string> = {
    id: '17',
    ticker: '"AMZN"',
    price: '12.50',
    ratio: '0.25',
    small: '3',
    ok: 'true',
    at: '"2026-03-01 09:30:00.000"',
    who: '{"name":"Ann","age":30}',
    tags: '["a"]',
    counts: '{"n":1}',
    day: '"2026-01-31"',
    noon: '"12:00:00"',
    moment: '"2026-01-01 00:00:00.5Z"',
    data: '"AQI="',
    real: '0.5',
    extra: '{"x":[1,2]}',
  };
  const order = Object.keys(values).filter(() => chance(0.9));
  return Array.from({ length: count }, () => {
    const keys = chance(0.1) ? [...order].reverse() : order;
    const fields = keys
      .filter(() => !chance(0.01))
      .map(
        (key) =>
          `"${chance(0.02) ? key.toUpperCase() : key}":${gap}${chance(oddness) ? (values[key] as () => string)() : plain[key]}`,
      );
    const record = `{${fields.join(`,${gap}`)}}`;
    return chance(0.02) ? record.slice(0, random.integer(0, record.length)) : chance(0.02) ? `${record} x` : record;
  });
}

describe('the fast decoder', () => {
  const seeds = Array.from({ length: 40 }, (_, i) => i + 1);

  it.each(seeds)('equals the exact decoder, seed %i', (seed) => {
    const records = randomRecords(seed, 200);
    for (const options of [
      {},
      { 'json.ignore-parse-errors': 'true' },
      { 'json.ignore-parse-errors': 'true', 'json.ignore-key-case': 'true', 'json.key.small': 'extra' },
    ]) {
      const exact = decodeAll(records, options, 'exact');
      expect(decodeAll(records, options, 'record')).toEqual(exact);
      expect(decodeAll(records, options, 'lines')).toEqual(exact);
    }
  });

  it('finds keys in any case, or by another name, when the options say so', () => {
    const fields = [
      { name: 'orderid', type: types.int() },
      { name: 'at', type: types.string() },
      { name: 'who', type: types.row([{ name: 'firstname', type: types.string() }]) },
    ];
    const record = '{"orderId":1,"@time":"x","Who":{"firstName":"Ann"},"AT":"y"}';
    for (const way of WAYS) {
      const rows = (options: Record<string, string>) => decodeAll([record, record], options, way, fields).rows;
      expect(rows({})).toEqual(Array(2).fill([null, null, null]));
      expect(rows({ 'json.ignore-key-case': 'true' })).toEqual(Array(2).fill([1, 'y', ['Ann']]));
      expect(rows({ 'json.key.at': '@time' })).toEqual(Array(2).fill([null, 'x', null]));
      expect(decodeAll(['{"AT":"x","at":"y"}'], { 'json.ignore-key-case': 'true' }, way, fields).rows).toEqual([
        [null, 'y', null],
      ]);
    }
  });

  it('reads projected columns only', () => {
    const out = new RowBuffer([types.double(), types.bigint()], 4);
    const decoder = jsonDecoder({ fields: FIELDS, projection: [3, 0], options: {}, onSkipped: () => undefined });
    for (let i = 0; i < 3; i++) {
      const bytes = Buffer.from(`{"id":${i},"ticker":"A","ratio":0.5}`);
      decoder.decode(bytes, 0, bytes.length, out);
    }
    const batch = out.finish();
    expect([0, 1, 2].map((row) => rowAt(batch, row))).toEqual([
      [0.5, 0],
      [0.5, 1],
      [0.5, 2],
    ]);
  });
});

describe('json encoding', () => {
  function encode(fields: readonly RowField[], row: readonly Value[], options: Record<string, string> = {}): string {
    const buffer = new RowBuffer(
      fields.map((field) => field.type),
      1,
    );
    row.forEach((value, i) => {
      buffer.columns[i]?.set(0, value);
    });
    buffer.endRow();
    const batch: Batch = buffer.finish();
    const out = new ByteWriter();
    jsonEncoder({ fields, options }).encode(batch, 0, out);
    return out.take().toString();
  }

  it('reads back what it wrote', () => {
    const row: Value[] = [
      9007199254740993n,
      'a"é\n',
      1230,
      0.1,
      -3,
      true,
      1772357400123,
      ['Ann', null],
      ['x', null],
      new MapValue([['k', 1]]),
      20000,
      3_600_000,
      1772357400123456,
      new Uint8Array([1, 255]),
      0.5,
    ];
    expect(decodeAll([encode(FIELDS, row)]).rows).toEqual([row]);
  });

  it('writes as Flink does', () => {
    const row: Value[] = [
      1,
      'x',
      1,
      1e10,
      1,
      null,
      0,
      null,
      [],
      new MapValue([[null, 1]]),
      0,
      1500,
      1_500_000,
      null,
      Math.fround(0.1),
    ];
    expect(encode(FIELDS, row, { 'json.encode.ignore-null-fields': 'true', 'json.map-null-key.mode': 'LITERAL' })).toBe(
      '{"id":1,"ticker":"x","price":0.01,"ratio":1.0E10,"small":1,"at":"1970-01-01 00:00:00","tags":[],"counts":{"null":1},' +
        '"day":"1970-01-01","noon":"00:00:01","moment":"1970-01-01 00:00:01.5Z","real":0.1}',
    );
    expect(encode(only('d', types.decimal(10, 8)), [1])).toBe('{"d":1E-8}');
    expect(encode(only('d', types.decimal(10, 8)), [1], { 'json.encode.decimal-as-plain-number': 'true' })).toBe(
      '{"d":0.00000001}',
    );
    expect(() => encode(FIELDS, row)).toThrow("'map-null-key.mode'");
  });
});
