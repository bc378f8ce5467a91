import type { Connector } from '../connector.ts';
import { BlackholeWriter } from './sink.ts';

export const blackhole: Connector = { identifier: 'blackhole', openSink: () => new BlackholeWriter() };
