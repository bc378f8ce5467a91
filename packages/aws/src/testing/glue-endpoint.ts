import { join } from 'node:path';
import { systemClock } from '@riffle/base';
import { createGlueService } from '../glue/service.ts';
import { openGlueStore } from '../glue/store.ts';
import { type LocalEndpoint, startLocalEndpoint } from './local-endpoint.ts';

/** An endpoint with an empty data catalog behind it. */
export function startGlueEndpoint(): Promise<LocalEndpoint> {
  return startLocalEndpoint(async (home) => {
    const store = openGlueStore(join(home, 'glue.db'), systemClock);
    return { services: [createGlueService(store)], close: async () => store.close() };
  });
}
