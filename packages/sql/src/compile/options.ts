/** A table's options against what its connector and format declare. */
import { suggest } from '@riffle/base';
import {
  type ConnectorDefinition,
  checkOptionValue,
  commonSinkOptions,
  commonSourceOptions,
  type DefinitionLookup,
  findOption,
  type OptionDefinition,
} from '@riffle/plan';

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
const COMMON = [...commonSourceOptions, ...commonSinkOptions];
const ALWAYS_KNOWN = ['connector', 'property-version'];

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
  const known = (key: string): OptionDefinition | undefined => findOption([...definitions, ...COMMON], key);
  const namesFormat = (key: string): boolean => formats.some((format) => format.key === key);
  const unknown = Object.keys(options).filter(
    (key) => known(key) === undefined && !ALWAYS_KNOWN.includes(key) && !namesFormat(key),
  );
  return [
    ...formatProblems,
    ...unknown.map((key) => unknownOption(connector, key, definitions)),
    ...missingOptions(connector, definitions, options),
    ...Object.entries(options).flatMap(([key, value]) => invalidValue(known(key), key, value)),
  ];
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
    .filter(
      (definition) =>
        definition.key !== 'connector' && !present.some((key) => findOption([definition], key) !== undefined),
    )
    .filter((definition) => definition.key !== 'format' || options['value.format'] === undefined);
  return missing.map((definition) => ({
    code: 'missing-option',
    message: `the connector "${connector.identifier}" needs the option '${definition.key}'.`,
    hint: definition.description,
  }));
}

function invalidValue(definition: OptionDefinition | undefined, key: string, value: string): OptionProblem[] {
  const problem = definition === undefined ? undefined : checkOptionValue(definition, value);
  return problem === undefined ? [] : [{ code: 'invalid-option', message: `'${key}': ${problem}`, key }];
}
