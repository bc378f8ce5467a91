import { join } from 'node:path';
import { type ApplicationRunner, Applications, openApplicationStore } from '@riffle/applications';
import { systemClock, voidLogger } from '@riffle/base';
import { createKinesisAnalyticsService } from '../kinesis-analytics/service.ts';
import { type LocalEndpoint, startLocalEndpoint } from './local-endpoint.ts';

/** An endpoint with managed applications, of which `runner` runs the notebooks. */
export function startAnalyticsEndpoint(runner: ApplicationRunner): Promise<LocalEndpoint> {
  return startLocalEndpoint(async (home) => {
    const store = openApplicationStore(join(home, 'applications.db'));
    const runners = { INTERACTIVE: runner };
    const applications = new Applications({ store, clock: systemClock, logger: voidLogger, runners });
    const service = createKinesisAnalyticsService({
      applications,
      presign: ({ application, urlType, sessionSeconds }) =>
        `http://127.0.0.1:8080/n/${application.name}/?type=${urlType}&seconds=${sessionSeconds}`,
    });
    return {
      services: [service],
      async close() {
        applications.close();
        store.close();
      },
    };
  });
}
