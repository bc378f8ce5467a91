/** Runs the blocks of SQL client and gateway scripts; the blocks of a file share a session. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { VirtualClock } from '@riffle/base';
import { type DefinitionLookup, definitionLookup } from '@riffle/plan';
import { CannotRun, failed, messageOf, type Outcome, outcomeOfError, PASSED, saysNotSupported } from './outcome.ts';
import type { ConformanceResult } from './parser.ts';
import { SqlSession } from './sql-session.ts';
import { type Answer, isRefusal, productConnectors, StatementRunner } from './statement-runner.ts';
import { valuesDefinition } from './values/definition.ts';
import { ValuesRuntime } from './values/tables.ts';

interface ScriptCase {
  readonly id: string;
  readonly file: string;
  readonly runner: 'client' | 'gateway';
  readonly statements: readonly string[];
  readonly outcome: 'ok' | 'info' | 'error';
  readonly table?: { readonly columns: readonly string[]; readonly rows: readonly (readonly string[])[] };
  /** What the client prints, where it is no table of known columns. */
  readonly expected?: string;
  readonly java?: boolean;
  readonly plan?: boolean;
  readonly needs?: readonly string[];
  readonly vars?: readonly string[];
}

/** `scripts.jsonl`: each block must answer with the expected table, succeed or be refused. */
export async function runScriptCases(lines: Iterable<string>): Promise<readonly ConformanceResult[]> {
  const cases = [...lines].filter((line) => line.trim() !== '').map((line) => JSON.parse(line) as ScriptCase);
  const files = Map.groupBy(cases, ({ runner, file }) => `${runner} ${file}`);
  const results: ConformanceResult[] = [];
  for (const blocks of files.values()) {
    results.push(...(await runFile(blocks)));
  }
  return results;
}

async function runFile(blocks: readonly ScriptCase[]): Promise<ConformanceResult[]> {
  const folder = mkdtempSync(join(tmpdir(), 'riffle-conformance-'));
  try {
    const session = new SqlSession(scriptDefinitions());
    const runner = new StatementRunner(session, new ValuesRuntime(productConnectors()), new VirtualClock(START));
    const results: ConformanceResult[] = [];
    for (const block of blocks) {
      results.push({ id: block.id, ...(await runBlock(block, { session, runner, folder })) });
    }
    return results;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const START = Date.UTC(2024, 0, 1);

/** Scripts only make and drop tables of Flink's test connector; one definition does for all of them. */
function scriptDefinitions(): DefinitionLookup {
  return definitionLookup({ connectors: [valuesDefinition('values', {}, true)] });
}

interface ScriptWorld {
  readonly session: SqlSession;
  readonly runner: StatementRunner;
  readonly folder: string;
}

async function runBlock(block: ScriptCase, world: ScriptWorld): Promise<Outcome> {
  const outcome = await judgeBlock(block, world);
  const obstacle = obstacleOf(block);
  return outcome.status === 'fail' && obstacle !== undefined ? outcomeOfError(new CannotRun(obstacle)) : outcome;
}

/** What a block needs that is not here. Such a block may pass all the same: a function can be made without its class. */
function obstacleOf({ java, plan, needs = [], vars = [] }: ScriptCase): string | undefined {
  const missing = needs.filter((need) => need !== 'test-connector:values');
  if (java === true || missing.length > 0) {
    return `needs ${missing.length === 0 ? 'a Java class' : missing.join(', ')}`;
  }
  if (plan === true) {
    return "prints Flink's own plan";
  }
  const unknown = vars.filter((name) => !isPath(name));
  return unknown.length === 0 ? undefined : `needs the value of ${unknown.join(', ')}`;
}

async function judgeBlock(block: ScriptCase, world: ScriptWorld): Promise<Outcome> {
  let answer: Answer | undefined;
  try {
    for (const statement of block.statements) {
      answer = await world.runner.run(withPaths(statement, block, world.folder));
    }
  } catch (error) {
    const isExpected = block.outcome === 'error' && isRefusal(error) && !saysNotSupported(messageOf(error));
    return isExpected ? PASSED : outcomeOfError(error);
  }
  if (block.outcome === 'error') {
    return failed('was carried out, but Flink refuses it');
  }
  return block.outcome === 'info' || answer === undefined ? PASSED : compareAnswer(block, answer, world.session);
}

function isPath(name: string): boolean {
  return name.endsWith('_PATH');
}

/** `$VAR_STREAMING_PATH` and the like are folders of the test's own. */
function withPaths(statement: string, { vars = [] }: ScriptCase, folder: string): string {
  return vars.filter(isPath).reduce((text, name) => text.replaceAll(name, join(folder, name.slice(1))), statement);
}

function compareAnswer({ table, expected = '' }: ScriptCase, answer: Answer, session: SqlSession): Outcome {
  const rows =
    answer.kind === 'query' ? answer.rows.map((row) => row.map((cell) => shorten(cell, session))) : answer.rows;
  if (table !== undefined) {
    return compareTable(table, { ...answer, rows });
  }
  if (expected.trim() === 'Empty set') {
    return rows.length === 0 ? PASSED : failed(`expected no rows, got ${rows.length}`);
  }
  return compareText(
    expected.trim(),
    rows
      .map((row) => row.join(' '))
      .join('\n')
      .trim(),
  );
}

function compareText(expected: string, found: string): Outcome {
  const [wanted, got] = [expected.split('\n'), found.split('\n')];
  const at = wanted.findIndex((line, i) => line !== got[i]);
  if (at === -1) {
    return expected === found ? PASSED : failed(`expected ${wanted.length} lines, got ${got.length}`);
  }
  return failed(`line ${at + 1}: expected ${wanted[at]}, got ${got[at] ?? 'nothing'}`);
}

function compareTable(table: NonNullable<ScriptCase['table']>, answer: Answer): Outcome {
  if (table.columns.join() !== answer.columns.join()) {
    return failed(`expected the columns ${table.columns.join(', ')}, got ${answer.columns.join(', ')}`);
  }
  const [wanted, found] = [rowTexts(table.rows), rowTexts(answer.rows)];
  const at = wanted.findIndex((row, i) => row !== found[i]);
  if (at === -1 && wanted.length === found.length) {
    return PASSED;
  }
  return failed(
    at === -1
      ? `expected ${wanted.length} rows, got ${found.length}`
      : `row ${at + 1}: expected ${wanted[at]}, got ${found[at] ?? 'none'}`,
  );
}

/** The client pads cells, and its tables were read back without the padding. */
function rowTexts(rows: readonly (readonly string[])[]): string[] {
  return rows.map((row) => JSON.stringify(row.map((cell) => cell.trim())));
}

/** The client's `table.display.max-column-width`. */
function shorten(cell: string, { config }: SqlSession): string {
  const width = Number(config['table.display.max-column-width'] ?? 30);
  return cell.length > width ? `${cell.slice(0, width - 3)}...` : cell;
}
