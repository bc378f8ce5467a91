/** Asks a real Flink: its jars are fetched once into the cache, and all queries run in one Java process. */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  createReadStream,
  createWriteStream,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { RawAnswer } from './answer.ts';
import { COMPARE_FOLDER, type ComparedQuery } from './query-files.ts';

export const FLINK_VERSION = '2.2.1';

/** Flink's whole distribution, as its project publishes it for Python; not every jar of it is on Maven Central. */
const DISTRIBUTION = {
  url: 'https://files.pythonhosted.org/packages/5e/92/45c039bbc685a194c61ecccb3367457f855579123c330252c3eda4f90e4c/apache_flink_libraries-2.2.1-py2.py3-none-any.whl',
  sha256: '74dc5546fbd9add8fbcdf1222a237e09491f9b80296241aef8676ec56f8e686e',
  megabytes: 313,
};

/** One core's worth of Flink. UTC, so that nothing depends on where this runs. */
const JAVA_OPTIONS = [
  '-Xmx1g',
  '-Duser.timezone=UTC',
  ...['java.lang', 'java.util', 'java.util.concurrent', 'java.time'].map(
    (name) => `--add-opens=java.base/${name}=ALL-UNNAMED`,
  ),
];

const SETTINGS: Readonly<Record<string, string>> = { 'parallelism.default': '1', 'table.local-time-zone': 'UTC' };

export type FlinkAnswer = (RawAnswer & { readonly name: string }) | { readonly name: string; readonly error: string };

export interface AskOptions {
  /** Where downloads and scratch files go. */
  readonly cache: string;
  announce(line: string): void;
}

/** Runs the queries on Flink in streaming mode; one answer each. Needs a JDK of Java 17 and, once, the internet. */
export async function askFlink(
  queries: readonly ComparedQuery[],
  tables: readonly string[],
  options: AskOptions,
): Promise<readonly FlinkAnswer[]> {
  const jars = await flinkJars(options);
  const request = join(options.cache, 'request');
  const answers = join(options.cache, 'answers.jsonl');
  writeRequest(request, queries, tables);
  options.announce(`runs ${queries.length} queries on Flink ${FLINK_VERSION}`);
  await run('java', [...JAVA_OPTIONS, '-cp', join(jars, '*'), join(COMPARE_FOLDER, 'AskFlink.java'), request, answers]);
  return readFileSync(answers, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map(parseAnswer);
}

function writeRequest(folder: string, queries: readonly ComparedQuery[], tables: readonly string[]): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(folder, 'tables'), { recursive: true });
  tables.forEach((table, i) => {
    writeFileSync(join(folder, 'tables', `${String(i).padStart(2, '0')}.sql`), table);
  });
  for (const { name, sql, settings } of queries) {
    const lines = Object.entries({ ...SETTINGS, ...settings }).map(([key, value]) => `${key}=${value}\n`);
    writeFileSync(join(folder, `${name}.sql`), sql);
    writeFileSync(join(folder, `${name}.settings`), lines.join(''));
  }
}

function parseAnswer(line: string): FlinkAnswer {
  return JSON.parse(line) as FlinkAnswer;
}

/** The folder of Flink's jars, fetched when it is not there yet. */
async function flinkJars({ cache, announce }: AskOptions): Promise<string> {
  const home = join(cache, `flink-${FLINK_VERSION}`);
  const jars = join(home, 'pyflink', 'lib');
  if (existsSync(jars)) {
    return jars;
  }
  const archive = join(cache, 'flink.zip');
  const unpacked = `${home}.part`;
  announce(`downloads Flink ${FLINK_VERSION} once, ${DISTRIBUTION.megabytes} MB, into ${cache}`);
  await download(archive);
  rmSync(unpacked, { recursive: true, force: true });
  mkdirSync(unpacked, { recursive: true });
  await run('jar', ['xf', archive, 'pyflink/lib'], unpacked);
  renameSync(unpacked, home);
  rmSync(archive);
  return jars;
}

async function download(archive: string): Promise<void> {
  mkdirSync(join(archive, '..'), { recursive: true });
  const response = await fetch(DISTRIBUTION.url);
  if (!response.ok || response.body === null) {
    throw new Error(`${DISTRIBUTION.url} answers ${response.status}`);
  }
  await pipeline(Readable.fromWeb(response.body), createWriteStream(archive));
  const hash = createHash('sha256');
  await pipeline(createReadStream(archive), hash);
  if (hash.digest('hex') !== DISTRIBUTION.sha256) {
    throw new Error(`${archive} is not the file that was expected: its SHA-256 differs`);
  }
}

function run(command: string, args: readonly string[], folder?: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: folder, stdio: ['ignore', 'inherit', 'inherit'] });
    child.once('error', (cause) => reject(new Error(`${command} does not start; a JDK 17 is needed`, { cause })));
    child.once('exit', (code) => (code === 0 ? resolve() : reject(new Error(`${command} ended with ${code}`))));
  });
}
