import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Clock, systemClock, voidLogger } from '@riffle/base';
import { type Credentials, ensureCredentials } from '../credentials.ts';
import type { BucketStore } from '../s3/bucket-store.ts';
import { createStsService } from '../sts/service.ts';
import { type AwsEndpoint, createAwsEndpoint } from '../wire/endpoint.ts';
import type { AwsService } from '../wire/service.ts';
import type { ClientEnvironment } from './python-tools.ts';

/** An endpoint on a free port with a temporary home of its own. */
export interface LocalEndpoint {
  readonly endpoint: AwsEndpoint;
  readonly home: string;
  readonly url: string;
  readonly credentials: Credentials;
  readonly environment: ClientEnvironment;
  /** What the JavaScript SDK's constructors take. */
  readonly sdkOptions: {
    readonly endpoint: string;
    readonly region: string;
    readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  };
  close(): Promise<void>;
}

export interface ServicesBehind {
  readonly services: readonly AwsService[];
  readonly buckets?: BucketStore;
  close(): Promise<void>;
}

/** `services` builds what is behind the endpoint; its `close` runs after the endpoint's. */
export async function startLocalEndpoint(
  services: (home: string) => Promise<ServicesBehind>,
  clock: Clock = systemClock,
): Promise<LocalEndpoint> {
  const home = await mkdtemp(join(tmpdir(), 'riffle-aws-'));
  const behind = await services(home);
  const keys = ensureCredentials(home, 'http://127.0.0.1:1');
  const endpoint = createAwsEndpoint({
    port: 0,
    credentials: keys,
    services: behind.services,
    ...(behind.buckets === undefined ? {} : { buckets: behind.buckets }),
    queryServices: [createStsService(keys.profileOf)],
    clock,
    logger: voidLogger,
  });
  const { port } = await endpoint.listen();
  const url = `http://127.0.0.1:${port}`;
  const credentials = ensureCredentials(home, url);
  return {
    endpoint,
    home,
    url,
    credentials,
    environment: {
      AWS_SHARED_CREDENTIALS_FILE: credentials.credentialsFile,
      AWS_CONFIG_FILE: credentials.configFile,
      AWS_EC2_METADATA_DISABLED: 'true',
    },
    sdkOptions: { endpoint: url, region: 'us-east-1', credentials: credentials.default },
    async close() {
      await endpoint.close();
      await behind.close();
      await rm(home, { recursive: true, force: true });
    },
  };
}
