import { CliError } from './cli-error.ts';
import { VERSION } from './version.ts';

const HELP = `riffle: a Studio for streaming data

  riffle start [--port N] [--aws-port N]   start the server and print its address
  riffle stop [--all]                      stop the server of this home, with --all its applications too
  riffle sql (-f FILE | -e SQL) [options]  run SQL and print the rows; needs no server
  riffle run NOTE [options]                run a note from top to bottom; needs no server
  riffle check NOTE                        say whether a note can become an application
  riffle build NOTE [--out FILE]           make an application's zip of a note
  riffle doctor                            check the set-up and say what is wrong
  riffle help [COMMAND]                    say more about a command
  riffle --version                         the versions of Riffle, Flink SQL and Node.js

Environment: RIFFLE_HOME (default ./.riffle), RIFFLE_TOKEN, RIFFLE_ALLOWED_HOSTS, RIFFLE_KINESIS_LIMITS=on,
             RIFFLE_AWS=real
`;

type Command = (args: readonly string[]) => Promise<number>;

/** Commands load what they need when they run: `riffle sql` does not wait for the server's modules. */
const COMMANDS: Readonly<Record<string, () => Promise<{ readonly run: Command; readonly help: string }>>> = {
  start: () => import('./start/start-command.ts'),
  run: () => import('./run/run-command.ts'),
  stop: () => import('./stop/stop-command.ts'),
  build: () => import('./build/build-command.ts'),
  check: () => import('./check/check-command.ts'),
  sql: () => import('./sql/sql-command.ts'),
  doctor: () => import('./doctor/doctor-command.ts'),
};

/** Runs one command line; gives the process's exit code. */
export async function runCli(args: readonly string[]): Promise<number> {
  const [name = 'help', ...rest] = args;
  try {
    if (name === 'help' || name === '--help' || name === '-h') {
      return await printHelp(rest[0]);
    }
    if (name === '--version' || name === 'version') {
      process.stdout.write(`riffle ${VERSION}, Flink SQL 2.2, Node.js ${process.version}\n`);
      return 0;
    }
    const { run, help } = await loadCommand(name);
    if (rest.includes('--help') || rest.includes('-h')) {
      process.stdout.write(help);
      return 0;
    }
    return await run(rest);
  } catch (error) {
    if (error instanceof CliError) {
      process.stderr.write(`riffle: ${error.message}\n`);
      return error.exitCode;
    }
    throw error;
  }
}

async function loadCommand(name: string): Promise<{ readonly run: Command; readonly help: string }> {
  const load = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (load === undefined) {
    throw new CliError(`there is no command "${name}". "riffle help" lists them.`, 2);
  }
  return load();
}

async function printHelp(name: string | undefined): Promise<number> {
  process.stdout.write(name === undefined ? HELP : (await loadCommand(name)).help);
  return 0;
}
