import { retract } from '../changelog.ts';
import type { ConnectorDefinition } from '../connector-definition.ts';
import { optional } from './option.ts';

/** Writes every change as a line of text. */
export const print: ConnectorDefinition = {
  identifier: 'print',
  description: 'Prints every change as one line, such as +I[1, a].',
  usesFormat: false,
  metadata: [],
  options: [
    optional('print-identifier', 'string', 'Stands before every line, followed by “> ”.'),
    optional('standard-error', 'boolean', 'Print to standard error instead of standard output.', { default: 'false' }),
  ],
  sink: () => ({ changelog: retract }),
};
