import { must } from '@riffle/base';
import { type LogicalType, type RowField, RowKind, type Value } from '@riffle/columns';
import { ConnectorError } from '@riffle/engine';
import '../buffer-slices.ts';
import { type DecoderSetup, isBlank, MalformedRow, type RowDecoder } from '../format.ts';
import { parseDecimal, parseFloating, parseInteger } from '../numbers.ts';
import type { RowBuffer } from '../row-buffer.ts';
import { parseDate, parseTime, parseTimestamp } from '../time-text.ts';
import { type CsvOptions, csvOptions } from './csv-options.ts';
import { recordEndOf, splitRecord } from './csv-text.ts';

type Parse = (text: string) => Value;

/** Decodes CSV records by position, with Flink's CSV type mapping. */
export function csvDecoder(setup: DecoderSetup): RowDecoder {
  const options = csvOptions(setup.options);
  const columns = setup.projection.map((index) => ({
    index,
    parse: fieldParser(must(setup.fields[index]), options, setup),
  }));

  const write = (text: string, out: RowBuffer): void => {
    const values = checkedValues(splitRecord(text, options), setup.fields.length, options);
    columns.forEach(({ index, parse }, i) => {
      const value = values[index];
      must(out.columns[i]).set(out.rowCount, value === undefined ? null : parse(value));
    });
    out.endRow(RowKind.insert);
  };

  return {
    decode(bytes, start, end, out) {
      if (isBlank(bytes, start, end)) {
        return;
      }
      const last = end > start && bytes[end - 1] === 13 ? end - 1 : end;
      const text = bytes.utf8Slice(start, last);
      if (options.comments && text.trimStart().startsWith('#')) {
        return;
      }
      try {
        write(text, out);
      } catch (error) {
        if (!(error instanceof MalformedRow) || !options.ignoreParseErrors) {
          throw error;
        }
        setup.onSkipped(1);
      }
    },
    recordEnd: recordEndOf(options),
    delimiterLength: 1,
    skipOption: "'csv.ignore-parse-errors' = 'true'",
  };
}

/** The values of a record, when there are as many as the options allow. */
function checkedValues(values: string[], columns: number, options: CsvOptions): string[] {
  if (values.length < columns && (options.failOnMissingColumns || !options.ignoreParseErrors)) {
    throw new MalformedRow(`it has ${values.length} values, but the table has ${columns} columns`);
  }
  const trailingComma = options.allowTrailingComma && values.length === columns + 1 && values[columns] === '';
  if (values.length > columns && !trailingComma && !options.ignoreTrailing) {
    throw new MalformedRow(
      `it has ${values.length} values, but the table has ${columns} columns ('csv.ignore-trailing-unmappable' = 'true' drops the rest)`,
    );
  }
  return values;
}

function fieldParser({ name, type }: RowField, options: CsvOptions, setup: DecoderSetup): Parse {
  const parse = nullable(parserOf(type, options, setup), options);
  return (text) => {
    try {
      return parse(text);
    } catch (error) {
      if (!(error instanceof MalformedRow)) {
        throw error;
      }
      if (options.ignoreParseErrors) {
        setup.onSkipped(1);
        return null;
      }
      throw new MalformedRow(`column '${name}': ${error.message}`);
    }
  };
}

function nullable(parse: Parse, options: CsvOptions): Parse {
  return (text) => (text === options.nullLiteral || (options.emptyAsNull && text === '') ? null : parse(text));
}

function parserOf(type: LogicalType, options: CsvOptions, setup: DecoderSetup): Parse {
  switch (type.kind) {
    case 'CHAR':
    case 'VARCHAR':
      return (text) => text;
    case 'BOOLEAN':
      return (text) => text.trim().toLowerCase() === 'true';
    case 'TINYINT':
    case 'SMALLINT':
    case 'INTEGER':
    case 'BIGINT':
      return (text) => orFail(parseInteger(text.trim(), type.kind), text, type.kind);
    case 'INTERVAL_YEAR_MONTH':
      return (text) => orFail(parseInteger(text.trim(), 'INTEGER'), text, 'a number of months');
    case 'INTERVAL_DAY_TIME':
      return (text) => orFail(parseInteger(text.trim(), 'BIGINT'), text, 'a number of milliseconds');
    case 'FLOAT':
      return (text) => Math.fround(orFail(parseFloating(text.trim()), text, 'FLOAT'));
    case 'DOUBLE':
      return (text) => orFail(parseFloating(text.trim()), text, 'DOUBLE');
    case 'DECIMAL':
      return (text) => {
        const value = parseDecimal(text.trim(), type);
        return value === null ? null : orFail(value, text, 'DECIMAL');
      };
    case 'BINARY':
    case 'VARBINARY':
      return (text) => new Uint8Array(Buffer.from(text, 'base64'));
    default:
      return timeParser(type) ?? nestedParser(type, options, setup);
  }
}

function timeParser(type: LogicalType): Parse | undefined {
  switch (type.kind) {
    case 'DATE':
      return (text) => orFail(parseDate(text.trim()), text, 'a DATE (2026-01-31)');
    case 'TIME': {
      const unit = 10 ** (3 - Math.min(3, type.precision));
      return (text) => {
        const millis = orFail(parseTime(text.trim()), text, 'a TIME (10:00:00)');
        return millis - (millis % unit);
      };
    }
    case 'TIMESTAMP':
    case 'TIMESTAMP_LTZ': {
      const zoned = type.kind === 'TIMESTAMP_LTZ';
      const form = { standard: 'SQL', zoned, precision: type.precision } as const;
      const wanted = `a ${type.kind} (2026-01-31 10:00:00${zoned ? 'Z' : ''})`;
      return (text) => orFail(parseTimestamp(text.trim(), form), text, wanted);
    }
    default:
      return undefined;
  }
}

function nestedParser(type: LogicalType, options: CsvOptions, setup: DecoderSetup): Parse {
  switch (type.kind) {
    case 'ARRAY': {
      const parse = nullable(parserOf(type.element, options, setup), options);
      return (text) => (text === '' ? [] : text.split(options.arrayDelimiter).map(parse));
    }
    case 'ROW': {
      const parses = type.fields.map((field) => fieldParser(field, options, setup));
      return (text) => {
        const parts = text.split(options.arrayDelimiter);
        return parses.map((parse, i) => (i < parts.length ? parse(parts[i] as string) : null));
      };
    }
    default:
      throw new ConnectorError(`not supported: columns of type ${type.kind} in CSV, as in Flink`);
  }
}

function orFail<T>(value: T | undefined, text: string, wanted: string): T {
  if (value === undefined) {
    const shown = text.length > 60 ? `${text.slice(0, 60)}…` : text;
    throw new MalformedRow(`${JSON.stringify(shown)} is not ${wanted}`);
  }
  return value;
}
