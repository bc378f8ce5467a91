import type { ConnectorDefinition, FormatDefinition, OptionDefinition } from '../connector-definition.ts';
import { blackhole } from './blackhole.ts';
import { datagen } from './datagen.ts';
import { filesystem } from './filesystem.ts';
import { formatDefinitions } from './formats.ts';
import { kinesis } from './kinesis.ts';
import { print } from './print.ts';

export { commonSinkOptions, commonSourceOptions } from './common.ts';
export { formatChangelog, formatDefinitions } from './formats.ts';

export const connectorDefinitions: readonly ConnectorDefinition[] = [blackhole, datagen, filesystem, kinesis, print];

/** Finds definitions by the identifier a WITH clause uses. */
export interface DefinitionLookup {
  connector(identifier: string): ConnectorDefinition | undefined;
  format(identifier: string): FormatDefinition | undefined;
  /** All identifiers, sorted. */
  connectors(): readonly string[];
  formats(): readonly string[];
}

/** A lookup over our own definitions and those given, which come first. */
export function definitionLookup(
  more: { connectors?: readonly ConnectorDefinition[]; formats?: readonly FormatDefinition[] } = {},
): DefinitionLookup {
  const connectors = byIdentifier([...connectorDefinitions, ...(more.connectors ?? [])]);
  const formats = byIdentifier([...formatDefinitions, ...(more.formats ?? [])]);
  return {
    connector: (identifier) => connectors.get(identifier),
    format: (identifier) => formats.get(identifier),
    connectors: () => [...connectors.keys()].sort(),
    formats: () => [...formats.keys()].sort(),
  };
}

function byIdentifier<T extends { readonly identifier: string }>(definitions: readonly T[]): Map<string, T> {
  return new Map(definitions.map((definition) => [definition.identifier, definition]));
}

/** The option that `key` sets, if any: `fields.price.min` is found under `fields.#.min`. */
export function findOption(options: readonly OptionDefinition[], key: string): OptionDefinition | undefined {
  return options.find((option) => [option.key, ...(option.fallbackKeys ?? [])].some((known) => keyMatches(known, key)));
}

function keyMatches(known: string, key: string): boolean {
  if (known.endsWith('.*')) {
    return key.startsWith(known.slice(0, -1)) || key.startsWith(`${known.slice(0, -2)}[`);
  }
  const hole = known.indexOf('#');
  if (hole === -1) {
    return known === key;
  }
  const prefix = known.slice(0, hole);
  const suffix = known.slice(hole + 1);
  return key.length > prefix.length + suffix.length && key.startsWith(prefix) && key.endsWith(suffix);
}
