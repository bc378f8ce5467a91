import { type IntegerKind, type LogicalType, MapValue, type RowField, type Value } from '@riffle/columns';
import { ConnectorError } from '@riffle/engine';
import { MalformedRow } from '../format.ts';
import { parseDecimal, parseFloating, parseInteger, truncateToInteger } from '../numbers.ts';
import { parseDate, parseTime, parseTimestamp } from '../time-text.ts';
import type { JsonOptions } from './json-options.ts';
import { type JsonNode, JsonNumber, type JsonObject, jsonText } from './json-text.ts';

/** JSON value → SQL value, by Flink's JSON type mapping. Throws `MalformedRow`. */
export type JsonConverter = (node: JsonNode) => Value;

export interface ConversionSetup {
  readonly options: JsonOptions;
  /** Called for each field that becomes NULL because it could not be read. */
  onSkipped(count: number): void;
}

/** The converter of a type. JSON null gives NULL in every type. */
export function jsonConverter(type: LogicalType, setup: ConversionSetup): JsonConverter {
  const convert = plainConverter(type, setup);
  const strict: JsonConverter = (node) => (node === null ? null : convert(node));
  if (!setup.options.ignoreParseErrors) {
    return strict;
  }
  return (node) => {
    try {
      return strict(node);
    } catch (error) {
      if (!(error instanceof MalformedRow)) {
        throw error;
      }
      setup.onSkipped(1);
      return null;
    }
  };
}

type Plain = (node: Exclude<JsonNode, null>) => Value;

function plainConverter(type: LogicalType, setup: ConversionSetup): Plain {
  switch (type.kind) {
    case 'BOOLEAN':
      return (node) => (typeof node === 'boolean' ? node : scalarText(node).trim().toLowerCase() === 'true');
    case 'TINYINT':
    case 'SMALLINT':
      return (node) => orFail(parseInteger(scalarText(node).trim(), type.kind), node, type.kind);
    case 'INTEGER':
    case 'BIGINT':
      return (node) => orFail(wholeNumber(node, type.kind), node, type.kind);
    case 'INTERVAL_YEAR_MONTH':
      return (node) => orFail(wholeNumber(node, 'INTEGER'), node, 'a number of months');
    case 'INTERVAL_DAY_TIME':
      return (node) => orFail(wholeNumber(node, 'BIGINT'), node, 'a number of milliseconds');
    case 'FLOAT':
      return (node) => Math.fround(orFail(parseFloating(scalarText(node).trim()), node, 'FLOAT'));
    case 'DOUBLE':
      return (node) => orFail(parseFloating(scalarText(node).trim()), node, 'DOUBLE');
    case 'DECIMAL':
      return (node) => {
        const value = parseDecimal(scalarText(node), type);
        return value === null ? null : orFail(value, node, 'DECIMAL');
      };
    case 'CHAR':
    case 'VARCHAR':
      return (node) => (typeof node === 'string' ? node : jsonText(node));
    case 'BINARY':
    case 'VARBINARY':
      return (node) => orFail(base64(node), node, 'bytes in base64');
    default:
      return timeConverter(type, setup) ?? nestedConverter(type, setup);
  }
}

function timeConverter(type: LogicalType, { options }: ConversionSetup): Plain | undefined {
  switch (type.kind) {
    case 'DATE':
      return (node) => orFail(parseDate(scalarText(node)), node, 'a DATE (2026-01-31)');
    case 'TIME':
      // Flink keeps whole seconds of a TIME in JSON, whatever the precision.
      return (node) => {
        const millis = orFail(parseTime(scalarText(node)), node, 'a TIME (10:00:00)');
        return millis - (millis % 1000);
      };
    case 'TIMESTAMP':
    case 'TIMESTAMP_LTZ': {
      const zoned = type.kind === 'TIMESTAMP_LTZ';
      const form = { standard: options.timestampStandard, zoned, precision: type.precision };
      const gap = form.standard === 'SQL' ? ' ' : 'T';
      const wanted = `a ${type.kind} (2026-01-31${gap}10:00:00${zoned ? 'Z' : ''}, by 'timestamp-format.standard' = '${form.standard}')`;
      return (node) => orFail(parseTimestamp(scalarText(node), form), node, wanted);
    }
    default:
      return undefined;
  }
}

function nestedConverter(type: LogicalType, setup: ConversionSetup): Plain {
  switch (type.kind) {
    case 'ARRAY': {
      const element = jsonConverter(type.element, setup);
      return (node) => {
        if (!Array.isArray(node)) {
          throw mismatch(node, 'an array');
        }
        return node.map(element);
      };
    }
    case 'MAP':
      return mapConverter(type.key, type.value, setup);
    case 'MULTISET':
      return mapConverter(type.element, { kind: 'INTEGER', nullable: false }, setup);
    case 'ROW':
    case 'STRUCTURED': {
      const convert = jsonRowConverter(type.fields, setup);
      return (node) => {
        if (!(node instanceof Map)) {
          throw mismatch(node, 'an object');
        }
        return convert(node);
      };
    }
    default:
      throw new ConnectorError(`not supported yet: columns of type ${type.kind} in JSON`);
  }
}

function mapConverter(keyType: LogicalType, valueType: LogicalType, setup: ConversionSetup): Plain {
  if (keyType.kind !== 'CHAR' && keyType.kind !== 'VARCHAR') {
    throw new ConnectorError('JSON objects have text keys: a MAP or MULTISET in JSON needs STRING keys.');
  }
  const convert = jsonConverter(valueType, setup);
  return (node) => {
    if (!(node instanceof Map)) {
      throw mismatch(node, 'an object');
    }
    return new MapValue([...node].map(([key, value]) => [key, convert(value)] as const));
  };
}

/** Object → the values of `fields`, in their order; fields the object has besides are passed over. */
export function jsonRowConverter(fields: readonly RowField[], setup: ConversionSetup): (node: JsonObject) => Value[] {
  const columns = fields.map((field) => ({ name: field.name, convert: jsonConverter(field.type, setup) }));
  return (node) => columns.map(({ name, convert }) => convertField(node, name, convert, setup.options));
}

/** One field of an object; a missing one is NULL unless the options forbid it. */
export function convertField(node: JsonObject, name: string, convert: JsonConverter, options: JsonOptions): Value {
  const value = options.ignoreKeyCase ? valueInAnyCase(node, name) : node.get(name);
  if (value === undefined) {
    if (options.failOnMissingField && !options.ignoreParseErrors) {
      throw new MalformedRow(`the field '${name}' is missing ('fail-on-missing-field' is on)`);
    }
    return null;
  }
  try {
    return convert(value);
  } catch (error) {
    throw error instanceof MalformedRow ? new MalformedRow(`field '${name}': ${error.message}`) : error;
  }
}

/** Of keys that differ only in case the last one counts, as for keys that do not differ. */
function valueInAnyCase(node: JsonObject, name: string): JsonNode | undefined {
  const wanted = name.toLowerCase();
  let found: JsonNode | undefined;
  for (const [key, value] of node) {
    found = key.toLowerCase() === wanted ? value : found;
  }
  return found;
}

function wholeNumber(node: JsonNode, kind: IntegerKind): number | bigint | undefined {
  return node instanceof JsonNumber ? truncateToInteger(node.text, kind) : parseInteger(scalarText(node).trim(), kind);
}

function base64(node: JsonNode): Uint8Array | undefined {
  return typeof node === 'string' && /^[A-Za-z0-9+/]*={0,2}$/.test(node) && node.length % 4 !== 1
    ? new Uint8Array(Buffer.from(node, 'base64'))
    : undefined;
}

function scalarText(node: JsonNode): string {
  if (node instanceof Map || Array.isArray(node)) {
    throw mismatch(node, 'a single value');
  }
  return typeof node === 'string' ? node : jsonText(node);
}

function orFail<T>(value: T | undefined, node: JsonNode, wanted: string): T {
  if (value === undefined) {
    throw mismatch(node, wanted);
  }
  return value;
}

const SHOWN = 60;

function mismatch(node: JsonNode, wanted: string): MalformedRow {
  const text = jsonText(node);
  return new MalformedRow(`${text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text} is not ${wanted}`);
}
