import { suggest } from '@riffle/base';
import { ConnectorError, type ConnectorRuntime } from '@riffle/engine';
import { formatIdentifier, type ObjectIdentifier } from '@riffle/plan';
import { blackhole } from './blackhole/index.ts';
import type { Connector } from './connector.ts';
import { datagen } from './datagen/index.ts';
import type { ConnectorEnvironment } from './environment.ts';
import { filesystem } from './filesystem/index.ts';
import { kinesis } from './kinesis/index.ts';
import { print } from './print/index.ts';

const CONNECTORS: readonly Connector[] = [blackhole, datagen, filesystem, kinesis, print];

/** The connectors of this package over the given outside, as the engine wants them. `more` come before ours. */
export function createConnectorRuntime(
  environment: ConnectorEnvironment,
  more: readonly Connector[] = [],
): ConnectorRuntime {
  const connectors = new Map([...CONNECTORS, ...more].map((connector) => [connector.identifier, connector]));
  const find = (identifier: string, table: ObjectIdentifier): Connector => {
    const connector = connectors.get(identifier);
    if (connector === undefined) {
      const meant = suggest(identifier, connectors.keys());
      const hint = meant === undefined ? `Known are ${[...connectors.keys()].join(', ')}.` : `Did you mean '${meant}'?`;
      throw new ConnectorError(
        `Table ${formatIdentifier(table)} uses the connector '${identifier}', which is not known. ${hint}`,
      );
    }
    return connector;
  };
  return {
    async openSource(node, context) {
      const connector = find(node.connector, node.table);
      if (connector.openSource === undefined) {
        throw new ConnectorError(`Tables of the connector '${node.connector}' cannot be read, only written.`);
      }
      return connector.openSource(node, { context, environment });
    },
    async openSink(node, context) {
      const connector = find(node.connector, node.table);
      if (connector.openSink === undefined) {
        throw new ConnectorError(`Tables of the connector '${node.connector}' cannot be written, only read.`);
      }
      return connector.openSink(node, { context, environment });
    },
  };
}
