import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { seededRandom, systemClock } from '@riffle/base';
import { ApplicationDesk } from './applications/application-desk.ts';
import { type AwsSide, startAws } from './aws/aws-side.ts';
import { busyPort } from './busy-port.ts';
import { startExamples } from './examples/examples.ts';
import { openHome } from './home/home.ts';
import { loadToken } from './home/token.ts';
import { Access } from './http/access.ts';
import { createApp, studioDirectory } from './http/app.ts';
import { openServerLog } from './logs/server-log.ts';
import { Metrics } from './metrics/metrics.ts';
import { Notebooks } from './notebook/notebooks.ts';
import { attachSockets } from './socket/socket-server.ts';

export interface ServerOptions {
  /** The folder everything is kept in. */
  readonly home: string;
  /** 0 picks a free port. */
  readonly port: number;
  readonly awsPort: number;
  /** Overrides the home's own token. */
  readonly token?: string | undefined;
  readonly allowedHosts: readonly string[];
  /** Catalog and connectors talk to AWS itself, with the user's own AWS settings. */
  readonly realAws: boolean;
  /** Kinesis refuses more than 1 MiB or 1,000 records a second and shard, as the real service does. */
  readonly limitKinesis: boolean;
}

export interface RunningServer {
  /** The address with the token, to open once. */
  readonly url: string;
  readonly awsUrl: string;
  /** What a person needs to know after the start, in a few lines. */
  readonly announcement: string;
  /** Ends everything this server started. */
  close(): Promise<void>;
}

export const VERSION = '0.1.0';
const STATUS_INTERVAL_MS = 1000;
const REPOSITORY = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..');

/**
 * Starts everything: the home, the AWS endpoint, the notebooks, HTTP and WebSocket.
 * @throws StartError with a sentence for a person, when a port is busy or the home cannot be used.
 */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const home = openHome(options.home);
  const clock = systemClock;
  const random = seededRandom(crypto.getRandomValues(new Int32Array(1))[0] as number);
  const logger = openServerLog(home.directory('logs'), clock.now);
  const undo: (() => Promise<void> | void)[] = [() => home.release(), () => logger.close()];
  const close = async (): Promise<void> => {
    for (const step of undo.splice(0).reverse()) {
      await step();
    }
  };
  try {
    const http = createServer();
    const port = await listen(http, options.port, '--port');
    undo.push(() => closeHttp(http));
    const token = loadToken(home.file('token'), options.token);
    const { allowedHosts } = options;
    const access = new Access({ token, port, allowedHosts, now: clock.now });
    // The endpoint is there before the notebooks that use it; it asks for them only once requests arrive.
    const aws = await startAws({
      home,
      clock,
      logger,
      port: options.awsPort,
      allowedHosts,
      realAws: options.realAws,
      limitKinesis: options.limitKinesis,
      notebooks: {
        start: (name, database) => notebooks.start(name, database).warmUp(),
        stop: (name) => notebooks.stop(name),
        presign: (name, seconds, page) => access.presign(name, seconds, page),
      },
    });
    undo.push(() => aws.close());
    const notebooks = new Notebooks({ home, aws: aws.access, clock, random, logger });
    undo.push(() => notebooks.stopAll());
    const notebook = notebooks.start('', 'default');
    const examples = await startExamples({ aws, notebook, clock, random });
    undo.push(() => examples.stop());

    const findNotebook = notebooks.find.bind(notebooks);
    http.on(
      'request',
      createApp({
        clock,
        access,
        findNotebook,
        metrics: new Metrics({ applications: aws.applications, notebooks, clock }),
        version: VERSION,
        studioDirectory: studioDirectory(REPOSITORY),
      }),
    );
    const desk = new ApplicationDesk({
      applications: aws.applications,
      buckets: aws.buckets,
      directory: home.directory('applications'),
      aws: () => aws.access,
      version: VERSION,
      clock,
      logger,
    });
    undo.push(() => desk.close());
    const sockets = attachSockets({ http, access, findNotebook, version: VERSION, serverId: randomUUID(), desk });
    undo.push(() => sockets.close());
    const status = setInterval(() => sockets.sendStatus(), STATUS_INTERVAL_MS);
    undo.push(() => clearInterval(status));
    notebook.warmUp();
    aws.resumeApplications();

    const url = `http://127.0.0.1:${port}/?token=${encodeURIComponent(token)}`;
    logger.log('info', 'started', { version: VERSION, port, awsPort: aws.port });
    return { url, awsUrl: aws.url, announcement: announce(url, aws), close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function listen(http: Server, port: number, option: '--port'): Promise<number> {
  try {
    await new Promise<void>((resolve, reject) => {
      http.once('error', reject);
      http.listen(port, '127.0.0.1', resolve);
    });
  } catch (error) {
    throw busyPort(error, port, option);
  }
  return (http.address() as AddressInfo).port;
}

async function closeHttp(http: Server): Promise<void> {
  http.closeAllConnections();
  await new Promise<void>((resolve) => http.close(() => resolve()));
}

function announce(url: string, aws: AwsSide): string {
  return [
    '',
    `  Riffle is ready: ${url}`,
    '',
    `  AWS endpoint ${aws.url} (Kinesis, Glue, Kinesis Analytics). To point the aws command line and boto3 here:`,
    `    export AWS_SHARED_CREDENTIALS_FILE=${aws.credentialsFile}`,
    `    export AWS_CONFIG_FILE=${aws.configFile}`,
    '',
  ].join('\n');
}
