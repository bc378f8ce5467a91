import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '@riffle/base';
import { nodeFiles, writeFileAtomic } from '@riffle/base/node';
import { NoteRun, openCommandSession, type ParagraphResult } from '@riffle/cells';
import { CliError } from '../cli-error.ts';
import { parseArguments, parseTimeout } from '../options.ts';
import { type NoteToRun, readNote } from './note-file.ts';
import { withParams } from './params.ts';
import { Progress, printSummary } from './progress.ts';
import { exportFormatOf, printRunNote } from './run-note.ts';

export const help = `riffle run NOTE [options]

Runs a note (.zpln, .json, .sql or .ipynb) from top to bottom, without a server, and keeps to what Run all does: disabled
paragraphs are left out, and the first failure ends the run. A paragraph that ends by itself is waited for. A stream
runs on while the next paragraphs start; when only streams are left, they run until the timeout or Ctrl+C, and the rows
they show then are their results.

  --out FILE            write the note with its results (.zpln; .ipynb and .sql as other tools know them)
  --timeout SECONDS     stop then
  --param NAME=VALUE    the value of a form; again for each ticked box of a checkbox. Without it: the note's, or the default
  --catalog glue        start in catalog "glue", over the AWS endpoint of a running server

Progress goes to standard error. Without --out the results go to standard output.

Exit codes: 0  all paragraphs have finished, or were streams that were stopped
            1  a paragraph failed, or the results could not be written
            2  the command line is not understood
          124  the timeout came before a paragraph that would have ended by itself, or before one had started
          130  Ctrl+C came before the end
`;

const EXIT = { fine: 0, failed: 1, timeout: 124, interrupted: 130 } as const;

interface RunOptions {
  readonly note: NoteToRun;
  readonly out: string | undefined;
  readonly timeoutMs: number | null;
  readonly catalog: 'memory' | 'glue';
}

/** Most bytes of state one job may hold, as in the server. */
const JOB_MEMORY_BYTES = 512 * 1024 * 1024;

export async function run(args: readonly string[]): Promise<number> {
  const options = readOptions(args);
  const { note } = options;
  const { session, aws } = await openCommandSession({
    catalog: options.catalog,
    home: process.env['RIFFLE_HOME'] ?? '.riffle',
    realAws: process.env['RIFFLE_AWS'] === 'real',
  });
  // Checkpoints of its jobs, which nothing restores.
  const directory = await mkdtemp(join(tmpdir(), 'riffle-run-'));
  const progress = new Progress(note, (text) => process.stderr.write(text));
  const noteRun = new NoteRun({
    session,
    settings: { aws, directory, jobMemoryBytes: JOB_MEMORY_BYTES },
    clock: systemClock,
    events: progress,
  });
  const { results, stop } = await runUntil(noteRun, options).finally(() =>
    rm(directory, { recursive: true, force: true }),
  );
  progress.finish(stop, results);
  if (options.out === undefined) {
    process.stdout.write(printSummary(note, results));
  } else {
    await writeOut(options.out, note, results);
  }
  return exitCode(results, stop);
}

type Stop = 'timeout' | 'interrupt' | null;

/** Runs to the end, or to the first of timeout and Ctrl+C. */
async function runUntil(noteRun: NoteRun, { note, timeoutMs }: RunOptions) {
  let stop: Stop = null;
  const stopFor = (reason: Exclude<Stop, null>) => (): void => {
    stop ??= reason;
    noteRun.stop();
  };
  const onInterrupt = stopFor('interrupt');
  const cancelTimeout =
    timeoutMs === null ? () => undefined : systemClock.schedule(systemClock.now() + timeoutMs, stopFor('timeout'));
  process.on('SIGINT', onInterrupt);
  try {
    const results = await noteRun.run(note.paragraphs);
    return { results, stop: stop as Stop };
  } finally {
    cancelTimeout();
    process.off('SIGINT', onInterrupt);
  }
}

function exitCode(results: readonly ParagraphResult[], stop: Stop): number {
  if (results.some(({ outcome }) => outcome === 'failed')) {
    return EXIT.failed;
  }
  if (stop === 'interrupt') {
    return EXIT.interrupted;
  }
  const cutOff = results.some(({ outcome, endless }) => outcome === 'skipped' || (outcome === 'cancelled' && !endless));
  return cutOff ? EXIT.timeout : EXIT.fine;
}

async function writeOut(file: string, note: NoteToRun, results: readonly ParagraphResult[]): Promise<void> {
  try {
    await writeFileAtomic(nodeFiles, file, printRunNote(note, results, exportFormatOf(file)));
  } catch (cause) {
    throw new CliError(`${file} cannot be written: ${(cause as Error).message}`, EXIT.failed, { cause });
  }
}

function readOptions(args: readonly string[]): RunOptions {
  const { values, positionals } = parseArguments(args, {
    out: { type: 'string' },
    timeout: { type: 'string' },
    param: { type: 'string', multiple: true },
    catalog: { type: 'string' },
  });
  const [file, ...others] = positionals;
  if (file === undefined || others.length > 0) {
    throw new CliError('riffle run takes one note: riffle run NOTE.zpln.', 2);
  }
  if (values.catalog !== undefined && values.catalog !== 'glue') {
    throw new CliError(`--catalog takes glue, not "${values.catalog}".`, 2);
  }
  if (values.out !== undefined) {
    exportFormatOf(values.out);
  }
  return {
    note: withParams(readNote(file), values.param ?? []),
    out: values.out,
    timeoutMs: parseTimeout(values.timeout),
    catalog: values.catalog ?? 'memory',
  };
}
