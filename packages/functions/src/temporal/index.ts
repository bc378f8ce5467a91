import type { FunctionDefinition } from '../contract.ts';
import { currentFunctions } from './current.ts';
import { extractFunctions } from './extract.ts';
import { formatFunctions } from './format.ts';
import { overlaps } from './overlaps.ts';
import { parseFunctions } from './parse.ts';
import { roundFunctions } from './round.ts';
import { timestampAdd } from './timestamp-add.ts';
import { timestampDiff } from './timestamp-diff.ts';
import { toTimestampLtz } from './to-timestamp-ltz.ts';

export { intervalOperators } from './interval-arithmetic.ts';

/** The functions of dates, times and intervals; the interval operators join the numeric ones elsewhere. */
export const temporalFunctions: readonly FunctionDefinition[] = [
  ...extractFunctions,
  ...roundFunctions,
  timestampAdd,
  timestampDiff,
  ...formatFunctions,
  ...parseFunctions,
  toTimestampLtz,
  overlaps,
  ...currentFunctions,
];
