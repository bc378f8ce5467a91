import { INLINE_SCOPE, NUMBER_SCOPE } from './inline-scope.ts';

export interface GeneratedParts {
  /** Which functions the code may call by name: those for any long, or those for longs that are doubles. */
  readonly scope: 'any-long' | 'numbers';
  /** What the names `k0`, `k1`, … stand for. */
  readonly constants: readonly unknown[];
  /** How the columns it reads are stored: code that has met several kinds of array stays slower for each of them. */
  readonly kinds: string;
}

type Factory = (...named: readonly unknown[]) => unknown;

const SCOPES = { 'any-long': INLINE_SCOPE, numbers: NUMBER_SCOPE } as const;

/** Characters of code that are remembered. */
const CACHE_SIZE = 2_000_000;

/** Code that ran before is machine code already: the same query starts at full speed the next time. */
const factories = new Map<string, Factory>();
let cachedSize = 0;

/** Makes the function that `source` returns. */
export function instantiate<F>(source: string, { scope, constants, kinds }: GeneratedParts): F {
  const key = `${scope} ${kinds} ${constants.length} ${source}`;
  const factory = factories.get(key) ?? remember(key, makeFactory(source, scope, constants.length));
  return factory(...Object.values(SCOPES[scope]), ...constants) as F;
}

function makeFactory(source: string, scope: GeneratedParts['scope'], constantCount: number): Factory {
  const names = Array.from({ length: constantCount }, (_, i) => `k${i}`);
  return new Function(...Object.keys(SCOPES[scope]), ...names, `'use strict';\n${source}`) as Factory;
}

/** Forgets everything when it gets too much: what is in use comes back with its next query. */
function remember(key: string, factory: Factory): Factory {
  cachedSize += key.length;
  if (cachedSize > CACHE_SIZE) {
    factories.clear();
    cachedSize = key.length;
  }
  factories.set(key, factory);
  return factory;
}
