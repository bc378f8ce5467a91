import { insertOnly } from '../changelog.ts';
import type { ConnectorDefinition, DefinitionInput } from '../connector-definition.ts';
import { choice, optional } from './option.ts';

/** Rows made up on the spot, at random or counted. */
export const datagen: ConnectorDefinition = {
  identifier: 'datagen',
  description: 'Generates rows, for examples and load tests.',
  usesFormat: false,
  metadata: [],
  options: [
    optional('rows-per-second', 'long', 'How many rows come a second, over all subtasks.', { default: '10000' }),
    optional('number-of-rows', 'long', 'How many rows come in all; without it the table never ends.'),
    choice('fields.#.kind', ['random', 'sequence'], 'random', 'How the column’s values are made.'),
    optional('fields.#.min', 'string', 'Smallest random value; the smallest of the type when absent.'),
    optional('fields.#.max', 'string', 'Largest random value; the largest of the type when absent.'),
    optional('fields.#.max-past', 'duration', 'How far back from now random timestamps reach.', { default: '0 s' }),
    optional('fields.#.length', 'int', 'Characters, bytes or elements of a random value: 100 for text, 3 for lists.'),
    optional('fields.#.var-len', 'boolean', 'Vary the length from 1 up to what fields.#.length says.', {
      default: 'false',
    }),
    optional('fields.#.start', 'string', 'First value of a sequence.'),
    optional('fields.#.end', 'string', 'Last value of a sequence; after it the table ends.'),
    optional('fields.#.null-rate', 'double', 'The share of NULLs, 0 to 1.', { default: '0' }),
  ],
  source: (table) => ({ changelog: insertOnly, bounded: isBounded(table) }),
};

function isBounded({ options }: DefinitionInput): boolean {
  if (options['number-of-rows'] !== undefined) {
    return true;
  }
  return Object.entries(options).some(([key, value]) => /^fields\..+\.kind$/.test(key) && value === 'sequence');
}
