import { describe, expect, test } from 'vitest';
import { formatType, serializeType } from './type-format.ts';
import { parseTypeText } from './type-parser.ts';
import { notNull, types } from './types.ts';

const TEXTS = [
  'BOOLEAN NOT NULL',
  'TINYINT',
  'INT',
  'DECIMAL(38, 19) NOT NULL',
  'CHAR(0) NOT NULL',
  'VARCHAR(2147483647)',
  'BINARY(3)',
  'VARBINARY(2147483647)',
  'TIME(0)',
  'TIMESTAMP(9)',
  'TIMESTAMP(3) WITH LOCAL TIME ZONE NOT NULL',
  'INTERVAL YEAR(2)',
  'INTERVAL YEAR(2) TO MONTH',
  'INTERVAL MONTH',
  'INTERVAL DAY(2)',
  'INTERVAL DAY(2) TO SECOND(6)',
  'INTERVAL HOUR TO MINUTE',
  'INTERVAL SECOND(3) NOT NULL',
  'ARRAY<ROW<`f0` INT, `a``b` VARCHAR(4) NOT NULL> NOT NULL>',
  'MAP<VARCHAR(2147483647), ARRAY<INT>> NOT NULL',
  'MULTISET<DATE>',
  "ROW<`a` INT 'it''s a', `b` ROW<>>",
  "STRUCTURED<'com.Money', `amount` DECIMAL(5, 2)>",
  "RAW('a.B', 'xyz')",
  'VARIANT',
];

describe('type text', () => {
  test.each(TEXTS)('%s reads and writes back', (text) => {
    expect(serializeType(parseTypeText(text))).toBe(text);
  });

  test('short forms', () => {
    expect(parseTypeText('string')).toEqual(types.string());
    expect(parseTypeText('DEC')).toEqual(types.decimal(10, 0));
    expect(parseTypeText('double precision not null')).toEqual(notNull(types.double()));
    expect(parseTypeText('timestamp_ltz(3)')).toEqual(types.timestampLtz(3));
    expect(parseTypeText('INT NOT NULL ARRAY')).toEqual(types.array(notNull(types.int())));
    expect(parseTypeText('ROW(a INT, b STRING)')).toEqual(
      types.row([
        { name: 'a', type: types.int() },
        { name: 'b', type: types.string() },
      ]),
    );
  });

  test('summaries use the short names and show time attributes', () => {
    expect(formatType(types.string())).toBe('STRING');
    expect(formatType(types.bytes())).toBe('BYTES');
    expect(formatType(types.timestamp(3, 'rowtime'))).toBe('TIMESTAMP(3) *ROWTIME*');
    expect(formatType(notNull(types.timestampLtz(3, 'proctime')))).toBe('TIMESTAMP_LTZ(3) NOT NULL *PROCTIME*');
    expect(serializeType(types.timestamp(3, 'rowtime'))).toBe('TIMESTAMP(3)');
  });

  test('mistakes say what and where', () => {
    expect(() => parseTypeText('ARRAY<IMT>')).toThrow("There is no type named 'IMT' in the type 'ARRAY<IMT>'.");
    expect(() => parseTypeText('DECIMAL(39)')).toThrow('Decimal precision must be between 1 and 38, not 39');
    expect(() => parseTypeText('INT INT')).toThrow("Unexpected 'INT' in the type 'INT INT'.");
  });
});
