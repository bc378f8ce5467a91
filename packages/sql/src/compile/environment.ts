import type { CatalogSnapshot, ConnectorDefinition, FormatDefinition, SessionConfig } from '@riffle/plan';

/** The connectors and formats there are, by identifier. */
export interface DefinitionLookup {
  connector(identifier: string): ConnectorDefinition | undefined;
  connectors(): readonly string[];
  format(identifier: string): FormatDefinition | undefined;
  formats(): readonly string[];
}

/** All a compilation may know: nothing is read from anywhere else. */
export interface CompileEnvironment {
  readonly catalog: CatalogSnapshot;
  readonly config: SessionConfig;
  readonly mode: 'streaming' | 'batch';
  readonly connectors: DefinitionLookup;
}
