import { MapValue, types, type Value } from '@riffle/columns';
import { describe, expect, test } from 'vitest';
import { callScalar, column, constant, scalarNamed, symbol, type TestArgument, text } from '../testing/scalar-call.ts';
import { jsonFunctions } from './index.ts';
import { JsonNumber, writeJson } from './node.ts';
import { parseJson } from './parser.ts';

function call(name: string, ...args: TestArgument[]): Value {
  return callScalar(scalarNamed(jsonFunctions, name), args).value;
}

const typed = (type: ReturnType<typeof types.int | typeof types.string | typeof types.array>): TestArgument =>
  constant(type, null);
const none = constant(types.null(), null);

const ACCOUNT =
  '{"age": 42, "on": true, "exact": 123456789.987654321, "two words": "x", "tags": ["a", null, {"b": 1.50}]}';

describe('reading', () => {
  test.each([
    ['{"b":1,"a":[true,null,"\\u0041\\n"]}', '{"a":[true,null,"A\\n"],"b":1}'],
    ['1e3', '1E+3'],
    ['1.50', '1.50'],
    ['-0', '0'],
    ['0.0000001', '1E-7'],
    ['123456789012345678901234567890', '123456789012345678901234567890'],
    ['[] and more', '[]'],
  ])('%s is written back as %s', (given, expected) => {
    expect(writeJson(parseJson(given))).toBe(expected);
  });

  test.each(['', '  ', '{', '[1', '[1,]', '{"a" 1}', '01', '1.', '1x', 'nul', "'a'", '"a', '"\\x"', '"\n"', '[1 2]'])(
    '%j is no JSON',
    (given) => {
      expect(() => parseJson(given)).toThrow('Not JSON');
    },
  );

  test('numbers print as Java decimals do', () => {
    expect(['13.37', '1.0E10', '-12.5e-9', '0.0', '1E2'].map((each) => new JsonNumber(each).text)).toEqual([
      '13.37',
      '1.0E+10',
      '-1.25E-8',
      '0.0',
      '1E+2',
    ]);
  });
});

describe('IS JSON', () => {
  test.each([
    ['{}', [true, false, false, true]],
    ['[1]', [true, false, true, false]],
    ['"a"', [true, true, false, false]],
    ['null', [true, true, false, false]],
    ['a', [false, false, false, false]],
    [null, [false, false, false, false]],
  ] as const)('%s', (given, expected) => {
    expect(['VALUE', 'SCALAR', 'ARRAY', 'OBJECT'].map((form) => call(`IS JSON ${form}`, text(given)))).toEqual(
      expected,
    );
  });
});

describe('JSON_VALUE', () => {
  test.each([
    ['$.age', '42'],
    ['lax $.exact', '123456789.987654321'],
    ["strict $.['two words']", 'x'],
    ['$.tags[2].b', '1.50'],
    ['$.tags[-3]', 'a'],
    ['$.tags', null],
    ['lax $.tags', null],
    ['$.tags[1]', null],
    ['$.missing', null],
    ['no path', null],
  ])('%s gives %s', (path, expected) => {
    expect(call('JSON_VALUE', text(ACCOUNT), text(path))).toBe(expected);
  });

  test('empty and error have a fallback each', () => {
    const fallbacks = [symbol('DEFAULT'), constant(types.int(), 1), symbol('DEFAULT'), constant(types.int(), 2)];
    expect(call('JSON_VALUE', text('{}'), text('lax $.a'), typed(types.int()), ...fallbacks)).toBe(1);
    expect(call('JSON_VALUE', text('{}'), text('strict $.a'), typed(types.int()), ...fallbacks)).toBe(2);
    expect(call('JSON_VALUE', text('{"a":null}'), text('lax $.a'), typed(types.int()), ...fallbacks)).toBe(1);
    expect(call('JSON_VALUE', text('{"a":null}'), text('$.a'), typed(types.int()), ...fallbacks)).toBe(2);
    expect(() =>
      call('JSON_VALUE', text('{}'), text('lax $.a'), typed(types.int()), symbol('ERROR'), none, symbol('NULL'), none),
    ).toThrow('Empty result of JSON_VALUE');
  });

  test('a value of another type than RETURNING fails', () => {
    const clauses = [symbol('NULL'), none, symbol('NULL'), none];
    expect(() => call('JSON_VALUE', text(ACCOUNT), text('$.on'), typed(types.int()), ...clauses)).toThrow(
      'JSON_VALUE found true',
    );
  });
});

describe('JSON_QUERY', () => {
  const clauses = (wrapper: string): TestArgument[] => [symbol(wrapper), symbol('NULL'), symbol('NULL')];
  const strings = types.array(types.string());

  test('wrappers', () => {
    const query = (path: string, wrapper: string): Value =>
      call('JSON_QUERY', text(ACCOUNT), text(path), typed(types.string()), ...clauses(wrapper));
    expect(['WITHOUT', 'CONDITIONAL', 'UNCONDITIONAL'].map((wrapper) => query('$.tags', wrapper))).toEqual([
      '["a",null,{"b":1.50}]',
      '["a",null,{"b":1.50}]',
      '[["a",null,{"b":1.50}]]',
    ]);
    expect(['WITHOUT', 'CONDITIONAL', 'UNCONDITIONAL'].map((wrapper) => query('$.age', wrapper))).toEqual([
      null,
      '[42]',
      '[42]',
    ]);
  });

  test('an array of texts', () => {
    expect(call('JSON_QUERY', text(ACCOUNT), text('$.tags'), typed(strings), ...clauses('WITHOUT'))).toEqual([
      'a',
      null,
      '{"b":1.50}',
    ]);
    expect(() =>
      call(
        'JSON_QUERY',
        text('{}'),
        text('$'),
        typed(strings),
        symbol('WITHOUT'),
        symbol('NULL'),
        symbol('EMPTY OBJECT'),
      ),
    ).toThrow("Illegal on error behavior 'EMPTY OBJECT'");
  });

  test('wildcards, slices, descent and filters', () => {
    const doc = text('{"books":[{"price":5,"t":"a"},{"price":15,"t":"b"},{"price":25,"t":"c"}]}');
    const query = (path: string): Value => call('JSON_QUERY', doc, text(path));
    expect(query('$.books[*].t')).toBe('["a","b","c"]');
    expect(query('$.books[0,2].t')).toBe('["a","c"]');
    expect(query('$.books[-2:].t')).toBe('["b","c"]');
    expect(query('$..t')).toBe('["a","b","c"]');
    expect(query("$.books[?(@.price > 10 && @.t != 'c')].t")).toBe('["b"]');
    expect(query('lax $.nothing[*]')).toBe('[]');
  });
});

test('JSON_EXISTS', () => {
  const exists = (path: string, onError: string): Value =>
    call('JSON_EXISTS', text(ACCOUNT), text(path), symbol(onError));
  expect([exists('lax $.age', 'ERROR'), exists('lax $.no', 'ERROR')]).toEqual([true, false]);
  expect(['TRUE', 'FALSE', 'UNKNOWN'].map((onError) => exists('strict $.no', onError))).toEqual([true, false, null]);
  expect(['lax $.a', '$.a'].map((path) => call('JSON_EXISTS', text('{"a":null}'), text(path), symbol('TRUE')))).toEqual(
    [false, true],
  );
  expect(() => exists('strict $.no', 'ERROR')).toThrow("No results for path: $['no']");
});

describe('construction', () => {
  test('objects sort their keys and embed what is JSON already', () => {
    const object = call(
      'JSON_OBJECT',
      symbol('NULL'),
      text('b'),
      text('x"y'),
      symbol('VALUE'),
      text('a'),
      text('{"z": 1, "y": []}'),
      symbol('JSON'),
    );
    expect(object).toBe('{"a":{"y":[],"z":1},"b":"x\\"y"}');
  });

  test('NULL and ABSENT ON NULL', () => {
    const value = [column(types.string(), null), symbol('VALUE')];
    expect(call('JSON_ARRAY', symbol('NULL'), ...value)).toBe('[null]');
    expect(call('JSON_ARRAY', symbol('ABSENT'), ...value)).toBe('[]');
    expect(call('JSON_OBJECT', symbol('ABSENT'), text('k'), ...value)).toBe('{}');
  });

  test('values of every kind', () => {
    const row = types.row([
      { name: 'd', type: types.decimal(5, 2) },
      { name: 'x', type: types.double() },
      { name: 't', type: types.timestampLtz(3) },
      { name: 'm', type: types.map(types.string(), types.bytes()) },
    ]);
    const value = [1230, 1e10, 86_400_001, new MapValue([['k', Uint8Array.of(1, 2)]])];
    expect(call('JSON_STRING', column(row, value))).toBe(
      '{"d":12.30,"m":{"k":"AQI="},"t":"1970-01-02T00:00:00.001Z","x":1.0E+10}',
    );
    expect(() => call('JSON_STRING', column(types.date(), 1))).toThrow('cannot be converted into JSON');
  });

  test('JSON of no JSON fails', () => {
    expect(() => call('JSON_ARRAY', symbol('NULL'), text('{'), symbol('JSON'))).toThrow(
      'Invalid JSON string in JSON(value) function',
    );
  });
});

describe('quoting', () => {
  test.each(['plain', 'a "quote" \\ / \t', '≠ 😀', ''])('%j survives quoting and unquoting', (given) => {
    expect(call('JSON_UNQUOTE', text(call('JSON_QUOTE', text(given)) as string))).toBe(given);
  });

  test('what is no JSON string stays as it is', () => {
    for (const given of ['[1]', '"open', '"\\u006z"', '1"', '"']) {
      expect(call('JSON_UNQUOTE', text(given))).toBe(given);
    }
    expect(call('JSON_UNQUOTE', text('"["a"]"'))).toBe('["a"]');
  });
});
