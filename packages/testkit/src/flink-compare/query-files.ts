/** The queries, their tables and what Flink answered, as files of the package. */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const COMPARE_FOLDER = fileURLToPath(new URL('../../flink-compare/', import.meta.url));
export const DATA_FOLDER = join(COMPARE_FOLDER, 'data');
export const GOLDEN_FOLDER = join(COMPARE_FOLDER, 'golden');

/**
 * What is compared: every change that comes out, in any order; or only the rows that are left in the end, where the
 * order in which two inputs are read decides which changes lead there.
 */
export type Comparison = 'changes' | 'final';

export interface ComparedQuery {
  readonly name: string;
  readonly purpose: string;
  readonly compare: Comparison;
  readonly settings: Readonly<Record<string, string>>;
  /** Without its heading. */
  readonly sql: string;
}

/** Flink's answer to a query; lists are sorted, since neither engine promises an order. */
export interface Answer {
  /** Name and type of each column. */
  readonly columns: readonly (readonly [string, string])[];
  /** `+I`, `-U`, `+U` or `-D` and the text of each cell; absent where only the final rows are compared. */
  readonly changes?: readonly AnswerRow[];
  /** The rows that are left when all changes have been applied. */
  readonly final: readonly AnswerRow[];
}

export type AnswerRow = readonly (string | null)[];

/** All queries, by name. */
export function readQueries(): readonly ComparedQuery[] {
  return sqlFiles(join(COMPARE_FOLDER, 'queries')).map(readQuery);
}

/** The CREATE statements of the tables that the queries read; their paths become absolute. */
export function readTables(): readonly string[] {
  return sqlFiles(join(COMPARE_FOLDER, 'tables')).map((file) =>
    readFileSync(file, 'utf8').replaceAll("'data/", `'${DATA_FOLDER}/`),
  );
}

export function goldenFile(query: ComparedQuery): string {
  return join(GOLDEN_FOLDER, `${query.name}.json`);
}

export function readGolden(query: ComparedQuery): Answer {
  return JSON.parse(readFileSync(goldenFile(query), 'utf8')) as Answer;
}

function sqlFiles(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .sort()
    .map((name) => join(folder, name));
}

/** A query starts with comments: `-- Purpose: …`, and where needed `-- Compare: final` and `-- Set: key = value`. */
function readQuery(file: string): ComparedQuery {
  const lines = readFileSync(file, 'utf8').split('\n');
  const start = lines.findIndex((line) => !line.startsWith('--'));
  const heading = lines.slice(0, start);
  const notes = (title: string): string[] =>
    heading.filter((line) => line.startsWith(`-- ${title}: `)).map((line) => line.slice(`-- ${title}: `.length));
  return {
    name: basename(file, '.sql'),
    purpose: notes('Purpose')[0] ?? '',
    compare: notes('Compare')[0] === 'final' ? 'final' : 'changes',
    settings: Object.fromEntries(notes('Set').map(splitSetting)),
    sql: lines.slice(start).join('\n').trim(),
  };
}

function splitSetting(text: string): [string, string] {
  const at = text.indexOf(' = ');
  return [text.slice(0, at), text.slice(at + 3)];
}
