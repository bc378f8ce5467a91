import { aggregateFunctions } from './aggregate/index.ts';
import { arithmeticFunctions } from './arithmetic/index.ts';
import { collectionFunctions } from './collection/index.ts';
import { comparisonFunctions } from './comparison/index.ts';
import { conditionalFunctions } from './conditional/index.ts';
import type { AggregateFunction, FunctionDefinition, ScalarFunction } from './contract.ts';
import { conversionFunctions } from './conversion/index.ts';
import { hashFunctions } from './hash/index.ts';
import { jsonFunctions } from './json/index.ts';
import { logicalFunctions } from './logical/index.ts';
import { stringFunctions } from './string/index.ts';
import { temporalFunctions } from './temporal/index.ts';
import { valueConstructionFunctions } from './value-construction/index.ts';
import { variantFunctions } from './variant/index.ts';

/** Every family of functions; a new family adds its line here. */
const FAMILIES: readonly (readonly FunctionDefinition[])[] = [
  aggregateFunctions,
  arithmeticFunctions,
  comparisonFunctions,
  conditionalFunctions,
  conversionFunctions,
  hashFunctions,
  jsonFunctions,
  logicalFunctions,
  stringFunctions,
  temporalFunctions,
  collectionFunctions,
  valueConstructionFunctions,
  variantFunctions,
];

const ALL: readonly FunctionDefinition[] = FAMILIES.flat();
const BY_NAME = indexByName(ALL);

function indexByName(definitions: readonly FunctionDefinition[]): ReadonlyMap<string, FunctionDefinition> {
  const index = new Map<string, FunctionDefinition>();
  for (const definition of definitions) {
    const aliases = definition.kind === 'table' ? [] : (definition.aliases ?? []);
    for (const name of [definition.name, ...aliases]) {
      if (index.has(name)) {
        throw new Error(`two functions are named ${name}`);
      }
      index.set(name, definition);
    }
  }
  return index;
}

/** The built-in function of that name or alias, in any letter case. */
export function findFunction(name: string): FunctionDefinition | undefined {
  return BY_NAME.get(name) ?? BY_NAME.get(name.toUpperCase());
}

/** The scalar function of that name; undefined when there is none or it is of another kind. */
export function findScalar(name: string): ScalarFunction | undefined {
  const found = findFunction(name);
  return found?.kind === 'scalar' ? found : undefined;
}

/** The aggregate function of that name; undefined when there is none or it is of another kind. */
export function findAggregate(name: string): AggregateFunction | undefined {
  const found = findFunction(name);
  return found?.kind === 'aggregate' ? found : undefined;
}

/** All built-in functions, in the order of their families. */
export function allFunctions(): readonly FunctionDefinition[] {
  return ALL;
}
