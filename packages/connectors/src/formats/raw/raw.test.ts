import { batchOf, type LogicalType, types, type Value, valueAt } from '@riffle/columns';
import { describe, expect, it } from 'vitest';
import { ByteWriter } from '../byte-writer.ts';
import { RowBuffer } from '../row-buffer.ts';
import { rawDecoder, rawEncoder } from './raw.ts';

function roundTrip(
  type: LogicalType,
  value: Value,
  options: Record<string, string> = {},
): { bytes: number[]; back: Value } {
  const fields = [{ name: 'x', type }];
  const out = new ByteWriter();
  rawEncoder({ fields, options }).encode(batchOf([type], [[value]]), 0, out);
  const bytes = out.take();
  const rows = new RowBuffer([type], 1);
  rawDecoder({ fields, projection: [0], options, onSkipped: () => undefined }).decode(bytes, 0, bytes.length, rows);
  const column = rows.finish().columns[0];
  return { bytes: [...bytes], back: column === undefined ? null : valueAt(column, 0) };
}

describe('raw', () => {
  it.each<[LogicalType, Value, Record<string, string>, number[]]>([
    [types.string(), 'aé', {}, [97, 195, 169]],
    [types.string(), 'é', { 'raw.charset': 'ISO-8859-1' }, [233]],
    [types.bytes(), new Uint8Array([0, 255]), {}, [0, 255]],
    [types.boolean(), true, {}, [1]],
    [types.smallint(), -2, {}, [255, 254]],
    [types.int(), 258, {}, [0, 0, 1, 2]],
    [types.int(), 258, { 'raw.endianness': 'little-endian' }, [2, 1, 0, 0]],
    [types.bigint(), 2n ** 62n, {}, [64, 0, 0, 0, 0, 0, 0, 0]],
    [types.double(), 1, {}, [63, 240, 0, 0, 0, 0, 0, 0]],
  ])('case %#', (type, value, options, bytes) => {
    expect(roundTrip(type, value, options)).toEqual({ bytes, back: value });
  });

  it('wants exactly one column and the right number of bytes', () => {
    const fields = [{ name: 'x', type: types.int() }];
    expect(() => rawEncoder({ fields: [...fields, ...fields], options: {} })).toThrow('one physical column');
    const decoder = rawDecoder({ fields, projection: [0], options: {}, onSkipped: () => undefined });
    expect(() => decoder.decode(Buffer.from('abc'), 0, 3, new RowBuffer([types.int()], 1))).toThrow('it has 3 bytes');
  });
});
