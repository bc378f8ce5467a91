import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { type CriterionCheck, checkNote, type NoteCheck, openCommandSession } from '@riffle/cells';
import { NoteFormatError, parseNoteDocument } from '@riffle/note-model';
import { CliError } from '../cli-error.ts';
import { parseOptions } from '../options.ts';

export const help = `riffle check NOTE [options]

Says whether a note can become an application: one line for each criterion, with paragraph and line where one is not met,
and what an application leaves out. The exit code is 0 when nothing blocks, else 1.

  NOTE                    a .zpln file
  --database NAME         the Glue database the note works in (default "default")
  --catalog memory|glue   "glue" (default when a server has run on this home) knows the tables others made
  --json                  print the whole answer as JSON
`;

export async function run(args: readonly string[]): Promise<number> {
  const [file, ...rest] = args;
  if (file === undefined || file.startsWith('-')) {
    throw new CliError('riffle check takes a note: riffle check NOTE.zpln', 2);
  }
  const options = parseOptions(rest, {
    database: { type: 'string' },
    catalog: { type: 'string' },
    json: { type: 'boolean' },
  });
  const { catalog } = options;
  if (catalog !== undefined && catalog !== 'memory' && catalog !== 'glue') {
    throw new CliError(`--catalog takes memory or glue, not "${catalog}".`, 2);
  }
  const { aws } = await openCommandSession({
    catalog: 'memory',
    home: process.env['RIFFLE_HOME'] ?? '.riffle',
    realAws: process.env['RIFFLE_AWS'] === 'real',
  });
  const check = await checkNote(readNote(file), {
    database: options.database ?? 'default',
    properties: {},
    aws: catalog === 'memory' ? undefined : aws,
  });
  process.stdout.write(options.json === true ? `${JSON.stringify(check, null, 2)}\n` : printCheck(check, file));
  return check.deployable ? 0 : 1;
}

function readNote(file: string): ReturnType<typeof parseNoteDocument> {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    throw new CliError(`${file} cannot be read: ${(cause as Error).message}`, 1, { cause });
  }
  try {
    return parseNoteDocument(text, { id: 'note', name: basename(file, '.zpln') });
  } catch (error) {
    throw error instanceof NoteFormatError ? new CliError(`${file}: ${error.message}`, 1, { cause: error }) : error;
  }
}

function printCheck({ checks, skipped, deployable }: NoteCheck, file: string): string {
  const left = skipped.map(({ paragraph, line, reason }) => `  paragraph ${paragraph}, line ${line}: ${reason}\n`);
  return [
    ...checks.map(printLine),
    ...(left.length === 0 ? [] : ['\nLeft out:\n', ...left]),
    deployable ? `\n${file} can be deployed.\n` : `\n${file} cannot be deployed yet.\n`,
  ].join('');
}

function printLine({ name, met, blocking, paragraph, line, sentence }: CriterionCheck): string {
  const mark = met ? 'ok     ' : blocking ? 'blocks ' : 'note   ';
  const place = paragraph === null ? '' : `paragraph ${paragraph}, line ${line ?? 1}: `;
  return `${mark} ${name}: ${place}${sentence}\n`;
}
