import type { Json } from '@riffle/base';
import type { ConnectorContext, SinkWriter, SourceReader } from '@riffle/engine';
import type { SinkNode, SourceNode } from '@riffle/plan';
import type { ConnectorEnvironment } from './environment.ts';

/** What an opened connector is made with, beside its node. */
export interface ConnectorSetup {
  readonly context: ConnectorContext & { readonly restored: Json | null };
  readonly environment: ConnectorEnvironment;
}

/** The code of one connector: the counterpart of its `ConnectorDefinition`. */
export interface Connector {
  readonly identifier: string;
  openSource?(node: SourceNode, setup: ConnectorSetup): SourceReader | Promise<SourceReader>;
  openSink?(node: SinkNode, setup: ConnectorSetup): SinkWriter | Promise<SinkWriter>;
}
