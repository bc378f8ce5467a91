import type { Connector } from '../connector.ts';
import { DatagenReader } from './source.ts';

const LARGEST_SEED = 0xffffffff;

export const datagen: Connector = {
  identifier: 'datagen',
  openSource: (node, { context, environment }) =>
    new DatagenReader(node, { context, seed: environment.random.integer(0, LARGEST_SEED) }),
};
