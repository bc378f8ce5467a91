import { MapValue, notNull, types, type Value } from '@riffle/columns';
import { expect, test } from 'vitest';
import { callScalar, column, constant, scalarNamed, type TestArgument, text } from '../testing/scalar-call.ts';
import { valueConstructionFunctions } from './index.ts';

const make = (name: string, ...args: TestArgument[]): { value: Value; type: unknown } =>
  callScalar(scalarNamed(valueConstructionFunctions, name), args);
const int = (value: number | null): TestArgument => constant(types.int(), value);

test('arrays and maps take the common type of their parts', () => {
  expect(make('ARRAY', int(1), constant(types.bigint(), 2))).toEqual({
    value: [1, 2],
    type: notNull(types.array(notNull(types.bigint()))),
  });
  expect(make('MAP', int(1), text('a'), int(1), text('b'), int(2), text(null))).toEqual({
    value: new MapValue([
      [1, 'b'],
      [2, null],
    ]),
    type: notNull(types.map(notNull(types.int()), types.string())),
  });
  expect(() => make('ARRAY', text('a'), int(1))).toThrow('Parameters must be of the same type');
  expect(() => make('ARRAY')).toThrow('Require at least 1 argument');
  expect(() => make('MAP', int(1))).toThrow('an even number of arguments');
});

test('rows name their fields by position', () => {
  const fields = [
    { name: 'EXPR$0', type: notNull(types.int()) },
    { name: 'EXPR$1', type: types.string() },
  ];
  expect(make('ROW', int(1), text(null))).toEqual({ value: [1, null], type: notNull(types.row(fields)) });
});

test('objects are made and changed', () => {
  const made = make('OBJECT_OF', text('User'), text('a'), int(1), text('b'), text('x'));
  expect(made.value).toEqual([1, 'x']);
  const object = column(made.type as ReturnType<typeof types.structured>, made.value);
  expect(make('OBJECT_UPDATE', object, text('b'), text('y')).value).toEqual([1, 'y']);
  expect(() => make('OBJECT_UPDATE', object, text('c'), int(1))).toThrow(
    "The field name 'c' at position 2 is not part of the structured type attributes. Available attributes: [a, b].",
  );
  expect(() => make('OBJECT_OF', text(null))).toThrow('character string literal representing the class name');
  expect(() => make('OBJECT_OF', text('User'), text('a'), int(1), text('a'), int(2))).toThrow(
    "'a' at position 4 is repeated",
  );
});
