import { retract } from '../changelog.ts';
import type { ConnectorDefinition } from '../connector-definition.ts';

/** Swallows everything. */
export const blackhole: ConnectorDefinition = {
  identifier: 'blackhole',
  description: 'Takes every row and keeps none, for measuring.',
  usesFormat: false,
  metadata: [],
  options: [],
  sink: () => ({ changelog: retract }),
};
