import { formatterOf, type LogicalType, MapValue, types, type Value, withNullability } from '@riffle/columns';
import type { ArgumentInfo, CompiledCall, Inference, ScalarBody } from '../contract.ts';
import type { ScalarSpec } from '../define.ts';
import { commonType, isOfFamily, overloads, parameter, returns } from '../signature/index.ts';
import { formatJava } from './java-format.ts';
import { regexCache } from './java-regex.ts';

const { text, int } = parameter;

function splitIndex(value: string, separator: Value, index: number): string | null {
  const sign = typeof separator === 'number' ? String.fromCharCode(separator) : (separator as string);
  if (index < 0 || (typeof separator === 'number' && (separator <= 0 || separator > 255))) {
    return null;
  }
  const parts = sign === '' ? value.split(/\s+/) : value.split(sign);
  return value === '' ? null : (parts[index] ?? null);
}

/** Both delimiters are Java regular expressions. */
function compileStrToMap(): ScalarBody {
  const [lists, pairs] = [regexCache(), regexCache()];
  return (value, listDelimiter = ',', keyValueDelimiter = '=') => {
    const [between, inside] = [lists(listDelimiter as string), pairs(keyValueDelimiter as string)];
    if (value === '' || between === undefined || inside === undefined) {
      return new MapValue([]);
    }
    const entries = new Map<string, string | null>();
    for (const pair of (value as string).split(between)) {
      inside.lastIndex = 0;
      const match = inside.exec(pair);
      const at = match === null ? pair.length : match.index;
      entries.set(pair.slice(0, at), match === null ? null : pair.slice(at + match[0].length));
    }
    return new MapValue([...entries]);
  };
}

function inferElt(args: readonly ArgumentInfo[]): Inference {
  const [index, ...values] = args;
  if (typeof index?.literal === 'number' && index.literal < 0) {
    return { ok: false, message: `Index must be an integer starting from '0', but was '${index.literal}'.` };
  }
  const common = commonType(values.map(({ type }) => type));
  const isText =
    common !== undefined && (isOfFamily(common, 'CHARACTER_STRING') || isOfFamily(common, 'BINARY_STRING'));
  if (index === undefined || !isOfFamily(index.type, 'INTEGER_NUMERIC') || !isText) {
    return {
      ok: false,
      message:
        'Invalid input arguments. Expected signatures are:\n' +
        'ELT(index <INTEGER_NUMERIC>, expr <CHARACTER_STRING>...)\nELT(index <INTEGER_NUMERIC>, expr <BINARY_STRING>...)',
    };
  }
  const argumentTypes = [index.type, ...values.map(({ type }) => withNullability(common, type.nullable))];
  return { ok: true, argumentTypes, resultType: withNullability(common, true) };
}

/** Values in the form Flink's runtime hands them to Java's formatter: times of day and dates are plain numbers. */
function javaText(type: LogicalType, call: CompiledCall): (value: Value) => string {
  switch (type.kind) {
    case 'BOOLEAN':
    case 'DATE':
    case 'TIME':
    case 'INTERVAL_YEAR_MONTH':
    case 'INTERVAL_DAY_TIME':
      return String;
    case 'TIMESTAMP':
    case 'TIMESTAMP_LTZ': {
      const format = formatterOf(type, { zone: 'UTC' });
      return (value) => isoText(format(value));
    }
    default:
      return formatterOf(type, call.context);
  }
}

/** A `T` between date and time; groups of three zeros at the end, and seconds that are none, are left out. */
function isoText(text: string): string {
  const [date = '', time = ''] = text.split(' ');
  const [clock = '', fraction = ''] = time.split('.');
  const groups = fraction.padEnd(9, '0').replace(/(?:000)+$/, '');
  const short = groups === '' ? clock.replace(/:00$/, '') : `${clock}.${groups}`;
  return `${date}T${short}`;
}

function compilePrintf(call: CompiledCall): ScalarBody {
  const [, ...argumentTypes] = call.argumentTypes;
  const texts = argumentTypes.map((type) => javaText(type, call));
  return (format, ...values) => {
    if (format === null) {
      return null;
    }
    const args = argumentTypes.map((type, i) => {
      const value = values[i] as Value;
      return { value, type, text: value === null ? 'null' : (texts[i] as (value: Value) => string)(value) };
    });
    return formatJava(format as string, args) ?? null;
  };
}

export const listFunctions: readonly ScalarSpec[] = [
  {
    name: 'SPLIT_INDEX',
    signatures: ['SPLIT_INDEX(string, separator, index)'],
    description: 'The part (from 0) of the string between separators; NULL when there is none.',
    infer: overloads(
      'SPLIT_INDEX',
      { parameters: [text, text, int], result: () => types.string() },
      { parameters: [text, int, int], result: () => types.string() },
    ),
    body: (value, separator, index) => splitIndex(value as string, separator as Value, index as number),
  },
  {
    name: 'STR_TO_MAP',
    signatures: ['STR_TO_MAP(string)', 'STR_TO_MAP(string, pairDelimiter, keyValueDelimiter)'],
    description: "The pairs in the string as a map; pairs are parted by ',' and keys from values by '=' when left out.",
    overloads: [
      { parameters: [text], result: returns(types.map(types.string(), types.string())) },
      { parameters: [text, text, text], result: returns(types.map(types.string(), types.string())) },
    ],
    compile: compileStrToMap,
  },
  {
    name: 'ELT',
    signatures: ['ELT(index, value1 [, value2]*)'],
    description: 'The value at the index (from 1); NULL when there is none.',
    nulls: 'handled',
    infer: inferElt,
    body: (index, ...values) => (index === null ? null : (values[Number(index) - 1] ?? null)),
  },
  {
    name: 'PRINTF',
    signatures: ['PRINTF(format [, value]*)'],
    description: "The values written into a format with Java's directives (%s, %d, %.2f …); NULL when it is wrong.",
    nulls: 'handled',
    overloads: [{ parameters: [text], rest: parameter.anyType, result: () => types.string() }],
    compile: compilePrintf,
  },
];
