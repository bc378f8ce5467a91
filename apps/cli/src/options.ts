import { type ParseArgsConfig, parseArgs } from 'node:util';
import { CliError } from './cli-error.ts';

type OptionsConfig = NonNullable<ParseArgsConfig['options']>;

/** Parses a command's options. @throws CliError that names the option when it is not known or has no value. */
export function parseOptions<O extends OptionsConfig>(args: readonly string[], options: O) {
  try {
    return parseArgs({ args: [...args], options, strict: true, allowPositionals: false }).values;
  } catch (error) {
    const [reason] = (error as Error).message.split('. ');
    const known = Object.keys(options).map((name) => `--${name}`);
    throw new CliError(`${reason}. Known options: ${known.join(', ')}.`, 2, { cause: error });
  }
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
