import type { OptionDefinition, OptionType } from '../connector-definition.ts';

type OptionDetails = Partial<Pick<OptionDefinition, 'default' | 'values' | 'fallbackKeys'>>;

/** An option that may be left out. */
export function optional(
  key: string,
  type: OptionType,
  description: string,
  details: OptionDetails = {},
): OptionDefinition {
  return { key, type, required: false, description, ...details };
}

/** An option without which the table cannot be used. */
export function required(
  key: string,
  type: OptionType,
  description: string,
  details: OptionDetails = {},
): OptionDefinition {
  return { key, type, required: true, description, ...details };
}

/** One option of a closed set of words, compared without regard to letter case. */
export function choice(
  key: string,
  values: readonly string[],
  fallback: string,
  description: string,
): OptionDefinition {
  return { key, type: 'enum', required: false, default: fallback, values, description };
}
