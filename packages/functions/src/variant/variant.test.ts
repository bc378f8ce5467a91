import { types, type Value, VariantValue } from '@riffle/columns';
import { expect, test } from 'vitest';
import { callScalar, constant, scalarNamed, text } from '../testing/scalar-call.ts';
import { variantFunctions } from './index.ts';

const call = (name: string, json: string, ...rest: boolean[]): Value =>
  callScalar(scalarNamed(variantFunctions, name), [text(json), ...rest.map((each) => constant(types.boolean(), each))])
    .value;

test('JSON becomes a variant, large integers exactly', () => {
  const expected = new Map<string, unknown>([
    ['a', [1, 2.5, null, true]],
    ['b', 9007199254740993n],
  ]);
  expect(call('PARSE_JSON', '{"a":[1,2.5,null,true],"b":9007199254740993}')).toEqual(
    new VariantValue(expected as never),
  );
});

test('a field met twice is refused unless allowed', () => {
  expect(() => call('PARSE_JSON', '{"a":1,"a":2}')).toThrow('the field "a" is there twice');
  expect(call('PARSE_JSON', '{"a":1,"a":2}', true)).toEqual(new VariantValue(new Map([['a', 2]])));
  expect(call('TRY_PARSE_JSON', '{"a":1,"a":2}')).toBeNull();
});

test('what is no JSON fails, or is NULL', () => {
  expect(() => call('PARSE_JSON', '{}x')).toThrow('Failed to parse json string');
  expect(call('TRY_PARSE_JSON', 'x')).toBeNull();
});
