import type { Connector } from '../connector.ts';
import { KinesisWriter } from './sink.ts';
import { KinesisReader } from './source.ts';

export const kinesis: Connector = {
  identifier: 'kinesis',
  openSource: (node, setup) => KinesisReader.open(node, setup),
  openSink: (node, setup) => new KinesisWriter(node, setup),
};
