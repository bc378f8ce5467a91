/** Runs the queries of documentation pages whose results are printed there. */
import { must, VirtualClock } from '@riffle/base';
import { CatalogError } from '@riffle/catalog';
import { parseTypeText, type Value } from '@riffle/columns';
import { type DefinitionLookup, definitionLookup } from '@riffle/plan';
import { difference } from './change-text.ts';
import { CannotRun, failed, type Outcome, outcomeOfError, PASSED } from './outcome.ts';
import type { ConformanceResult } from './parser.ts';
import { CompileFailure, SqlSession } from './sql-session.ts';
import { type Answer, finalRowsOf, productConnectors, StatementRunner } from './statement-runner.ts';
import { decodeTyped } from './typed-json.ts';
import { valuesDefinition } from './values/definition.ts';
import { ValuesRuntime, ValuesTable } from './values/tables.ts';
import { sourceOrders, type TurnOrder } from './values/turns.ts';

interface DocsInput {
  readonly columns?: readonly string[];
  readonly rows?: readonly (readonly string[])[];
  /** By column, with `*ROWTIME*` where the column drives event time. */
  readonly types?: Readonly<Record<string, string>>;
  readonly watermark?: string;
}

interface DocsCase {
  readonly id: string;
  readonly query: string;
  readonly columns?: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly inputs?: Readonly<Record<string, DocsInput>>;
  readonly setup?: readonly string[];
  readonly settings?: Readonly<Record<string, string>>;
}

/** `docs.jsonl`: the final rows of the query must be the printed ones, in any order. */
export async function runDocsCases(lines: Iterable<string>): Promise<readonly ConformanceResult[]> {
  const results: ConformanceResult[] = [];
  for (const line of lines) {
    if (line.trim() !== '') {
      const page = JSON.parse(line) as DocsCase;
      results.push({ id: page.id, ...(await runPage(page)) });
    }
  }
  return results;
}

/** Where a query reads several tables, the page shows one of the results that their order leaves open. */
async function runPage(page: DocsCase): Promise<Outcome> {
  let first: Outcome | undefined;
  for (const turns of sourceOrders(Object.keys(page.inputs ?? {}))) {
    const outcome = await runInOrder(page, turns);
    if (outcome.status !== 'fail') {
      return outcome;
    }
    first ??= outcome;
  }
  return must(first);
}

async function runInOrder(page: DocsCase, turns: TurnOrder | null): Promise<Outcome> {
  try {
    const world = new DocsWorld(page, turns);
    await world.setUp();
    const outcome = compare(page, await world.answer());
    const obstacle = outcome.status === 'fail' ? obstacleOf(page) : undefined;
    return obstacle === undefined ? outcome : cannotBeJudged(obstacle, outcome.reason);
  } catch (error) {
    const isUnknown =
      error instanceof CatalogError || (error instanceof CompileFailure && error.code === 'unknown-table');
    return isUnknown && !givesObjects(page) ? cannotBeJudged(NO_OBJECTS, error.message) : outcomeOfError(error);
  }
}

const NO_OBJECTS = 'the page does not give its objects';
const OF_THE_MOMENT = /\b(PROCTIME|UUID|NOW|RAND|RAND_INTEGER|CURRENT_[A-Z_]+|LOCALTIME\w*)\b/i;

/** Why a page's result cannot be had again, whoever computes it. */
function obstacleOf(page: DocsCase): string | undefined {
  if (OF_THE_MOMENT.test(page.query)) {
    return 'the result depends on the moment or on chance';
  }
  return !givesObjects(page) && /^\s*(show|describe|desc)\b/i.test(page.query) ? NO_OBJECTS : undefined;
}

function givesObjects({ inputs = {}, setup = [] }: DocsCase): boolean {
  return setup.length > 0 || Object.values(inputs).some(({ rows }) => rows !== undefined);
}

function cannotBeJudged(obstacle: string, reason: string): Outcome {
  return outcomeOfError(new CannotRun(`${obstacle} (${reason})`));
}

const START = Date.UTC(2024, 0, 1);
const CONNECTOR = 'values';

class DocsWorld {
  readonly #page: DocsCase;
  readonly #session: SqlSession;
  readonly #runtime = new ValuesRuntime(productConnectors());
  readonly #runner: StatementRunner;

  constructor(page: DocsCase, turns: TurnOrder | null) {
    this.#page = page;
    this.#runtime.takeTurns(turns);
    this.#session = new SqlSession(docsDefinitions(), {
      'table.local-time-zone': 'UTC',
      ...page.settings,
    });
    this.#runner = new StatementRunner(this.#session, this.#runtime, new VirtualClock(START));
  }

  async setUp(): Promise<void> {
    for (const [name, input] of Object.entries(this.#page.inputs ?? {})) {
      if (input.rows !== undefined) {
        await this.#createInput(name, input);
      }
    }
    for (const statement of this.#page.setup ?? []) {
      await this.#setUp(statement);
    }
  }

  answer(): Promise<Answer> {
    return this.#runner.run(this.#page.query);
  }

  async #createInput(name: string, input: DocsInput): Promise<void> {
    const columns = columnsOf(input);
    const lines = columns.map((column) => `\`${column.name}\` ${column.type}`);
    const rowtime = columns.find(({ isRowtime }) => isRowtime);
    if (rowtime !== undefined) {
      lines.push(`WATERMARK FOR \`${rowtime.name}\` AS ${input.watermark ?? `\`${rowtime.name}\``}`);
    }
    await this.#createTable(name, `CREATE TABLE \`${name}\` (\n  ${lines.join(',\n  ')}\n)`);
    const table = this.#runtime.tables.get(name);
    if (table !== undefined) {
      table.rows = (input.rows ?? []).map((cells) => ({
        op: '+I',
        row: columns.map(({ type }, i) => parseCell(cells[i] ?? '', type)),
      }));
    }
  }

  async #createTable(name: string, text: string): Promise<void> {
    await this.#session.run(`${text} WITH ('connector' = '${CONNECTOR}', 'scan.watermark.emit.strategy' = 'on-event')`);
    this.#runtime.tables.set(name, new ValuesTable(await this.#session.table(name)));
  }

  /** A page leaves options out as `with (...)`, or reads a socket: such tables are kept in memory. */
  async #setUp(statement: string): Promise<void> {
    const made = /^\s*create\s+table\s+`?(\w+)`?/i.exec(statement)?.[1];
    const usesReal = /'connector'\s*=\s*'(datagen|blackhole|print)'/i.test(statement);
    if (made === undefined || usesReal) {
      await this.#runner.run(statement);
      this.#keepWritten();
      return;
    }
    if (this.#runtime.tables.has(made)) {
      return;
    }
    if (/'connector'\s*=\s*'socket'/i.test(statement)) {
      throw new CannotRun('reads rows from a socket that the page does not give');
    }
    await this.#createTable(made, statement.replace(/\bwith\s*\([\s\S]*\)\s*;?\s*$/i, ''));
  }

  /** What an INSERT wrote is what the table holds from then on. */
  #keepWritten(): void {
    for (const table of this.#runtime.tables.values()) {
      table.rows = [...table.rows, ...table.written.splice(0)];
    }
  }
}

function docsDefinitions(): DefinitionLookup {
  return definitionLookup({ connectors: [valuesDefinition(CONNECTOR, {}, true)] });
}

interface DocsColumn {
  readonly name: string;
  readonly type: string;
  readonly isRowtime: boolean;
}

function columnsOf({ types, columns = [], rows = [], watermark }: DocsInput): DocsColumn[] {
  if (types !== undefined) {
    return Object.entries(types).map(([name, text]) => ({
      name,
      type: text.replace(/\*\w+\*/g, '').trim(),
      isRowtime: text.includes('*ROWTIME*'),
    }));
  }
  const guessed = columns.map((name, i) => ({ name, type: guessType(rows.map((row) => row[i] ?? '')) }));
  const timeColumn = guessed.find(({ type }) => type.startsWith('TIMESTAMP'))?.name;
  return guessed.map(({ name, type }) => ({
    name,
    type,
    isRowtime: name === timeColumn && (watermark?.includes(name) ?? true),
  }));
}

/** Pages that show only rows leave the types to the reader. */
function guessType(cells: readonly string[]): string {
  const all = (pattern: RegExp): boolean => cells.every((cell) => isNull(cell) || pattern.test(unquoted(cell)));
  if (all(/^-?\d+$/)) {
    return 'INT';
  }
  if (all(/^-?\d+\.\d+$/)) {
    return 'DECIMAL(10, 2)';
  }
  if (all(/^\d{4}-\d\d-\d\d[ T]\d\d:\d\d(:\d\d(\.\d+)?)?$/)) {
    return 'TIMESTAMP(3)';
  }
  return 'STRING';
}

function isNull(cell: string): boolean {
  return /^\(?null\)?$/i.test(cell.trim());
}

function unquoted(cell: string): string {
  return isoDate(cell.trim().replace(/^'(.*)'$/, '$1'));
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** Some pages write `01-Apr-11 10:00:00`. */
function isoDate(text: string): string {
  const [, day, month = '', year, time] = /^(\d\d)-([a-z]{3})-(\d\d) (\d\d:\d\d:\d\d)$/i.exec(text) ?? [];
  const number = MONTHS.indexOf(month.toLowerCase()) + 1;
  return number === 0 ? text : `20${year}-${String(number).padStart(2, '0')}-${day} ${time}`;
}

function parseCell(cell: string, typeText: string): Value {
  const type = parseTypeText(typeText);
  if (isNull(cell)) {
    return null;
  }
  const text = unquoted(cell);
  switch (type.kind) {
    case 'TIMESTAMP':
    case 'TIMESTAMP_LTZ':
      return decodeTyped({ [`$${type.kind.toLowerCase()}`]: withSeconds(text) }, type);
    case 'BOOLEAN':
      return text.toLowerCase() === 'true';
    case 'TINYINT':
    case 'SMALLINT':
    case 'INTEGER':
      return Number(text);
    case 'DATE':
    case 'TIME':
      return decodeTyped({ [`$${type.kind.toLowerCase()}`]: text }, type);
    default:
      return decodeTyped(text, type);
  }
}

function withSeconds(text: string): string {
  return /[ T]\d\d:\d\d$/.test(text) ? `${text}:00` : text;
}

function compare({ rows }: DocsCase, answer: Answer): Outcome {
  const differs = difference(rows.map(normalRow), finalRowsOf(answer).map(normalRow));
  return differs === '' ? PASSED : failed(differs);
}

function normalRow(row: readonly string[]): string {
  return `(${row.map(normalCell).join(', ')})`;
}

/** A page prints `08:05` for `08:05:00.000`, and NULL in several ways. */
function normalCell(cell: string): string {
  const text = unquoted(cell);
  if (isNull(text)) {
    return 'NULL';
  }
  if (/^(true|false)$/i.test(text)) {
    return text.toUpperCase();
  }
  return /\d\d:\d\d/.test(text)
    ? text
        .replace(/(\d\d:\d\d:\d\d\.\d*?)0+$/, '$1')
        .replace(/\.$/, '')
        .replace(/(\d\d:\d\d):00$/, '$1')
    : text;
}
