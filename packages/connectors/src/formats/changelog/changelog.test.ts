import { batchOf, kindAt, ROW_KIND_NAMES, type RowField, type RowKind, rowAt, types } from '@riffle/columns';
import { describe, expect, it } from 'vitest';
import { ByteWriter } from '../byte-writer.ts';
import type { RowDecoder, RowEncoder } from '../format.ts';
import { RowBuffer } from '../row-buffer.ts';
import { changelogJsonDecoder, changelogJsonEncoder } from './changelog-json.ts';
import { debeziumJsonDecoder, debeziumJsonEncoder } from './debezium-json.ts';

const fields: readonly RowField[] = [
  { name: 'id', type: types.int() },
  { name: 'name', type: types.string() },
];
const rowTypes = fields.map((field) => field.type);

function setup(options: Record<string, string> = {}) {
  return { fields, projection: [0, 1], options, onSkipped: () => undefined };
}

function decode(decoder: RowDecoder, records: readonly string[]): string[] {
  const out = new RowBuffer(rowTypes, 8);
  for (const record of records) {
    const bytes = Buffer.from(record);
    decoder.decode(bytes, 0, bytes.length, out);
  }
  const batch = out.finish();
  return Array.from(
    { length: batch.rowCount },
    (_, row) => `${ROW_KIND_NAMES[kindAt(batch, row)]}${JSON.stringify(rowAt(batch, row))}`,
  );
}

function encode(encoder: RowEncoder): string[] {
  const kinds: RowKind[] = [0, 1, 2, 3];
  const batch = batchOf(
    rowTypes,
    [
      [1, 'a'],
      [1, 'a'],
      [1, 'b'],
      [1, null],
    ],
    kinds,
  );
  return kinds.map((_, row) => {
    const out = new ByteWriter();
    encoder.encode(batch, row, out);
    return out.take().toString();
  });
}

describe('changelog-json', () => {
  const lines = [
    '{"op":"+I","data":{"id":1,"name":"a"}}',
    '{"op":"-U","data":{"id":1,"name":"a"}}',
    '{"op":"+U","data":{"id":1,"name":"b"}}',
    '{"op":"-D","data":{"id":1,"name":null}}',
  ];

  it('writes and reads all four changes', () => {
    expect(encode(changelogJsonEncoder({ fields, options: {} }))).toEqual(lines);
    expect(decode(changelogJsonDecoder(setup()), lines)).toEqual(['+I[1,"a"]', '-U[1,"a"]', '+U[1,"b"]', '-D[1,null]']);
  });

  it('refuses an unknown op, or skips it', () => {
    const wrong = ['{"op":"x","data":{"id":1}}', '{"op":"+I"}', lines[0] as string];
    expect(() => decode(changelogJsonDecoder(setup()), wrong)).toThrow('"op" is "x" and not one of +I, -U, +U, -D');
    expect(decode(changelogJsonDecoder(setup({ 'changelog-json.ignore-parse-errors': 'true' })), wrong)).toEqual([
      '+I[1,"a"]',
    ]);
  });
});

describe('debezium-json', () => {
  it('reads inserts, snapshot rows, updates and deletes', () => {
    expect(
      decode(debeziumJsonDecoder(setup()), [
        '{"before":null,"after":{"id":1,"name":"a"},"source":{"db":"x"},"op":"c","ts_ms":1}',
        '{"before":null,"after":{"id":2,"name":"b"},"source":{"db":"x"},"op":"r","ts_ms":1}',
        '{"before":{"id":1,"name":"a"},"after":{"id":1,"name":"z"},"source":{"db":"x"},"op":"u","ts_ms":2}',
        '{"before":{"id":2,"name":"b"},"after":null,"source":{"db":"x"},"op":"d","ts_ms":3}',
      ]),
    ).toEqual(['+I[1,"a"]', '+I[2,"b"]', '-U[1,"a"]', '+U[1,"z"]', '-D[2,"b"]']);
  });

  it('reads events beside their schema', () => {
    const decoder = debeziumJsonDecoder(setup({ 'debezium-json.schema-include': 'true' }));
    expect(decode(decoder, ['{"schema":{"type":"struct"},"payload":{"after":{"id":3},"op":"c"}}'])).toEqual([
      '+I[3,null]',
    ]);
  });

  it('says what an update lacks', () => {
    expect(() => decode(debeziumJsonDecoder(setup()), ['{"after":{"id":1},"op":"u"}'])).toThrow(
      'REPLICA IDENTITY FULL',
    );
  });

  it('writes updates as deletes and inserts', () => {
    expect(encode(debeziumJsonEncoder({ fields, options: {} }))).toEqual([
      '{"before":null,"after":{"id":1,"name":"a"},"op":"c"}',
      '{"before":{"id":1,"name":"a"},"after":null,"op":"d"}',
      '{"before":null,"after":{"id":1,"name":"b"},"op":"c"}',
      '{"before":{"id":1,"name":null},"after":null,"op":"d"}',
    ]);
  });
});
