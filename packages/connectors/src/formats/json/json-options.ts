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
  };
}
