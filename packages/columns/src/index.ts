export * from './batch.ts';
export * from './types.ts';
export * from './values.ts';
export * from './vector.ts';
