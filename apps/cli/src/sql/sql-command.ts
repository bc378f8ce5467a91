import { readFileSync } from 'node:fs';
import { connectorEnvironment, openCommandSession, runScript } from '@riffle/cells';
import { createConnectorRuntime } from '@riffle/connectors';
import { formatDiagnostic } from '@riffle/plan';
import { CliError } from '../cli-error.ts';
import { parseOptions, parseTimeout } from '../options.ts';
import { isOutputFormat, OUTPUT_FORMATS, type OutputFormat } from './output.ts';
import { SqlRunner } from './sql-runner.ts';

export const help = `riffle sql (-f FILE | -e SQL) [options]

Runs the statements of a file (- for standard input) or of a text, one after the other, without a server.

  --mode streaming|batch            default streaming
  --format table|json|csv|changelog default table
  --timeout SECONDS                 stop then and print what is there (exit code 0)
  --catalog glue                    start in catalog "glue", over the AWS endpoint of a running server

Formats: "changelog" prints each change as it comes, one {"op":"+I","row":{…}} a line. The others print the final rows
of each query at its end, or at the timeout; "json" prints one array a query, one row a line. Only rows go to standard
output, in the order of the queries; all else goes to standard error. Errors print as FILE:LINE:COLUMN: MESSAGE, and
the exit code is 1.
`;

const MODES = ['streaming', 'batch'] as const;

interface SqlOptions {
  readonly text: string;
  /** What error messages name. */
  readonly file: string;
  readonly mode: (typeof MODES)[number];
  readonly format: OutputFormat;
  readonly timeoutMs: number | null;
  readonly catalog: 'memory' | 'glue';
}

export async function run(args: readonly string[]): Promise<number> {
  const options = readOptions(args);
  const { session, aws } = await openCommandSession({
    catalog: options.catalog,
    home: process.env['RIFFLE_HOME'] ?? '.riffle',
    realAws: process.env['RIFFLE_AWS'] === 'real',
  });
  const environment = await connectorEnvironment(aws, (line) => process.stdout.write(`${line}\n`));
  const runner = new SqlRunner({
    format: options.format,
    timeoutMs: options.timeoutMs,
    connectors: createConnectorRuntime(environment),
    zone: () => session.zone,
    out: (text) => process.stdout.write(text),
    say: (text) => process.stderr.write(text),
  });
  const outcome = await runScript(session, options.text, runner, { mode: options.mode, runAsOne: false });
  await runner.finish();
  for (const diagnostic of outcome.diagnostics) {
    process.stderr.write(`${formatDiagnostic(diagnostic, options.text, options.file)}\n`);
  }
  if (runner.problem !== null) {
    process.stderr.write(`riffle: ${runner.problem}\n`);
  }
  return outcome.ok && runner.problem === null ? 0 : 1;
}

function readOptions(args: readonly string[]): SqlOptions {
  const given = parseOptions(args, {
    file: { type: 'string', short: 'f' },
    execute: { type: 'string', short: 'e' },
    mode: { type: 'string' },
    format: { type: 'string' },
    timeout: { type: 'string' },
    catalog: { type: 'string' },
  });
  if ((given.file === undefined) === (given.execute === undefined)) {
    throw new CliError('riffle sql takes either -f FILE or -e SQL.', 2);
  }
  const mode = given.mode ?? 'streaming';
  if (mode !== 'streaming' && mode !== 'batch') {
    throw new CliError(`--mode takes streaming or batch, not "${mode}".`, 2);
  }
  const format = given.format ?? 'table';
  if (!isOutputFormat(format)) {
    throw new CliError(`--format takes ${OUTPUT_FORMATS.join(', ')}, not "${format}".`, 2);
  }
  if (given.catalog !== undefined && given.catalog !== 'glue') {
    throw new CliError(`--catalog takes glue, not "${given.catalog}".`, 2);
  }
  return {
    text: given.execute ?? readScript(given.file as string),
    file: given.file ?? 'sql',
    mode,
    format,
    timeoutMs: parseTimeout(given.timeout),
    catalog: given.catalog ?? 'memory',
  };
}

function readScript(file: string): string {
  try {
    return readFileSync(file === '-' ? 0 : file, 'utf8');
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    const reason = missing ? 'there is no such file' : (error as Error).message;
    throw new CliError(`${file} cannot be read: ${reason}.`, 1, { cause: error });
  }
}
