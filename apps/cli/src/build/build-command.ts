import { basename, extname, resolve } from 'node:path';
import { buildPackage } from '@riffle/applications';
import { nodeFiles, writeFileAtomic } from '@riffle/base/node';
import { compileOptions, readNoteSource, SOURCE_HELP, SOURCE_OPTIONS } from '../check/note-source.ts';
import { printChecks } from '../check/print-check.ts';
import { CliError } from '../cli-error.ts';
import { parseOptions } from '../options.ts';
import { VERSION } from '../version.ts';

export const help = `riffle build NOTE [options]

Makes an application of a note: a zip with its program, its compiled plan and the note, with checksums. The same note
gives the same bytes. The zip is code for "aws kinesisanalyticsv2 create-application", from a bucket (S3ContentLocation)
or as it is (ZipFileContent). When something blocks, nothing is written: the places are named, and the exit code is 1.

  NOTE                    a .zpln, .ipynb, .json (Zeppelin) or .sql file
  --out FILE              where the zip goes (default: the note's name with .zip, in this folder)
${SOURCE_HELP}`;

export async function run(args: readonly string[]): Promise<number> {
  const [file, ...rest] = args;
  if (file === undefined || file.startsWith('-')) {
    throw new CliError('riffle build takes a note: riffle build NOTE.zpln', 2);
  }
  const options = parseOptions(rest, { ...SOURCE_OPTIONS, out: { type: 'string' } });
  const out = options.out ?? `${basename(file, extname(file))}.zip`;
  const note = readNoteSource(file);
  const { code, check } = await buildPackage(note, {
    ...(await compileOptions(options)),
    createdBy: `riffle ${VERSION}`,
  });
  const telling = check.checks.filter(({ met }) => !met);
  process.stderr.write(printChecks({ checks: telling, skipped: check.skipped }));
  if (code === null) {
    process.stderr.write(`\n${file} cannot be built yet.\n`);
    return 1;
  }
  await write(out, code);
  process.stdout.write(`${out}: ${code.length} bytes\n`);
  return 0;
}

async function write(out: string, code: Uint8Array): Promise<void> {
  try {
    await writeFileAtomic(nodeFiles, resolve(out), code);
  } catch (cause) {
    throw new CliError(`${out} cannot be written: ${(cause as Error).message}`, 1, { cause });
  }
}
