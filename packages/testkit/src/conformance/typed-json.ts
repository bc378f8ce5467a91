/** The values of the conformance files: plain JSON, or an object whose one key is a tag such as `$decimal`. */
import {
  base64Bytes,
  type LogicalType,
  MapValue,
  normalizeLong,
  parseDate,
  parseScaled,
  parseTime,
  parseTimestamp,
  ticksOf,
  toUnscaled,
  type Value,
} from '@riffle/columns';

export type TypedJson = null | boolean | number | string | readonly TypedJson[] | { readonly [tag: string]: TypedJson };

/** The value a typed JSON stands for, as a value of `type`. Throws when it is none. */
export function decodeTyped(json: TypedJson, type: LogicalType): Value {
  if (json === null) {
    return null;
  }
  const [tag, content] = tagOf(json);
  const value = decode(content, type, tag);
  if (value === undefined) {
    throw new Error(`${JSON.stringify(json)} is no ${type.kind}`);
  }
  return value;
}

function tagOf(json: TypedJson): readonly [string | undefined, TypedJson] {
  if (json !== null && typeof json === 'object' && !Array.isArray(json)) {
    const [entry] = Object.entries(json);
    if (entry?.[0].startsWith('$') === true) {
      return entry;
    }
  }
  return [undefined, json];
}

function decode(content: TypedJson, type: LogicalType, tag: string | undefined): Value | undefined {
  switch (type.kind) {
    case 'BIGINT':
      return normalizeLong(BigInt(content as string | number));
    case 'DECIMAL': {
      const scaled = parseScaled(String(content));
      return scaled && toUnscaled(scaled, type.precision, type.scale);
    }
    case 'FLOAT':
      return Math.fround(Number(content));
    case 'DOUBLE':
      return Number(content);
    case 'BINARY':
    case 'VARBINARY':
      return base64Bytes(content as string);
    case 'DATE':
      return parseDate(content as string);
    case 'TIME':
      return parseTime(content as string)?.millis;
    case 'TIMESTAMP':
      return ticks(content as string, type.precision);
    case 'TIMESTAMP_LTZ':
      return ticks((content as string).replace(/Z$/, ''), type.precision);
    case 'INTERVAL_YEAR_MONTH':
      return periodMonths(content as string);
    case 'INTERVAL_DAY_TIME':
      return durationMillis(content as string);
    case 'ARRAY':
      return (content as readonly TypedJson[]).map((element) => decodeTyped(element, type.element));
    case 'MAP':
      return decodeMap(content as readonly TypedJson[], type.key, type.value);
    case 'MULTISET':
      return decodeMap(content as readonly TypedJson[], type.element, { kind: 'INTEGER', nullable: false });
    case 'ROW':
    case 'STRUCTURED':
      return decodeRow(content, type);
    default:
      return tag === undefined ? (content as Value) : undefined;
  }
}

function ticks(text: string, precision: number): Value | undefined {
  const time = parseTimestamp(text);
  return time && ticksOf(time.millis, time.nanos, precision);
}

function decodeMap(pairs: readonly TypedJson[], key: LogicalType, value: LogicalType): Value {
  return new MapValue(
    pairs.map((pair) => {
      const [left = null, right = null] = pair as readonly TypedJson[];
      return [decodeTyped(left, key), decodeTyped(right, value)] as const;
    }),
  );
}

function decodeRow(content: TypedJson, type: LogicalType & { kind: 'ROW' | 'STRUCTURED' }): Value {
  return type.fields.map((field, i) => {
    const value = Array.isArray(content)
      ? (content as readonly TypedJson[])[i]
      : (content as Readonly<Record<string, TypedJson>>)[field.name];
    return decodeTyped(value ?? null, field.type);
  });
}

/** `P1Y2M` and the like, in months. */
function periodMonths(text: string): number | undefined {
  const match = /^P(?:(-?\d+)Y)?(?:(-?\d+)M)?(?:0D)?$/.exec(text);
  return match === null ? undefined : Number(match[1] ?? 0) * 12 + Number(match[2] ?? 0);
}

/** `PT36H5M1.5S` and the like, in milliseconds. */
function durationMillis(text: string): number | undefined {
  const match = /^P(?:(-?\d+)D)?(?:T(?:(-?\d+)H)?(?:(-?\d+)M)?(?:(-?[\d.]+)S)?)?$/.exec(text);
  if (match === null) {
    return undefined;
  }
  const [, days = 0, hours = 0, minutes = 0, seconds = 0] = match;
  const total = Number(days) * 86_400 + Number(hours) * 3_600 + Number(minutes) * 60 + Number(seconds);
  return Math.round(total * 1_000) + 0;
}
