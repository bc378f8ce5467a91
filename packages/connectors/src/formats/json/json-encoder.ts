import {
  type Batch,
  formatDate,
  formatDecimal,
  formatDouble,
  formatFloat,
  type LogicalType,
  type Long,
  type MapValue,
  type RowField,
  type Value,
  valueAt,
} from '@riffle/columns';
import { ConnectorError } from '@riffle/engine';
import { type EncoderSetup, LINE_DELIMITER, type RowEncoder } from '../format.ts';
import { formatDecimalScientific } from '../numbers.ts';
import { formatTime, formatTimestamp } from '../time-text.ts';
import { type JsonOptions, jsonOptions, namedAsKeys } from './json-options.ts';

/** Writes rows as JSON objects, one field a column, by Flink's JSON type mapping. */
export function jsonEncoder(setup: EncoderSetup): RowEncoder {
  const write = jsonRowWriter(namedAsKeys(setup.fields, setup.options), jsonOptions(setup.options, 'json.'));
  return {
    encode: (batch, row, out) => out.text(write(batch, row)),
    delimiter: LINE_DELIMITER,
  };
}

/** Row `row` of a batch as the text of an object. */
export function jsonRowWriter(
  fields: readonly RowField[],
  options: JsonOptions,
): (batch: Batch, row: number) => string {
  const columns = fieldWriters(fields, options);
  return (batch, row) => {
    let text = '';
    for (let i = 0; i < columns.length; i++) {
      const vector = batch.columns[i] as Batch['columns'][number];
      text = (columns[i] as FieldWriter)(text, valueAt(vector, row));
    }
    return `{${text}}`;
  };
}

/** A value other than NULL as JSON text. */
type ValueWriter = (value: Exclude<Value, null>) => string;
/** Appends one field to the fields before it. */
type FieldWriter = (before: string, value: Value) => string;

function fieldWriters(fields: readonly RowField[], options: JsonOptions): FieldWriter[] {
  return fields.map(({ name, type }) => {
    const key = `${JSON.stringify(name)}:`;
    const write = valueWriter(type, options);
    return (before, value) => {
      if (value === null && options.ignoreNullFields) {
        return before;
      }
      const comma = before === '' ? '' : ',';
      return `${before}${comma}${key}${value === null ? 'null' : write(value)}`;
    };
  });
}

function nullable(write: ValueWriter): (value: Value) => string {
  return (value) => (value === null ? 'null' : write(value));
}

function valueWriter(type: LogicalType, options: JsonOptions): ValueWriter {
  switch (type.kind) {
    case 'BOOLEAN':
    case 'TINYINT':
    case 'SMALLINT':
    case 'INTEGER':
    case 'BIGINT':
    case 'INTERVAL_YEAR_MONTH':
    case 'INTERVAL_DAY_TIME':
      return String;
    case 'DOUBLE':
      return (value) => finiteOrText(value as number, formatDouble);
    case 'FLOAT':
      return (value) => finiteOrText(value as number, formatFloat);
    case 'DECIMAL':
      return options.decimalAsPlainNumber
        ? (value) => formatDecimal(value as Long, type.scale)
        : (value) => formatDecimalScientific(value as Long, type.scale);
    case 'CHAR':
    case 'VARCHAR':
      return quote;
    case 'BINARY':
    case 'VARBINARY':
      return (value) => `"${Buffer.from(value as Uint8Array).toString('base64')}"`;
    case 'DATE':
      return (value) => `"${formatDate(value as number)}"`;
    case 'TIME':
      // Flink writes whole seconds, whatever the precision.
      return (value) => `"${formatTime((value as number) - ((value as number) % 1000))}"`;
    case 'TIMESTAMP':
    case 'TIMESTAMP_LTZ': {
      const form = {
        standard: options.timestampStandard,
        zoned: type.kind === 'TIMESTAMP_LTZ',
        precision: type.precision,
      };
      return (value) => `"${formatTimestamp(value as Long, form)}"`;
    }
    default:
      return nestedWriter(type, options);
  }
}

function nestedWriter(type: LogicalType, options: JsonOptions): ValueWriter {
  switch (type.kind) {
    case 'ARRAY': {
      const write = nullable(valueWriter(type.element, options));
      return (value) => `[${(value as Value[]).map(write).join(',')}]`;
    }
    case 'MAP':
      return mapWriter(type.key, type.value, options);
    case 'MULTISET':
      return mapWriter(type.element, { kind: 'INTEGER', nullable: false }, options);
    case 'ROW':
    case 'STRUCTURED': {
      const fields = fieldWriters(type.fields, options);
      return (value) => {
        const text = (value as Value[]).reduce<string>(
          (before, field, i) => (fields[i] as FieldWriter)(before, field),
          '',
        );
        return `{${text}}`;
      };
    }
    default:
      throw new ConnectorError(`not supported yet: columns of type ${type.kind} in JSON`);
  }
}

function mapWriter(keyType: LogicalType, valueType: LogicalType, options: JsonOptions): ValueWriter {
  if (keyType.kind !== 'CHAR' && keyType.kind !== 'VARCHAR') {
    throw new ConnectorError('JSON objects have text keys: a MAP or MULTISET in JSON needs STRING keys.');
  }
  const write = nullable(valueWriter(valueType, options));
  return (value) => {
    // A literal in place of a NULL key may meet a key of the same name: the later entry wins, in the earlier's place.
    const entries = new Map<string, string>();
    for (const [key, entry] of (value as MapValue).entries) {
      const name = key === null ? nullKey(options) : (key as string);
      if (name !== undefined) {
        entries.set(name, write(entry));
      }
    }
    return `{${[...entries].map(([name, text]) => `${quote(name)}:${text}`).join(',')}}`;
  };
}

function nullKey(options: JsonOptions): string | undefined {
  switch (options.nullKeyMode) {
    case 'DROP':
      return undefined;
    case 'LITERAL':
      return options.nullKeyLiteral;
    case 'FAIL':
      throw new ConnectorError(
        "JSON cannot hold the NULL key of a map. Set 'map-null-key.mode' to DROP or LITERAL to leave it out or to name it.",
      );
  }
}

/** NaN and the infinities have no JSON form; Jackson writes them as strings. */
function finiteOrText(value: number, format: (value: number) => string): string {
  return Number.isFinite(value) ? format(value) : `"${format(value)}"`;
}

/** Texts without quotes, backslashes, control characters and lone surrogates need no `JSON.stringify`. */
const PLAIN = /^[ !#-[\]-~]*$/;

function quote(value: Value): string {
  const text = value as string;
  return PLAIN.test(text) ? `"${text}"` : JSON.stringify(text);
}
