import type { AggregateFunction } from '../contract.ts';
import { AVG } from './average.ts';
import { COLLECT } from './collect.ts';
import { COUNT } from './count.ts';
import { MAX, MIN } from './extreme.ts';
import { JSON_ARRAYAGG, JSON_OBJECTAGG } from './json.ts';
import { ARRAY_AGG, FIRST_VALUE, LAST_VALUE, LISTAGG } from './listed.ts';
import { PERCENTILE } from './percentile.ts';
import { rankingFunctions } from './ranking.ts';
import { SINGLE_VALUE } from './single-value.ts';
import { SUM, SUM0 } from './sum.ts';
import { varianceAggregates } from './variance.ts';

export const aggregateFunctions: readonly AggregateFunction[] = [
  COUNT,
  SUM,
  SUM0,
  AVG,
  MIN,
  MAX,
  FIRST_VALUE,
  LAST_VALUE,
  LISTAGG,
  ARRAY_AGG,
  COLLECT,
  ...varianceAggregates,
  PERCENTILE,
  JSON_OBJECTAGG,
  JSON_ARRAYAGG,
  SINGLE_VALUE,
  ...rankingFunctions,
];
