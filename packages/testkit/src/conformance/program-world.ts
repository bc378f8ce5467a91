/** A program's tables, session and jobs. */
import { must, VirtualClock } from '@riffle/base';
import { type Checkpoint, JobError } from '@riffle/engine';
import { type ConnectorDefinition, type DefinitionLookup, definitionLookup, type PhysicalPlan } from '@riffle/plan';
import type { CompiledStatement } from '@riffle/sql';
import { type Change, changeOf, changeText, difference, finalRows, parseChange } from './change-text.ts';
import { type JobSetup, JobStuck, runToEnd, runUntil } from './job-run.ts';
import { failed, messageOf, type Outcome, outcomeOfError, PASSED, saysNotSupported } from './outcome.ts';
import {
  createTableText,
  isSink,
  isSource,
  type JsonChange,
  type ProgramCase,
  type ProgramRun,
  type RunStep,
  type SetupStep,
  type SinkStep,
  type SourceStep,
  type TableStep,
} from './program-case.ts';
import { CompileFailure, SqlSession } from './sql-session.ts';
import { decodeTyped, type TypedJson } from './typed-json.ts';
import { valuesDefinition } from './values/definition.ts';
import { type ValuesColumn, ValuesRuntime, ValuesTable } from './values/tables.ts';
import type { TurnOrder } from './values/turns.ts';

/** The zone is UTC unless the case sets one; a fixed start makes processing time repeatable. */
const START = Date.UTC(2024, 0, 1);
/** Between savepoint and restore a long time passes, as it does between Flink's releases. */
const TIME_BETWEEN_PHASES = 365 * 86_400_000;

export interface Way {
  readonly batchSize: number | undefined;
  /** Null leaves the order of the sources to the engine. */
  readonly turns: TurnOrder | null;
}

type SourceRows = 'before' | 'after' | 'both';

/** One program with its tables and session, for one run. */
export class ProgramWorld {
  readonly #program: ProgramCase;
  readonly #session: SqlSession;
  readonly #runtime = new ValuesRuntime();
  readonly #clock = new VirtualClock(START);
  readonly #definitions = new Map<string, ConnectorDefinition>();
  readonly #batch: boolean;
  readonly #way: Way;

  private constructor(program: ProgramCase, batch: boolean, way: Way) {
    this.#program = program;
    this.#batch = batch;
    this.#way = way;
    this.#session = new SqlSession(this.#lookup(), {
      'table.local-time-zone': 'UTC',
      'execution.runtime-mode': batch ? 'batch' : 'streaming',
    });
  }

  static async of(program: ProgramCase, batch: boolean, way: Way): Promise<ProgramWorld> {
    const world = new ProgramWorld(program, batch, way);
    for (const step of program.setup) {
      await world.#setUp(step);
    }
    return world;
  }

  async runSemantic(): Promise<Outcome> {
    this.#giveRows('before', true);
    let wasRefused = false;
    for (const step of this.#program.run) {
      if (step.kind === 'FAILING_SQL') {
        wasRefused = true;
        const outcome = await this.#runFailing(step);
        if (outcome.status !== 'pass') {
          return outcome;
        }
      } else {
        await runToEnd(this.#job(await this.#plan(step)));
      }
    }
    return outcomeOf(wasRefused ? this.#differenceOfFailed() : this.#differenceOf('both'));
  }

  /** What came out before a job failed is not promised, only that nothing else did. */
  #differenceOfFailed(): string {
    return this.#firstDifference((sink, table) => {
      const differs = difference(this.#expected(sink, 'before'), table.changes.map(changeText));
      return differs.includes('not expected') ? differs : '';
    });
  }

  async runRestore(afterRestore: NonNullable<ProgramRun['afterRestore']>): Promise<Outcome> {
    this.#giveRows('before', false);
    const plan = await this.#onlyPlan();
    const isNewStart = afterRestore === 'NO_RESTORE';
    const savepoint = isNewStart ? undefined : await this.#firstPhase(plan);
    this.#clock.advanceBy(TIME_BETWEEN_PHASES);
    this.#giveRows(isNewStart ? 'before' : 'after', afterRestore !== 'INFINITE');
    if (afterRestore === 'INFINITE') {
      await runUntil(this.#job(plan), () => this.#differenceOf('both') === '', savepoint);
    } else {
      await runToEnd(this.#job(plan), savepoint);
    }
    return outcomeOf(this.#differenceOf('both'));
  }

  async #firstPhase(plan: PhysicalPlan): Promise<Checkpoint> {
    try {
      return await runUntil(this.#job(plan), () => this.#differenceOf('before') === '');
    } catch (error) {
      if (error instanceof JobStuck) {
        const differs = this.#differenceOf('before');
        throw new JobStuck(`before the savepoint, ${differs === '' ? error.message : differs}`);
      }
      throw error;
    }
  }

  async runBatch(): Promise<Outcome> {
    this.#giveRows('both', true);
    await runToEnd(this.#job(await this.#onlyPlan()));
    return outcomeOf(
      this.#firstDifference((sink, table) => {
        const expected = (sink.materialized ?? this.#expected(sink, 'both')).map(parseChange);
        return finalDifference(expected, table);
      }),
    );
  }

  async #runFailing(step: RunStep & { kind: 'FAILING_SQL' }): Promise<Outcome> {
    try {
      await runToEnd(this.#job(await this.#plan({ kind: 'SQL', sql: step.sql })));
    } catch (error) {
      const isUsers = error instanceof CompileFailure || error instanceof JobError;
      return isUsers && !saysNotSupported(messageOf(error)) ? PASSED : outcomeOfError(error);
    }
    return failed(`expected the error "${step.error}", but the job ran`);
  }

  /** Empty when every sink has exactly what is expected up to the end of a phase. */
  #differenceOf(phase: 'before' | 'both'): string {
    return this.#firstDifference((sink, table) => {
      const expected = this.#expected(sink, phase);
      return sink.compareChangelog === false
        ? finalDifference(expected.map(parseChange), table)
        : difference(expected, table.changes.map(changeText));
    });
  }

  #firstDifference(compare: (sink: SinkStep, table: ValuesTable) => string): string {
    for (const sink of this.#program.setup.filter(isSink)) {
      const differs = compare(sink, this.#table(sink));
      if (differs !== '') {
        return `${sink.name}: ${differs}`;
      }
    }
    return '';
  }

  #expected(sink: SinkStep, phase: 'before' | 'both'): string[] {
    const columns = this.#table(sink).writtenColumns;
    const before = expectedTexts(sink.expected, sink.expectedRows, columns);
    return phase === 'before'
      ? before
      : [...before, ...expectedTexts(sink.expectedAfterRestore, sink.expectedRowsAfterRestore, columns)];
  }

  #giveRows(which: SourceRows, ends: boolean): void {
    for (const step of this.#program.setup) {
      if (isSource(step)) {
        const table = this.#table(step);
        const { rows, rowsAfterRestore } = step;
        const chosen = [...(which === 'after' ? [] : rows), ...(which === 'before' ? [] : (rowsAfterRestore ?? []))];
        table.rows = chosen.map(({ op, row }) => ({ op, row: decodeRow(row, table.columns) }));
        table.ends = ends;
      }
    }
  }

  #job(plan: PhysicalPlan): JobSetup {
    this.#runtime.takeTurns(this.#way.turns);
    return { plan, connectors: this.#runtime, clock: this.#clock, batchSize: this.#way.batchSize };
  }

  async #onlyPlan(): Promise<PhysicalPlan> {
    const [step, ...more] = this.#program.run;
    if (step === undefined || more.length > 0 || step.kind === 'FAILING_SQL') {
      throw new Error('a restored program has one statement that succeeds');
    }
    return this.#plan(step);
  }

  async #plan(step: Exclude<RunStep, { kind: 'FAILING_SQL' }>): Promise<PhysicalPlan> {
    const compiled: CompiledStatement =
      step.kind === 'SQL' ? await this.#session.compile(step.sql) : await this.#session.compileSet(step.statements);
    if (compiled.kind !== 'insert') {
      throw new Error(`expected an INSERT, got ${compiled.kind}`);
    }
    return compiled.plan;
  }

  async #setUp(step: SetupStep): Promise<void> {
    if (isSource(step) || isSink(step)) {
      await this.#createTable(step);
    } else if (step.kind === 'CONFIG') {
      await this.#session.set(step.key, step.value);
    } else if (step.kind === 'SQL') {
      await this.#session.run(step.sql);
    } else {
      throw new Error(`a setup step of the kind ${(step as { kind: string }).kind} is not known`);
    }
  }

  async #createTable(step: SourceStep | SinkStep): Promise<void> {
    const identifier = `values-${this.#definitions.size}`;
    const options = step.options ?? {};
    const bounded = this.#batch || this.#program.runs.every(({ base }) => base === 'SemanticTestBase');
    this.#definitions.set(identifier, valuesDefinition(identifier, options, bounded));
    await this.#session.run(createTableText(step, { ...watermarkStrategy(step), ...options, connector: identifier }));
    const table = await this.#session.table(step.name);
    this.#runtime.tables.set(step.name, new ValuesTable(table));
  }

  #table(step: TableStep): ValuesTable {
    return must(this.#runtime.tables.get(step.name));
  }

  #lookup(): DefinitionLookup {
    const own = definitionLookup();
    return {
      ...own,
      connector: (identifier) => this.#definitions.get(identifier) ?? own.connector(identifier),
      connectors: () => [...this.#definitions.keys(), ...own.connectors()],
    };
  }
}

function outcomeOf(differs: string): Outcome {
  return differs === '' ? PASSED : failed(differs);
}

function finalDifference(expected: readonly Change[], table: ValuesTable): string {
  return difference(finalRows(expected, table.primaryKey), finalRows(table.changes, table.primaryKey));
}

function decodeRow(row: readonly TypedJson[], columns: readonly ValuesColumn[]): ReturnType<typeof decodeTyped>[] {
  return columns.map(({ type }, i) => decodeTyped(row[i] ?? null, type));
}

/** Typed rows are exact; where a value has no typed form, Flink's text stands for it. */
function expectedTexts(
  texts: readonly string[] | null | undefined,
  rows: readonly JsonChange[] | null | undefined,
  columns: readonly ValuesColumn[],
): string[] {
  if (rows === undefined || rows === null || JSON.stringify(rows).includes('"$java"')) {
    return [...(texts ?? [])];
  }
  const types = columns.map(({ type }) => type);
  return rows.map(({ op, row }) => changeText(changeOf(op, decodeRow(row, columns), types)));
}

/**
 * Flink's runners let every source that makes its own watermarks emit one for every row; behind the others an operator
 * makes them, to which the strategy does not reach.
 */
function watermarkStrategy(step: TableStep): Readonly<Record<string, string>> {
  const ownWatermarks = step.options?.['enable-watermark-push-down'] === 'true';
  return ownWatermarks && step.schema.some((line) => /^\s*watermark\s+for\b/i.test(line))
    ? { 'scan.watermark.emit.strategy': 'on-event' }
    : {};
}
