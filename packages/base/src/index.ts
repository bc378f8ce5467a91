export { assert, must, unreachable } from './assert.ts';
export { type CancelTimer, type Clock, type Millis, systemClock, VirtualClock } from './clock.ts';
export type { Json } from './json.ts';
export { type LogFields, type Logger, type LogLevel, lineLogger, voidLogger } from './logger.ts';
export { type Random, seededRandom } from './random.ts';
export { suggest } from './suggest.ts';
