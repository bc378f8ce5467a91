export * from './batch.ts';
export * from './type-text.ts';
export * from './types.ts';
export * from './values.ts';
export * from './vector.ts';
