import { type ParseArgsConfig, parseArgs } from 'node:util';
import { CliError } from './cli-error.ts';

type OptionsConfig = NonNullable<ParseArgsConfig['options']>;

/** Parses a command's options. @throws CliError that names the option when it is not known or has no value. */
export function parseOptions<O extends OptionsConfig>(args: readonly string[], options: O) {
  return parseCommand(args, options, false).values;
}

/** Parses a command's options and what stands between them. @throws CliError like `parseOptions`. */
export function parseArguments<O extends OptionsConfig>(args: readonly string[], options: O) {
  return parseCommand(args, options, true);
}

function parseCommand<O extends OptionsConfig>(args: readonly string[], options: O, allowPositionals: boolean) {
  try {
    return parseArgs({ args: [...args], options, strict: true, allowPositionals });
  } catch (error) {
    const [reason] = (error as Error).message.split('. ');
    const known = Object.keys(options).map((name) => `--${name}`);
    throw new CliError(`${reason}. Known options: ${known.join(', ')}.`, 2, { cause: error });
  }
}

/** Seconds given on the command line, as milliseconds; null when none are. */
export function parseTimeout(text: string | undefined): number | null {
  if (text === undefined) {
    return null;
  }
  const seconds = Number(text);
  if (!(seconds > 0)) {
    throw new CliError(`--timeout takes a number of seconds, not "${text}".`, 2);
  }
  return seconds * 1000;
}

/** A port given on the command line. */
export function parsePort(text: string | undefined, fallback: number, option: string): number {
  if (text === undefined) {
    return fallback;
  }
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65535) {
    throw new CliError(`${option} takes a port number from 0 to 65535, not "${text}".`, 2);
  }
  return port;
}
