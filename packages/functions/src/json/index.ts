import type { FunctionDefinition } from '../contract.ts';
import { jsonConstructors } from './construct.ts';
import { jsonQuery } from './json-query.ts';
import { jsonValue } from './json-value.ts';
import { jsonPredicates } from './predicates.ts';
import { jsonQuoting } from './quote.ts';

/** The SQL/JSON functions. */
export const jsonFunctions: readonly FunctionDefinition[] = [
  ...jsonPredicates,
  jsonValue,
  jsonQuery,
  ...jsonConstructors,
  ...jsonQuoting,
];
