export type { Catalog, CatalogDatabase, CatalogPartition, DatabaseContent } from './catalog.ts';
export { CatalogError } from './catalog-error.ts';
export { CatalogSession, type CatalogSessionOptions } from './catalog-session.ts';
export { GlueCatalog, type GlueCatalogOptions } from './glue/glue-catalog.ts';
export { MemoryCatalog } from './memory-catalog.ts';
export type { OperationResult } from './operation-result.ts';
export { OverlayCatalog } from './overlay-catalog.ts';
export type { CatalogFactory, FunctionResolver, JobDirectory, JobEntry, RegisteredCatalog } from './session-state.ts';
