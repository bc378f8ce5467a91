import type { RowField } from '@riffle/columns';
import type { TimestampStandard } from '../time-text.ts';

/** The options every JSON-based format shares, read from a table's options. */
export interface JsonOptions {
  readonly failOnMissingField: boolean;
  readonly ignoreParseErrors: boolean;
  readonly timestampStandard: TimestampStandard;
  readonly nullKeyMode: 'FAIL' | 'DROP' | 'LITERAL';
  readonly nullKeyLiteral: string;
  readonly decimalAsPlainNumber: boolean;
  readonly ignoreNullFields: boolean;
  /** Keys of objects are the fields' names in any case, as for Hive's JSON tables, whose columns are all lower-case. */
  readonly ignoreKeyCase: boolean;
}

/** The options under `prefix` (`json.`); the planner has checked their values. */
export function jsonOptions(options: Readonly<Record<string, string>>, prefix: string): JsonOptions {
  const flag = (key: string): boolean => options[prefix + key]?.trim().toLowerCase() === 'true';
  return {
    failOnMissingField: flag('fail-on-missing-field'),
    ignoreParseErrors: flag('ignore-parse-errors'),
    timestampStandard: options[`${prefix}timestamp-format.standard`] === 'ISO-8601' ? 'ISO-8601' : 'SQL',
    nullKeyMode: (options[`${prefix}map-null-key.mode`]?.toUpperCase() ?? 'FAIL') as JsonOptions['nullKeyMode'],
    nullKeyLiteral: options[`${prefix}map-null-key.literal`] ?? 'null',
    decimalAsPlainNumber: flag('encode.decimal-as-plain-number'),
    ignoreNullFields: flag('encode.ignore-null-fields'),
    ignoreKeyCase: flag('ignore-key-case'),
  };
}

/** The fields under the names they have in records: `json.key.price` = `Price`. */
export function namedAsKeys(fields: readonly RowField[], options: Readonly<Record<string, string>>): RowField[] {
  return fields.map((field) => ({ ...field, name: options[`json.key.${field.name}`] ?? field.name }));
}
