import { batchOf, type RowField, rowAt, types, type Value } from '@riffle/columns';
import { describe, expect, it } from 'vitest';
import { ByteWriter } from '../byte-writer.ts';
import { MalformedRow } from '../format.ts';
import { RowBuffer } from '../row-buffer.ts';
import { csvDecoder } from './csv-decoder.ts';
import { csvEncoder } from './csv-encoder.ts';

const FIELDS: readonly RowField[] = [
  { name: 'id', type: types.int() },
  { name: 'name', type: types.string() },
  { name: 'price', type: types.decimal(10, 2) },
];

function decode(
  text: string,
  options: Record<string, string> = {},
  fields = FIELDS,
): { rows: Value[][]; skipped: number } {
  let skipped = 0;
  const decoder = csvDecoder({
    fields,
    projection: fields.map((_, i) => i),
    options,
    onSkipped: (count) => {
      skipped += count;
    },
  });
  const out = new RowBuffer(
    fields.map((field) => field.type),
    4,
  );
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; ) {
    const found = decoder.recordEnd(bytes, at, bytes.length);
    const end = found === -1 ? bytes.length : found;
    decoder.decode(bytes, at, end, out);
    at = end + decoder.delimiterLength;
  }
  const batch = out.finish();
  return { rows: Array.from({ length: batch.rowCount }, (_, row) => rowAt(batch, row)), skipped };
}

function encode(fields: readonly RowField[], row: readonly Value[], options: Record<string, string> = {}): string {
  const out = new ByteWriter();
  csvEncoder({ fields, options }).encode(
    batchOf(
      fields.map((field) => field.type),
      [row],
    ),
    0,
    out,
  );
  return out.take().toString();
}

describe('csv decoding', () => {
  it.each<[string, Record<string, string>, Value[][]]>([
    [
      '1,Ann,2.5\n2,Bob,3\r\n',
      {},
      [
        [1, 'Ann', 250],
        [2, 'Bob', 300],
      ],
    ],
    ['1,"a,""b""\nc",2', {}, [[1, 'a,"b"\nc', 200]]],
    ['1;x;2', { 'csv.field-delimiter': ';' }, [[1, 'x', 200]]],
    ['1\tx\t2', { 'csv.field-delimiter': '\\t' }, [[1, 'x', 200]]],
    ["1,'x,y',2", { 'csv.quote-character': "'" }, [[1, 'x,y', 200]]],
    ['1,"x",2', { 'csv.disable-quote-character': 'true' }, [[1, '"x"', 200]]],
    ['1,a\\,b,2', { 'csv.escape-character': '\\' }, [[1, 'a,b', 200]]],
    ['# note\n1,x,2', { 'csv.allow-comments': 'true' }, [[1, 'x', 200]]],
    ['n/a,n/a,n/a', { 'csv.null-literal': 'n/a' }, [[null, null, null]]],
    [',,', { 'csv.empty-string-as-null': 'true' }, [[null, null, null]]],
    ['1, x ,2', {}, [[1, ' x ', 200]]],
    ['1, x , "2" ', { 'csv.trim-spaces': 'true' }, [[1, 'x', 200]]],
    ['1,x,2,', {}, [[1, 'x', 200]]],
    ['1,x,2,3,4', { 'csv.ignore-trailing-unmappable': 'true' }, [[1, 'x', 200]]],
  ])('%j with %j', (text, options, rows) => {
    expect(decode(text, options)).toEqual({ rows, skipped: 0 });
  });

  it('makes bad values NULL and skips bad records when asked', () => {
    expect(decode('x,a,1\n2\n3,c,3,9\n4,"d', { 'csv.ignore-parse-errors': 'true' })).toEqual({
      rows: [
        [null, 'a', 100],
        [2, null, null],
      ],
      skipped: 3,
    });
  });

  it.each([
    ['x,a,1', `column 'id': "x" is not INTEGER`],
    ['1,a', 'it has 2 values, but the table has 3 columns'],
    [
      '1,a,2,3',
      "it has 4 values, but the table has 3 columns ('csv.ignore-trailing-unmappable' = 'true' drops the rest)",
    ],
    ['1,"a"b,2', 'after a closing quote stands “b” instead of “,”'],
  ])('refuses %s', (text, message) => {
    expect(() => decode(text)).toThrow(new MalformedRow(message));
  });

  it('reads times, arrays and rows', () => {
    const fields: RowField[] = [
      { name: 'd', type: types.date() },
      { name: 't', type: types.time(3) },
      { name: 'ts', type: types.timestamp(3) },
      { name: 'a', type: types.array(types.int()) },
      {
        name: 'r',
        type: types.row([
          { name: 'x', type: types.int() },
          { name: 'y', type: types.string() },
        ]),
      },
      { name: 'b', type: types.boolean() },
    ];
    expect(decode('1970-01-02,00:00:01.5,1970-01-01 00:00:02,1;2,7;z,TRUE', {}, fields).rows).toEqual([
      [1, 1500, 2000, [1, 2], [7, 'z'], true],
    ]);
  });
});

describe('csv encoding', () => {
  const text: RowField[] = [{ name: 's', type: types.string() }];

  it.each<[Value, string]>([
    ['Hello', 'Hello'],
    ['Hello World', '"Hello World"'],
    ['a"b', '"a""b"'],
    ['2020-01-01', '2020-01-01'],
    ['abcdefghijklmnopqrstuvwxyz', '"abcdefghijklmnopqrstuvwxyz"'],
    [null, ''],
  ])('quotes %j as %s', (value, expected) => {
    expect(encode(text, [value])).toBe(expected);
  });

  it('writes every type', () => {
    const fields: RowField[] = [
      { name: 'a', type: types.decimal(20, 10) },
      { name: 'b', type: types.double() },
      { name: 'c', type: types.timestamp(3) },
      { name: 'd', type: types.array(types.int()) },
      { name: 'e', type: types.boolean() },
    ];
    const row: Value[] = [1, 1.5, 1234, [1, null, 3], true];
    expect(encode(fields, row)).toBe('1E-10,1.5,"1970-01-01 00:00:01.234",1;;3,true');
    expect(
      encode(fields, row, { 'csv.write-bigdecimal-in-scientific-notation': 'false', 'csv.null-literal': 'null' }),
    ).toBe('0.0000000001,1.5,"1970-01-01 00:00:01.234",1;null;3,true');
  });
});
