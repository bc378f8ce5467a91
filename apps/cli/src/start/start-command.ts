import { StartError, startServer } from '@riffle/server';
import { CliError } from '../cli-error.ts';
import { parseOptions, parsePort } from '../options.ts';

export const help = `riffle start [--port N] [--aws-port N]

Starts the server on this machine's loopback address and prints the address to open.

  --port N      the Studio and its REST API (default 8080; 0 picks a free one)
  --aws-port N  the AWS endpoint: Kinesis, Glue, Kinesis Analytics (default 4566; 0 picks a free one)

Everything is kept below RIFFLE_HOME (default ./.riffle).
`;

const DEFAULT_PORT = 8080;
const DEFAULT_AWS_PORT = 4566;

export async function run(args: readonly string[]): Promise<number> {
  const options = parseOptions(args, { port: { type: 'string' }, 'aws-port': { type: 'string' } });
  const server = await startServer({
    home: process.env['RIFFLE_HOME'] ?? '.riffle',
    port: parsePort(options.port, DEFAULT_PORT, '--port'),
    awsPort: parsePort(options['aws-port'], DEFAULT_AWS_PORT, '--aws-port'),
    token: process.env['RIFFLE_TOKEN'],
    allowedHosts: (process.env['RIFFLE_ALLOWED_HOSTS'] ?? '').split(',').flatMap((host) => host.trim() || []),
    realAws: process.env['RIFFLE_AWS'] === 'real',
    limitKinesis: process.env['RIFFLE_KINESIS_LIMITS'] === 'on',
  }).catch((error: unknown) => {
    throw error instanceof StartError ? new CliError(error.message, 1, { cause: error }) : error;
  });
  process.stdout.write(`${server.announcement}\n`);
  await stopSignal();
  await server.close();
  return 0;
}

/** Settles when the process is asked to end. */
function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
      process.once(signal, () => resolve());
    }
  });
}
