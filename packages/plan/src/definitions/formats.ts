import { type ChangelogMode, insertOnly, retract } from '../changelog.ts';
import type { FormatDefinition, OptionDefinition } from '../connector-definition.ts';
import { choice, optional } from './option.ts';

/** Options of every format whose rows are JSON objects. */
const ignoreParseErrors = optional('ignore-parse-errors', 'boolean', 'Skip and count what cannot be read.', {
  default: 'false',
});

const jsonOptions: readonly OptionDefinition[] = [
  ignoreParseErrors,
  choice(
    'timestamp-format.standard',
    ['SQL', 'ISO-8601'],
    'SQL',
    'Timestamps as 2026-01-31 10:00:00 or 2026-01-31T10:00:00.',
  ),
  choice('map-null-key.mode', ['FAIL', 'DROP', 'LITERAL'], 'FAIL', 'What to write for a NULL key of a map.'),
  optional('map-null-key.literal', 'string', 'What LITERAL writes.', { default: 'null' }),
  optional('encode.decimal-as-plain-number', 'boolean', 'Write decimals as 0.000001, never 1E-6.', {
    default: 'false',
  }),
  optional('encode.ignore-null-fields', 'boolean', 'Leave fields out that are NULL.', { default: 'false' }),
];

export const json: FormatDefinition = {
  identifier: 'json',
  description: 'One JSON object a row.',
  metadata: [],
  reads: true,
  writes: true,
  options: [
    optional('fail-on-missing-field', 'boolean', 'A missing field is an error instead of NULL.', { default: 'false' }),
    ...jsonOptions,
    optional('ignore-key-case', 'boolean', 'Keys are the names of columns in any case (not in Flink).', {
      default: 'false',
    }),
    optional('key.#', 'string', 'The key of a column that is named otherwise in records (not in Flink).'),
    optional('decode.json-parser.enabled', 'boolean', 'For Flink; taken and not used.', { default: 'true' }),
  ],
};

export const csv: FormatDefinition = {
  identifier: 'csv',
  description: 'Values between commas, one line a row.',
  metadata: [],
  reads: true,
  writes: true,
  options: [
    optional('field-delimiter', 'string', 'The character between values.', { default: ',' }),
    optional('disable-quote-character', 'boolean', 'No character quotes values.', { default: 'false' }),
    optional('quote-character', 'string', 'The character around values that hold delimiters.', { default: '"' }),
    optional('allow-comments', 'boolean', 'Skip lines that begin with #.', { default: 'false' }),
    ignoreParseErrors,
    optional('array-element-delimiter', 'string', 'Stands between elements of arrays and rows.', { default: ';' }),
    optional('escape-character', 'string', 'Takes the meaning from the character after it.'),
    optional('null-literal', 'string', 'The text that stands for NULL.'),
    optional('write-bigdecimal-in-scientific-notation', 'boolean', 'Write decimals as 1E+2 where that is shorter.', {
      default: 'true',
    }),
    optional('trim-spaces', 'boolean', 'Drop white space around unquoted values.', { default: 'false' }),
    optional('ignore-trailing-unmappable', 'boolean', 'Drop values beyond the last column.', { default: 'false' }),
    optional('allow-trailing-comma', 'boolean', 'A comma may end the line.', { default: 'true' }),
    optional('fail-on-missing-columns', 'boolean', 'A line with too few values is an error.', { default: 'false' }),
    optional('empty-string-as-null', 'boolean', 'Nothing between two commas is NULL.', { default: 'false' }),
  ],
};

export const raw: FormatDefinition = {
  identifier: 'raw',
  description: 'The bytes themselves as one column.',
  metadata: [],
  reads: true,
  writes: true,
  options: [
    optional('charset', 'string', 'How text is encoded.', { default: 'UTF-8' }),
    choice('endianness', ['big-endian', 'little-endian'], 'big-endian', 'The order of the bytes of a number.'),
    optional('line-delimiter', 'string', 'Ends a row in a file.'),
  ],
};

const changelogJson: FormatDefinition = {
  identifier: 'changelog-json',
  description: 'Changes as {"op":"+I","data":{…}}, one a row; op is +I, -U, +U or -D.',
  metadata: [],
  reads: true,
  writes: true,
  changelog: retract,
  options: jsonOptions,
};

const debeziumJson: FormatDefinition = {
  identifier: 'debezium-json',
  description: 'Changes of a database as Debezium writes them: {"before":…,"after":…,"op":"c"}.',
  metadata: [],
  reads: true,
  writes: true,
  changelog: retract,
  options: [
    optional('schema-include', 'boolean', 'Messages carry a schema beside the payload.', { default: 'false' }),
    ...jsonOptions,
  ],
};

export const formatDefinitions: readonly FormatDefinition[] = [json, csv, raw, changelogJson, debeziumJson];

/** The changes a table's format carries, by the table's options. */
export function formatChangelog(options: Readonly<Record<string, string>>): ChangelogMode {
  const identifier = options['value.format'] ?? options['format'];
  return formatDefinitions.find((format) => format.identifier === identifier)?.changelog ?? insertOnly;
}
