/** A table's options against what its connector and format declare. */
import { suggest } from '@riffle/base';
import type { ConnectorDefinition, OptionDefinition } from '@riffle/plan';
import { parseDuration } from './durations.ts';
import type { DefinitionLookup } from './environment.ts';

export interface OptionProblem {
  readonly code: 'unknown-option' | 'missing-option' | 'invalid-option' | 'unknown-format';
  readonly message: string;
  readonly hint?: string | undefined;
  /** The key it is about, and the key that was probably meant. */
  readonly key?: string | undefined;
  readonly nearest?: string | undefined;
}

type Options = Readonly<Record<string, string>>;

/** Options every table may have, whatever its connector. */
const COMMON = ['connector', 'property-version', 'scan.parallelism', 'sink.parallelism'];
const COMMON_PREFIXES = ['scan.watermark.'];

/** What is wrong with a table's options: keys nobody knows, keys that are missing, values that do not parse. */
export function checkOptions(
  lookup: DefinitionLookup,
  connector: ConnectorDefinition,
  options: Options,
): readonly OptionProblem[] {
  const formats = formatKeys(connector, options);
  const definitions = [
    ...connector.options,
    ...formats.flatMap(({ key, prefix }) => formatOptions(lookup, options, key, prefix)),
  ];
  const formatProblems = formats.flatMap(({ key }) => checkFormat(lookup, options, key));
  const known = (key: string): OptionDefinition | undefined =>
    definitions.find((definition) => matches(definition, key));
  const unknown = Object.keys(options).filter(
    (key) => known(key) === undefined && !isCommon(key) && !formats.some((format) => format.key === key),
  );
  return [
    ...formatProblems,
    ...unknown.map((key) => unknownOption(connector, key, definitions)),
    ...missingOptions(connector, definitions, options),
    ...Object.entries(options).flatMap(([key, value]) => invalidValue(known(key), key, value)),
  ];
}

function isCommon(key: string): boolean {
  return COMMON.includes(key) || COMMON_PREFIXES.some((prefix) => key.startsWith(prefix));
}

function formatKeys(connector: ConnectorDefinition, options: Options): { key: string; prefix: string }[] {
  if (!connector.usesFormat) {
    return [];
  }
  return [
    { key: 'format', prefix: '' },
    { key: 'value.format', prefix: 'value.' },
    { key: 'key.format', prefix: 'key.' },
  ].filter(({ key }) => options[key] !== undefined);
}

function formatOptions(lookup: DefinitionLookup, options: Options, key: string, prefix: string): OptionDefinition[] {
  const identifier = options[key] ?? '';
  const format = lookup.format(identifier);
  return (format?.options ?? []).map((option) => ({ ...option, key: `${prefix}${identifier}.${option.key}` }));
}

function checkFormat(lookup: DefinitionLookup, options: Options, key: string): OptionProblem[] {
  const identifier = options[key] ?? '';
  if (lookup.format(identifier) !== undefined) {
    return [];
  }
  const nearest = suggest(identifier, lookup.formats());
  const guess = nearest === undefined ? '' : ` Did you mean "${nearest}"?`;
  return [
    {
      code: 'unknown-format',
      message: `there is no format "${identifier}".${guess}`,
      hint: `Known formats: ${lookup.formats().join(', ')}.`,
    },
  ];
}

/** `fields.#.min` stands for any column, `properties.*` for any suffix. */
function matches(definition: OptionDefinition, key: string): boolean {
  return [definition.key, ...(definition.fallbackKeys ?? [])].some((pattern) => {
    if (pattern.endsWith('.*')) {
      return key.startsWith(pattern.slice(0, -1));
    }
    const hash = pattern.indexOf('#');
    if (hash === -1) {
      return pattern === key;
    }
    const [before, after] = [pattern.slice(0, hash), pattern.slice(hash + 1)];
    return key.startsWith(before) && key.endsWith(after) && key.length > before.length + after.length;
  });
}

function unknownOption(
  connector: ConnectorDefinition,
  key: string,
  definitions: readonly OptionDefinition[],
): OptionProblem {
  const candidates = definitions.map((definition) => definition.key);
  const nearest = suggest(key, candidates);
  return {
    code: 'unknown-option',
    message: `the connector "${connector.identifier}" has no option '${key}'.${nearest === undefined ? '' : ` Did you mean '${nearest}'?`}`,
    hint: `Its options: ${candidates.join(', ')}.`,
    key,
    nearest,
  };
}

function missingOptions(
  connector: ConnectorDefinition,
  definitions: readonly OptionDefinition[],
  options: Options,
): OptionProblem[] {
  const present = Object.keys(options);
  const missing = definitions
    .filter((definition) => definition.required && !definition.key.includes('#'))
    .filter((definition) => definition.key !== 'connector' && !present.some((key) => matches(definition, key)))
    .filter((definition) => definition.key !== 'format' || options['value.format'] === undefined);
  return missing.map((definition) => ({
    code: 'missing-option',
    message: `the connector "${connector.identifier}" needs the option '${definition.key}'.`,
    hint: definition.description,
  }));
}

function invalidValue(definition: OptionDefinition | undefined, key: string, value: string): OptionProblem[] {
  if (definition === undefined || isValid(definition, value)) {
    return [];
  }
  const wanted =
    definition.type === 'enum' && definition.values !== undefined
      ? `one of ${definition.values.join(', ')}`
      : `a ${definition.type}`;
  return [{ code: 'invalid-option', message: `'${key}' = '${value}' is not ${wanted}.`, key }];
}

function isValid(definition: OptionDefinition, value: string): boolean {
  switch (definition.type) {
    case 'boolean':
      return /^(true|false)$/i.test(value.trim());
    case 'int':
    case 'long':
      return /^[+-]?\d+$/.test(value.trim());
    case 'double':
      return value.trim() !== '' && !Number.isNaN(Number(value));
    case 'duration':
      return parseDuration(value) !== undefined;
    case 'memory-size':
      return /^\d+\s*(b|bytes|k|kb|kibibytes|m|mb|mebibytes|g|gb|gibibytes|t|tb|tebibytes)?$/i.test(value.trim());
    case 'enum':
      return (
        definition.values === undefined ||
        definition.values.some((known) => known.toLowerCase() === value.toLowerCase())
      );
    default:
      return true;
  }
}
