import {
  fieldsOfMillis,
  type LogicalType,
  type MapValue,
  millisOfTicks,
  nanosOfMilli,
  type Value,
} from '@riffle/columns';
import { EvaluationError } from '../evaluation-error.ts';
import { type JsonNode, JsonNumber } from './node.ts';

export type NodeConverter = (value: Value) => JsonNode;

/** How a value of `type` becomes JSON in JSON_STRING, JSON_OBJECT and JSON_ARRAY; undefined when it cannot. */
export function nodeConverter(type: LogicalType): NodeConverter | undefined {
  const convert = convertPresent(type);
  return convert === undefined ? undefined : (value) => (value === null ? null : convert(value));
}

function convertPresent(type: LogicalType): NodeConverter | undefined {
  switch (type.kind) {
    case 'NULL':
      return () => null;
    case 'CHAR':
    case 'VARCHAR':
    case 'BOOLEAN':
      return (value) => value as string | boolean;
    case 'TINYINT':
    case 'SMALLINT':
    case 'INTEGER':
    case 'BIGINT':
      return (value) => new JsonNumber(String(value));
    case 'FLOAT':
    case 'DOUBLE':
      return (value) => doubleNode(value as number);
    case 'DECIMAL':
      return (value) => decimalNode(value as number | bigint, type.scale);
    case 'TIMESTAMP':
    case 'TIMESTAMP_LTZ':
      return timestampConverter(type.precision, type.kind === 'TIMESTAMP_LTZ' ? 'Z' : '');
    case 'BINARY':
    case 'VARBINARY':
      return (value) => Buffer.from(value as Uint8Array).toString('base64');
    default:
      return nestedConverter(type);
  }
}

function nestedConverter(type: LogicalType): NodeConverter | undefined {
  switch (type.kind) {
    case 'ARRAY': {
      const element = nodeConverter(type.element);
      return element && ((value) => (value as readonly Value[]).map(element));
    }
    case 'ROW':
    case 'STRUCTURED': {
      const fields = type.fields.map((field) => nodeConverter(field.type));
      if (fields.includes(undefined)) {
        return undefined;
      }
      const names = type.fields.map((field) => field.name);
      return (value) =>
        new Map(names.map((name, i) => [name, (fields[i] as NodeConverter)((value as readonly Value[])[i] as Value)]));
    }
    case 'MAP':
      return mapConverter(type.key, nodeConverter(type.value));
    case 'MULTISET':
      return mapConverter(type.element, (value) => new JsonNumber(String(value)));
    default:
      return undefined;
  }
}

function mapConverter(key: LogicalType, convertValue: NodeConverter | undefined): NodeConverter | undefined {
  if (convertValue === undefined || (key.kind !== 'CHAR' && key.kind !== 'VARCHAR')) {
    return undefined;
  }
  return (value) => {
    const fields = new Map<string, JsonNode>();
    for (const [name, item] of (value as MapValue).entries) {
      if (name === null) {
        throw new EvaluationError(
          'A map with a NULL key cannot become JSON: a JSON object needs a name for each field.',
        );
      }
      fields.set(name as string, convertValue(item));
    }
    return fields;
  };
}

/** Java writes doubles below 10^-3 and from 10^7 on with an exponent, and always with a fraction. */
function doubleNode(value: number): JsonNode {
  if (!Number.isFinite(value)) {
    return String(value);
  }
  const size = Math.abs(value);
  const isPlain = size === 0 || (size >= 1e-3 && size < 1e7);
  const text = isPlain ? String(value) : value.toExponential();
  return new JsonNumber(text.includes('.') ? text : text.replace(/^-?\d+/, '$&.0'));
}

function decimalNode(unscaled: number | bigint, scale: number): JsonNumber {
  const text = String(unscaled);
  const sign = text.startsWith('-') ? '-' : '';
  const digits = text.slice(sign.length).padStart(scale + 1, '0');
  const whole = digits.slice(0, digits.length - scale);
  return new JsonNumber(scale === 0 ? text : `${sign}${whole}.${digits.slice(digits.length - scale)}`);
}

/** ISO 8601 with as many fraction digits as there are, the zone's own time written in UTC. */
function timestampConverter(precision: number, suffix: string): NodeConverter {
  return (value) => {
    const ticks = value as number | bigint;
    const fields = fieldsOfMillis(millisOfTicks(ticks, precision), nanosOfMilli(ticks, precision));
    const two = (part: number): string => String(part).padStart(2, '0');
    const date = `${String(fields.year).padStart(4, '0')}-${two(fields.month)}-${two(fields.day)}`;
    const fraction = fields.nano === 0 ? '' : `.${String(fields.nano).padStart(9, '0').replace(/0+$/, '')}`;
    return `${date}T${two(fields.hour)}:${two(fields.minute)}:${two(fields.second)}${fraction}${suffix}`;
  };
}
