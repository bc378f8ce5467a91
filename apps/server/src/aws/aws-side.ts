import { existsSync } from 'node:fs';
import { Applications, openApplicationStore, ProcessRunner } from '@riffle/applications';
import {
  BucketStore,
  createAwsEndpoint,
  createGlueService,
  createKinesisAnalyticsService,
  createKinesisService,
  createStsService,
  ensureCredentials,
  type GlueStore,
  openGlueStore,
  openStreamStore,
  type StreamStore,
} from '@riffle/aws';
import type { Clock, Logger } from '@riffle/base';
import { type AwsAccess, realAwsAccess } from '@riffle/cells';
import { busyPort } from '../busy-port.ts';
import type { Home } from '../home/home.ts';
import { bucketCode } from './bucket-code.ts';
import { type NotebookRunner, notebookApplications, presigner } from './notebook-applications.ts';

export interface AwsSideOptions {
  readonly home: Home;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly port: number;
  readonly allowedHosts: readonly string[];
  readonly realAws: boolean;
  /** Kinesis keeps to the write rates of the real service. */
  readonly limitKinesis: boolean;
  /** INTERACTIVE applications are notebooks of this server. */
  readonly notebooks: NotebookRunner;
}

/** The AWS endpoint with its stores, and how our own clients reach it. */
export interface AwsSide {
  readonly url: string;
  readonly port: number;
  readonly credentialsFile: string;
  readonly configFile: string;
  /** What interpreters are given: this endpoint, or AWS itself. */
  readonly access: AwsAccess;
  readonly applications: Applications;
  readonly streams: StreamStore;
  readonly glue: GlueStore;
  readonly buckets: BucketStore;
  /** The home held no streams before this start. */
  readonly isNewHome: boolean;
  /** Starts again the applications that ran when the server ended. */
  resumeApplications(): void;
  close(): Promise<void>;
}

const REGION = 'us-east-1';

/** @throws StartError when the port is busy. */
export async function startAws(options: AwsSideOptions): Promise<AwsSide> {
  const { home, clock, logger } = options;
  const isNewHome = !existsSync(home.file('streams'));
  const streams = await openStreamStore(home.directory('streams'), {
    clock,
    limitThroughput: options.limitKinesis,
  });
  const glue = openGlueStore(home.file('aws', 'glue.sqlite'), clock);
  const buckets = await BucketStore.open(home.directory('buckets'), clock);
  const credentials = ensureCredentials(home.root, `http://127.0.0.1:${options.port}`);
  const applicationStore = openApplicationStore(home.file('applications', 'applications.sqlite'));
  // Asked for only when applications start, which is after the endpoint knows its port.
  let access: AwsAccess = realAwsAccess();
  const processRunner = new ProcessRunner({
    directory: home.directory('applications'),
    home: home.root,
    clock,
    logger,
    aws: () => access,
    realAws: options.realAws,
    codeStore: bucketCode(buckets),
  });
  const applications = new Applications({
    store: applicationStore,
    clock,
    logger,
    runners: { INTERACTIVE: notebookApplications(options.notebooks), STREAMING: processRunner },
  });
  const presign = presigner(options.notebooks);
  const endpoint = createAwsEndpoint({
    port: options.port,
    credentials,
    services: [
      createKinesisService({ store: streams, clock }),
      createGlueService(glue),
      createKinesisAnalyticsService({ applications, presign }),
    ],
    queryServices: [
      createStsService((key) => credentials.profiles.find(({ accessKeyId }) => accessKeyId === key)?.profile),
    ],
    buckets,
    clock,
    logger,
    allowedHosts: options.allowedHosts,
  });
  const closeStores = async (): Promise<void> => {
    applications.close();
    processRunner.close();
    applicationStore.close();
    await streams.close();
    glue.close();
    buckets.close();
  };
  const address = await endpoint.listen().catch(async (error: unknown) => {
    await closeStores();
    throw busyPort(error, options.port, '--aws-port');
  });
  const url = `http://127.0.0.1:${address.port}`;
  if (options.port !== address.port) {
    ensureCredentials(home.root, url);
  }
  const { accessKeyId, secretAccessKey } = credentials.default;
  if (!options.realAws) {
    access = { endpoint: url, region: REGION, credentials: { accessKeyId, secretAccessKey } };
  }
  return {
    url,
    port: address.port,
    credentialsFile: credentials.credentialsFile,
    configFile: credentials.configFile,
    access,
    applications,
    streams,
    glue,
    buckets,
    isNewHome,
    resumeApplications: () => applications.resume(),
    async close() {
      await endpoint.close();
      await closeStores();
    },
  };
}
