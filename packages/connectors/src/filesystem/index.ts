import type { Connector } from '../connector.ts';
import { FileWriter } from './sink.ts';
import { FileReader } from './source.ts';

export const filesystem: Connector = {
  identifier: 'filesystem',
  openSource: (node, setup) => FileReader.open(node, setup),
  openSink: (node, setup) => FileWriter.open(node, setup),
};
