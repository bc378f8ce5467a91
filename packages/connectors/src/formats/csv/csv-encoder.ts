import {
  type Batch,
  formatDate,
  formatDecimal,
  formatDouble,
  formatFloat,
  type LogicalType,
  type Long,
  type Value,
  valueAt,
} from '@riffle/columns';
import { ConnectorError } from '@riffle/engine';
import { type EncoderSetup, LINE_DELIMITER, type RowEncoder } from '../format.ts';
import { formatDecimalScientific } from '../numbers.ts';
import { formatTime, formatTimestamp } from '../time-text.ts';
import { type CsvOptions, csvOptions } from './csv-options.ts';

type Format = (value: Exclude<Value, null>) => string;

/** Writes rows as CSV records, quoted as Flink's writer quotes. */
export function csvEncoder(setup: EncoderSetup): RowEncoder {
  const options = csvOptions(setup.options);
  const quote = quoter(options);
  const formats = setup.fields.map(({ type }) => ({ format: formatterOf(type, options), text: isText(type) }));
  const nullText = options.nullLiteral ?? '';
  return {
    encode(batch, row, out) {
      const values = formats.map(({ format, text }, i) => {
        const value = valueAt(batch.columns[i] as Batch['columns'][number], row);
        if (value === null) {
          return nullText;
        }
        return text ? quote(format(value)) : format(value);
      });
      out.text(values.join(options.delimiter));
    },
    delimiter: LINE_DELIMITER,
  };
}

/** Longer texts are quoted without a look at them, as by the writer Flink uses. */
const LONGEST_UNQUOTED = 24;

function quoter({ quote, delimiter, escapeChar }: CsvOptions): (text: string) => string {
  if (quote === undefined) {
    return (text) => text;
  }
  // That writer also quotes a text with any character up to the larger of delimiter, quote and line feed.
  const lastUnsafe = Math.max(quote.charCodeAt(0), delimiter.charCodeAt(0), 10);
  const special = escapeChar ?? quote;
  return (text) => {
    if (
      text.length <= LONGEST_UNQUOTED &&
      !hasUnsafe(text, lastUnsafe) &&
      (escapeChar === undefined || !text.includes(escapeChar))
    ) {
      return text;
    }
    const inner = escapeChar === undefined ? text : text.replaceAll(escapeChar, escapeChar + escapeChar);
    return quote + inner.replaceAll(quote, special + quote) + quote;
  };
}

function hasUnsafe(text: string, lastUnsafe: number): boolean {
  for (let i = 0; i < text.length; i++) {
    if (text.charCodeAt(i) <= lastUnsafe) {
      return true;
    }
  }
  return false;
}

/** Numbers and booleans are never quoted. */
function isText(type: LogicalType): boolean {
  return !['BOOLEAN', 'TINYINT', 'SMALLINT', 'INTEGER', 'BIGINT', 'FLOAT', 'DOUBLE', 'DECIMAL'].includes(type.kind);
}

function formatterOf(type: LogicalType, options: CsvOptions): Format {
  switch (type.kind) {
    case 'CHAR':
    case 'VARCHAR':
    case 'BOOLEAN':
    case 'TINYINT':
    case 'SMALLINT':
    case 'INTEGER':
    case 'BIGINT':
    case 'INTERVAL_YEAR_MONTH':
    case 'INTERVAL_DAY_TIME':
      return String;
    case 'FLOAT':
      return (value) => formatFloat(value as number);
    case 'DOUBLE':
      return (value) => formatDouble(value as number);
    case 'DECIMAL':
      return options.scientificDecimals
        ? (value) => formatDecimalScientific(value as Long, type.scale)
        : (value) => formatDecimal(value as Long, type.scale);
    case 'BINARY':
    case 'VARBINARY':
      return (value) => Buffer.from(value as Uint8Array).toString('base64');
    case 'DATE':
      return (value) => formatDate(value as number);
    case 'TIME':
      return (value) => formatTime(value as number);
    case 'TIMESTAMP':
    case 'TIMESTAMP_LTZ': {
      const form = { standard: 'SQL', zoned: type.kind === 'TIMESTAMP_LTZ', precision: type.precision } as const;
      return (value) => formatTimestamp(value as Long, form);
    }
    case 'ARRAY': {
      const format = nullable(formatterOf(type.element, options), options);
      return (value) => (value as Value[]).map(format).join(options.arrayDelimiter);
    }
    case 'ROW': {
      const formats = type.fields.map((field) => nullable(formatterOf(field.type, options), options));
      return (value) =>
        (value as Value[]).map((part, i) => (formats[i] as (part: Value) => string)(part)).join(options.arrayDelimiter);
    }
    default:
      throw new ConnectorError(`not supported: columns of type ${type.kind} in CSV, as in Flink`);
  }
}

function nullable(format: Format, options: CsvOptions): (value: Value) => string {
  return (value) => (value === null ? (options.nullLiteral ?? '') : format(value));
}
