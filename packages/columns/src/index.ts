export * from './batch.ts';
export * from './codec/index.ts';
export * from './time/index.ts';
export * from './type-text.ts';
export * from './types.ts';
export * from './values.ts';
export * from './vector.ts';
