import type { CatalogSnapshot, DefinitionLookup, SessionConfig } from '@riffle/plan';

/** All a compilation may know: nothing is read from anywhere else. */
export interface CompileEnvironment {
  readonly catalog: CatalogSnapshot;
  readonly config: SessionConfig;
  readonly mode: 'streaming' | 'batch';
  readonly connectors: DefinitionLookup;
}
