import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { seededRandom } from '@riffle/base';
import { openCommandSession, type PropertyGroups } from '@riffle/cells';
import { importNoteFile, type NoteDocument, NoteFormatError } from '@riffle/note-model';
import { CliError } from '../cli-error.ts';

/** Options of the commands that look at a note as an application. */
export const SOURCE_OPTIONS = {
  database: { type: 'string' },
  catalog: { type: 'string' },
  properties: { type: 'string' },
} as const;

export const SOURCE_HELP = `  --database NAME         the Glue database the note works in (default "default")
  --catalog memory|glue   "glue" (default when a server has run on this home) knows the tables others made
  --properties FILE       runtime properties, as JSON: {"Group": {"Key": "value"}}, or a list of PropertyGroups
`;

export interface SourceOptions {
  readonly database?: string | undefined;
  readonly catalog?: string | undefined;
  readonly properties?: string | undefined;
}

/** What a note's program is compiled with. */
export async function compileOptions(options: SourceOptions) {
  const { catalog, database = 'default', properties } = options;
  if (catalog !== undefined && catalog !== 'memory' && catalog !== 'glue') {
    throw new CliError(`--catalog takes memory or glue, not "${catalog}".`, 2);
  }
  const { aws } = await openCommandSession({
    catalog: 'memory',
    home: process.env['RIFFLE_HOME'] ?? '.riffle',
    realAws: process.env['RIFFLE_AWS'] === 'real',
  });
  return {
    database,
    properties: properties === undefined ? {} : readProperties(properties),
    aws: catalog === 'memory' ? undefined : aws,
  };
}

/** Reads a note of any kind; the same file gives the same document each time. */
export function readNoteSource(file: string): NoteDocument {
  const text = readText(file);
  try {
    return importNoteFile({ fileName: basename(file), text }, { now: 0, random: seededRandom(1) }).document;
  } catch (error) {
    throw error instanceof NoteFormatError
      ? new CliError(error.message.replace('is not imported', 'is no note'), 1, { cause: error })
      : error;
  }
}

/** Reads groups of runtime properties. @throws CliError when the file is not of one of the two shapes. */
export function readProperties(file: string): PropertyGroups {
  const text = readText(file);
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new CliError(`${file} is not JSON: ${(cause as Error).message}`, 2, { cause });
  }
  const groups = Array.isArray(json)
    ? json.map((group: { PropertyGroupId?: unknown; PropertyMap?: unknown } | null) => [
        group?.PropertyGroupId,
        group?.PropertyMap,
      ])
    : isRecord(json)
      ? Object.entries(json)
      : [[]];
  for (const [id, map] of groups) {
    if (typeof id !== 'string' || !isRecord(map) || !Object.values(map).every((value) => typeof value === 'string')) {
      throw new CliError(
        `${file} holds no runtime properties. Write {"Group": {"Key": "value"}}, or [{"PropertyGroupId": …, "PropertyMap": {…}}].`,
        2,
      );
    }
  }
  return Object.fromEntries(groups) as PropertyGroups;
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    const reason = missing ? 'there is no such file' : (error as Error).message;
    throw new CliError(`${file} cannot be read: ${reason}.`, 1, { cause: error });
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
