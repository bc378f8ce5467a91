import type { FunctionDefinition } from '../contract.ts';
import { defineFamily } from '../define.ts';
import { constructorFunctions } from './constructors.ts';
import { objectFunctions } from './objects.ts';

/** Rows, arrays, maps and structured objects made of values. */
export const valueConstructionFunctions: readonly FunctionDefinition[] = defineFamily('value construction', [
  ...constructorFunctions,
  ...objectFunctions,
]);
