import { checkNote } from '@riffle/cells';
import { CliError } from '../cli-error.ts';
import { parseOptions } from '../options.ts';
import { compileOptions, readNoteSource, SOURCE_HELP, SOURCE_OPTIONS } from './note-source.ts';
import { printChecks } from './print-check.ts';

export const help = `riffle check NOTE [options]

Says whether a note can become an application: one line for each criterion, with paragraph and line where one is not met,
and what an application leaves out. The exit code is 0 when nothing blocks, else 1.

  NOTE                    a .zpln, .ipynb, .json (Zeppelin) or .sql file
${SOURCE_HELP}  --json                  print the whole answer as JSON
`;

export async function run(args: readonly string[]): Promise<number> {
  const [file, ...rest] = args;
  if (file === undefined || file.startsWith('-')) {
    throw new CliError('riffle check takes a note: riffle check NOTE.zpln', 2);
  }
  const options = parseOptions(rest, { ...SOURCE_OPTIONS, json: { type: 'boolean' } });
  const check = await checkNote(readNoteSource(file), await compileOptions(options));
  const end = check.deployable ? `\n${file} can be deployed.\n` : `\n${file} cannot be deployed yet.\n`;
  process.stdout.write(options.json === true ? `${JSON.stringify(check, null, 2)}\n` : printChecks(check) + end);
  return check.deployable ? 0 : 1;
}
