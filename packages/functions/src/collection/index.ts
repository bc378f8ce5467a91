import type { FunctionDefinition } from '../contract.ts';
import { defineFamily } from '../define.ts';
import { accessFunctions } from './access.ts';
import { arrayElementFunctions } from './array-elements.ts';
import { arrayOrderFunctions } from './array-order.ts';
import { arraySetFunctions } from './array-sets.ts';
import { mapFunctions } from './map.ts';
import { unnestFunctions } from './unnest.ts';

/** The functions of arrays, maps and multisets. */
export const collectionFunctions: readonly FunctionDefinition[] = [
  ...defineFamily('collection', [
    ...accessFunctions,
    ...arrayElementFunctions,
    ...arraySetFunctions,
    ...arrayOrderFunctions,
    ...mapFunctions,
  ]),
  ...unnestFunctions,
];
