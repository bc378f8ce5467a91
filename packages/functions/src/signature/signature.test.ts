import { notNull, parseTypeText, serializeType, types } from '@riffle/columns';
import { describe, expect, test } from 'vitest';
import { commonType, decimalResult, isImplicit, overloads, parameter, returns } from './index.ts';

describe('common types', () => {
  test.each([
    [['INT NOT NULL', 'BIGINT NOT NULL'], 'BIGINT NOT NULL'],
    [['INT', 'DECIMAL(5, 2)'], 'DECIMAL(12, 2)'],
    [['FLOAT', 'BIGINT'], 'FLOAT'],
    [['FLOAT', 'DECIMAL(5, 2)'], 'DOUBLE'],
    [['CHAR(3) NOT NULL', 'CHAR(3) NOT NULL'], 'CHAR(3) NOT NULL'],
    [['CHAR(3) NOT NULL', 'CHAR(5)'], 'VARCHAR(5)'],
    [['DATE', 'TIMESTAMP(3)'], 'TIMESTAMP(3)'],
    [['TIMESTAMP(3)', 'TIMESTAMP_LTZ(6)'], 'TIMESTAMP(6) WITH LOCAL TIME ZONE'],
    [['INTERVAL DAY', 'INTERVAL SECOND'], 'INTERVAL DAY(2) TO SECOND(6)'],
    [['ARRAY<INT NOT NULL>', 'ARRAY<BIGINT>'], 'ARRAY<BIGINT>'],
    [['NULL', 'INT NOT NULL'], 'INT'],
    [['INT', 'STRING'], undefined],
    [['ROW<a INT>', 'ROW<a INT, b INT>'], undefined],
  ])('%j give %s', (given, expected) => {
    const common = commonType(given.map(parseTypeText));
    expect(common && serializeType(common)).toBe(expected);
  });
});

describe('implicit casts', () => {
  test.each([
    ['TINYINT', 'BIGINT', true],
    ['BIGINT', 'INT', false],
    ['DECIMAL(5, 2)', 'DOUBLE', true],
    ['INT', 'STRING', false],
    ['INT', 'INT NOT NULL', false],
    ['TIMESTAMP(3)', 'DATE', true],
    ['ARRAY<INT>', 'ARRAY<BIGINT>', true],
  ])('%s to %s: %s', (from, to, expected) => {
    expect(isImplicit(parseTypeText(from), parseTypeText(to))).toBe(expected);
  });
});

describe('DECIMAL results', () => {
  const [a, b] = [types.decimal(20, 2), types.decimal(20, 10)];

  test('scales shrink where 38 digits are too few', () => {
    expect(decimalResult.add(types.decimal(38, 10), types.decimal(38, 28))).toEqual(types.decimal(38, 9));
    expect(decimalResult.multiply(types.decimal(30, 20), types.decimal(30, 20))).toEqual(types.decimal(38, 17));
    expect(decimalResult.divide(a, b)).toEqual(types.decimal(38, 10));
    expect(decimalResult.round(types.decimal(10, 3), -4)).toEqual(types.decimal(8, 0));
  });
});

test('an overload that fits is taken; else the message lists all', () => {
  const infer = overloads(
    'F',
    { parameters: [parameter.text, parameter.int], optional: 1, result: returns(types.boolean()) },
    { parameters: [parameter.numeric], result: returns(types.double()) },
  );
  expect(infer([{ type: notNull(types.char(3)) }, { type: notNull(types.tinyint()) }])).toEqual({
    ok: true,
    argumentTypes: [notNull(types.char(3)), notNull(types.int())],
    resultType: notNull(types.boolean()),
  });
  expect(infer([{ type: types.float() }])).toMatchObject({ ok: true, resultType: types.double() });
  expect(infer([{ type: types.date() }])).toEqual({
    ok: false,
    message:
      'Invalid function call:\nF(DATE)\nInvalid input arguments. Expected signatures are:\n' +
      'F(<CHARACTER_STRING>)\nF(<CHARACTER_STRING>, INT)\nF(<NUMERIC>)',
  });
  expect(infer([])).toMatchObject({ ok: false, message: expect.stringContaining('Invalid number of arguments') });
});
