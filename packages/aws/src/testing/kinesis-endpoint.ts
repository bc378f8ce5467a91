import { join } from 'node:path';
import { type Clock, systemClock } from '@riffle/base';
import { createKinesisService } from '../kinesis/service.ts';
import { openStreamStore, type StreamStore, type StreamStoreOptions } from '../kinesis/store/stream-store.ts';
import { type LocalEndpoint, startLocalEndpoint } from './local-endpoint.ts';

/** An endpoint with a stream store behind it. */
export async function startKinesisEndpoint(
  options: Partial<StreamStoreOptions> = {},
): Promise<LocalEndpoint & { readonly store: StreamStore }> {
  const clock: Clock = options.clock ?? systemClock;
  let store: StreamStore | undefined;
  const local = await startLocalEndpoint(async (home) => {
    const opened = await openStreamStore(join(home, 'streams'), { ...options, clock });
    store = opened;
    return { services: [createKinesisService({ store: opened, clock })], close: () => opened.close() };
  }, clock);
  if (store === undefined) {
    throw new Error('the store was not opened');
  }
  return { ...local, store };
}
