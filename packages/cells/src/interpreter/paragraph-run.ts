import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs';
import { join } from 'node:path';
import type { RowField, Value } from '@riffle/columns';
import {
  type FilledText,
  fillParagraph,
  languageOf,
  type ParagraphHeader,
  paragraphForms,
  parseHeader,
  type ScopedValues,
} from '@riffle/note-model';
import {
  changeKinds,
  type Diagnostic,
  formatIdentifier,
  isInsertOnly,
  type PhysicalPlan,
  planToJson,
} from '@riffle/plan';
import type { Output, Problem } from '@riffle/protocol';
import { placeOfFailure, type Statement } from '@riffle/sql';
import { RunDigests } from '../insight/run-digests.ts';
import { renderMarkdown } from '../markdown.ts';
import type { AwsAccess, FromInterpreter, InterpreterSettings, JobEnd, RunOutcome } from '../messages.ts';
import { DEFAULT_CAPS } from '../results/result-view.ts';
import { isTimestamp } from '../results/retention.ts';
import { isBoundedPlan } from '../session/bounded-plan.ts';
import { type CompiledInsert, type CompiledQuery, runScript, type ScriptHost, sourceText } from '../session/script.ts';
import type { SqlSession } from '../session/sql-session.ts';
import { statementPlan } from '../session/statement-plan.ts';
import type { FromJobWorker, JobProblem, JobSpec, ViewSpec } from '../worker/job-messages.ts';
import type { JobPool, RunningJob } from '../worker/job-pool.ts';
import { formProblems, inSource } from './form-places.ts';
import { type AskedProperties, askedProperties, headerDiagnostics } from './header-properties.ts';
import { jobName } from './job-name.ts';
import { PrintedLines } from './printed-lines.ts';
import { problemOf } from './problem-text.ts';
import { resultColumns, tableOutput } from './result-columns.ts';
import { secretsOf, withoutSecrets } from './secrets.ts';

/** What the jobs of a run are given. */
export type JobSettings = Pick<InterpreterSettings, 'jobMemoryBytes' | 'directory'> & {
  readonly aws: AwsAccess | undefined;
};

export interface ParagraphRunOptions {
  readonly runId: string;
  readonly text: string;
  readonly title: string;
  /** What the forms of the text have been given. */
  readonly values: ScopedValues;
  readonly settings: JobSettings;
  readonly sessionId: string;
  readonly pool: JobPool;
  readonly send: (message: FromInterpreter) => void;
  /** Rows a result keeps in view; without it, what suits its mode. */
  readonly cap?: number | undefined;
}

/** The folder of checkpoints below the interpreter's own. */
export const CHECKPOINTS = 'checkpoints';

/** Messages that are kept with the note or the history of jobs. The rows of a result are what the person asked for. */
const DESCRIBING: ReadonlySet<FromInterpreter['op']> = new Set([
  'run-output',
  'run-record',
  'result-opened',
  'job-started',
  'job-ended',
]);

/** How far a run has come, for those that wait for it. Each may be called again when more of it comes as far. */
export interface RunTurn {
  /** A job of it is live, or all is done: somebody else's paragraph may start. */
  readonly live?: () => void;
  /** What writes and ends by itself has ended: a paragraph that reads it may start. */
  readonly written?: () => void;
  /** All that ends by itself has ended. */
  readonly settled?: () => void;
}

/** Says why a job failed, where it stands in the paragraph. */
type TellProblem = (problem: JobProblem) => void;

interface JobStart {
  readonly view: ViewSpec | null;
  readonly jobId: string;
  readonly turn: RunTurn;
  readonly tell: TellProblem;
}

/** Thrown through a script to end it: what is to be said has been said. */
class RunStopped extends Error {}

/** One run of one paragraph: reads its header, runs its body, and follows the jobs it starts. */
export class ParagraphRun {
  readonly #options: ParagraphRunOptions;
  readonly #header: ParagraphHeader;
  readonly #asked: AskedProperties;
  readonly #jobs = new Map<RunningJob, JobSpec>();
  readonly #jobEnds: Promise<void>[] = [];
  #printed: PrintedLines | null = null;
  #cancelled = false;
  #jobCancelled = false;
  #failed = false;

  constructor(options: ParagraphRunOptions) {
    const secrets = secretsOf(options.text, options.values);
    this.#options = {
      ...options,
      send: (message) => options.send(DESCRIBING.has(message.op) ? withoutSecrets(message, secrets) : message),
    };
    this.#header = parseHeader(options.text);
    this.#asked = askedProperties(this.#header.properties);
  }

  /** Ends queued work at once and running jobs within half a second. */
  cancel(): void {
    this.#cancelled = true;
    for (const job of this.#jobs.keys()) {
      job.cancel();
    }
  }

  /** Something in it has gone wrong so far. */
  get failed(): boolean {
    return this.#failed;
  }

  /** Ends one of its jobs, when it has one of that id. */
  cancelJob(jobId: string): void {
    for (const [job, spec] of this.#jobs) {
      if (spec.jobId === jobId) {
        this.#jobCancelled = true;
        job.cancel();
      }
    }
  }

  /** A job of it runs. */
  get live(): boolean {
    return this.#jobs.size > 0;
  }

  setCap(resultId: string, cap: number): void {
    for (const [job, { view }] of this.#jobs) {
      if (view?.resultId === resultId) {
        job.setCap(cap);
      }
    }
  }

  watchChanges(resultId: string, on: boolean): void {
    for (const [job, { view }] of this.#jobs) {
      if (view?.resultId === resultId) {
        job.watchChanges(on);
      }
    }
  }

  /** Runs to the end of everything the paragraph starts. All of `turn` is called. */
  async execute(session: Promise<SqlSession>, turn: RunTurn): Promise<RunOutcome> {
    if (this.#cancelled) {
      return 'cancelled';
    }
    this.#options.send({ op: 'run-started', runId: this.#options.runId });
    try {
      await this.#runBody(session, turn);
    } catch (error) {
      if (!(error instanceof RunStopped)) {
        this.#problem({ message: (error as Error).message, detail: (error as Error).stack });
      }
    }
    turn.live?.();
    turn.written?.();
    turn.settled?.();
    await Promise.all(this.#jobEnds);
    this.#printed?.flush();
    if (this.#failed) {
      return 'failed';
    }
    return this.#cancelled || this.#jobCancelled ? 'cancelled' : 'finished';
  }

  async #runBody(session: Promise<SqlSession>, turn: RunTurn): Promise<void> {
    const { problem, bodyStart, interpreter } = this.#header;
    if (problem !== null) {
      this.#diagnose('invalid-header', problem.message, problem.offset);
      return;
    }
    const filled = this.#fillForms();
    if (filled === null) {
      return;
    }
    const body = filled.text.slice(bodyStart);
    switch (languageOf(interpreter)) {
      case 'markdown':
        this.#output({ kind: 'html', html: renderMarkdown(body) });
        break;
      case 'ssql':
        await this.#runSql(await session, filled, { mode: 'streaming', turn });
        break;
      case 'bsql':
        await this.#runSql(await session, filled, { mode: 'batch', turn });
        break;
      case 'python':
      case 'scala':
        this.#diagnose(
          'not-supported',
          `not supported yet: %${interpreter} paragraphs. %flink.ssql, %flink.bsql and %md run.`,
          0,
        );
        break;
      case 'unknown':
        this.#diagnose(
          'unknown-interpreter',
          `There is no interpreter %${interpreter}. Use %flink.ssql, %flink.bsql or %md.`,
          0,
        );
    }
  }

  /** The text with its forms' values; null when something about them has been told. */
  #fillForms(): FilledText | null {
    const { text, values } = this.#options;
    const { occurrences } = paragraphForms(text);
    const [problem] = formProblems(text, values);
    if (problem !== undefined) {
      this.#failed = true;
      this.#output({ kind: 'problem', problem: problemOf(problem, text) });
      return null;
    }
    return fillParagraph(text, values, occurrences);
  }

  async #runSql(
    session: SqlSession,
    filled: FilledText,
    run: { mode: 'streaming' | 'batch'; turn: RunTurn },
  ): Promise<void> {
    const remarks = headerDiagnostics(this.#options.text);
    const errors = remarks.filter(({ severity }) => severity === 'error');
    if (errors.length > 0) {
      this.#failed = true;
      this.#tell(errors);
      return;
    }
    const { bodyStart } = this.#header;
    const body = filled.text.slice(bodyStart);
    const failureIn =
      (statements: readonly Statement[]): TellProblem =>
      (problem) =>
        this.#problem(problem, inSource(failureDiagnostic(problem, statements, body), bodyStart, filled));
    const host: ScriptHost = {
      text: (text) => this.#output({ kind: 'text', text }),
      explain: (text) => this.#output({ kind: 'text', text }),
      table: (columns: readonly RowField[], rows: readonly (readonly Value[])[]) =>
        this.#output(tableOutput(columns, rows, session.zone)),
      query: (query, statements) =>
        this.#startQuery(query, { statements, body }, { turn: run.turn, tell: failureIn(statements) }),
      insert: (insert, statements) => this.#startInsert(insert, run.turn, failureIn(statements)),
      catalogChanged: () => this.#options.send({ op: 'catalog-changed' }),
      cancelled: () => this.#cancelled,
    };
    const digests = new RunDigests(session, body, run.mode);
    await digests.before();
    const outcome = await runScript(session, body, host, { mode: run.mode, runAsOne: this.#asked.runAsOne });
    if (outcome.ok) {
      await this.#record(digests);
    }
    this.#tell(outcome.diagnostics.map((diagnostic) => inSource(diagnostic, bodyStart, filled)));
    this.#tell(remarks);
    this.#failed ||= !outcome.ok;
  }

  /** Puts diagnostics about the paragraph's text with its outputs. */
  #tell(diagnostics: readonly Diagnostic[]): void {
    for (const diagnostic of diagnostics) {
      this.#output({ kind: 'problem', problem: problemOf(diagnostic, this.#options.text) });
    }
  }

  /** Keeps what the run came to; one that failed came to nothing that could go stale. */
  async #record(digests: RunDigests): Promise<void> {
    const { runId, sessionId, send } = this.#options;
    send({ op: 'run-record', runId, record: { sessionId, ...(await digests.after()) } });
  }

  #startQuery(
    query: CompiledQuery,
    { statements, body }: { readonly statements: readonly Statement[]; readonly body: string },
    { turn, tell }: Pick<JobStart, 'turn' | 'tell'>,
  ): Promise<void> {
    const { mode: asked, template, refreshMs, thresholdMs } = this.#asked;
    if (asked === 'append' && !isInsertOnly(query.changelog)) {
      this.#diagnose(
        'invalid-header',
        'type=append shows rows that only ever come, and the rows of this query change. Use type=update, or leave it out.',
        0,
      );
      return Promise.reject(new RunStopped());
    }
    if (asked === 'append' && thresholdMs !== undefined && !isTimestamp(query.columns[0]?.type)) {
      this.#diagnose(
        'invalid-header',
        'threshold drops rows by the time in the first column, and the first column of this query is no timestamp.',
        0,
      );
      return Promise.reject(new RunStopped());
    }
    const mode = asked ?? (isInsertOnly(query.changelog) ? 'append' : 'update');
    const view: ViewSpec = {
      resultId: randomUUID(),
      mode,
      cap: mode === 'single' ? DEFAULT_CAPS.single : (this.#options.cap ?? DEFAULT_CAPS[mode]),
      keyColumns: query.upsertKeys[0] ?? [],
      refreshMs,
      thresholdMs: mode === 'append' ? thresholdMs : undefined,
    };
    const columns = resultColumns(query.columns);
    const { runId, send } = this.#options;
    const made = { plan: statementPlan(sourceText(statements, body), query.plan), kinds: changeKinds(query.changelog) };
    send({
      op: 'result-opened',
      runId,
      opening: { resultId: view.resultId, mode, columns, cap: view.cap, query: made },
    });
    this.#output({
      kind: 'result',
      resultId: view.resultId,
      mode,
      columns,
      detected: asked === undefined,
      statement: made.plan.statement,
      ...(template === undefined ? {} : { template }),
    });
    // The figures of a query's job go by the name of its result.
    return this.#startJob(query.plan, { view, jobId: view.resultId, turn, tell });
  }

  #startInsert(insert: CompiledInsert, turn: RunTurn, tell: TellProblem): Promise<void> {
    const jobId = randomUUID();
    this.#output({ kind: 'insert', jobId, tables: insert.writes.map(formatIdentifier) });
    return this.#startJob(insert.plan, { view: null, jobId, turn, tell });
  }

  /** Settles when the next statement may start: once an unbounded job runs, or a bounded one has ended. */
  #startJob(plan: PhysicalPlan, { view, jobId, turn, tell }: JobStart): Promise<void> {
    if (this.#cancelled) {
      return Promise.reject(new RunStopped());
    }
    const { settings, pool, runId, send } = this.#options;
    const spec: JobSpec = {
      jobId,
      name: jobName(plan, { asked: this.#header.properties['jobName'], title: this.#options.title }),
      plan: planToJson(plan),
      view,
      aws: settings.aws,
      memoryBytes: settings.jobMemoryBytes,
      parallelism: this.#asked.parallelism,
      checkpointDirectory: join(settings.directory, CHECKPOINTS, jobId),
    };
    const bounded = isBoundedPlan(plan);
    return new Promise((resolve, reject) => {
      const ended = Promise.withResolvers<void>();
      this.#jobEnds.push(ended.promise);
      const job = pool.start(spec, (message: FromJobWorker) => {
        switch (message.op) {
          case 'running':
            send({ op: 'job-started', runId, outline: message.outline });
            send({ op: 'run-live', runId });
            turn.live?.();
            if (!bounded || view !== null) {
              turn.written?.();
            }
            if (!bounded) {
              turn.settled?.();
              resolve();
            }
            break;
          case 'changed':
            send({ op: 'result-changed', change: message.change });
            break;
          case 'logged':
            send({ op: 'result-logged', log: message.log });
            break;
          case 'line':
            this.#printed ??= new PrintedLines(runId, send);
            this.#printed.add(message.line);
            break;
          case 'figures':
            send({ op: 'job-figures', runId, figures: message.figures });
            break;
          case 'ended':
            this.#endJob(job, { outcome: message.outcome });
            ended.resolve();
            resolve();
            break;
          case 'failed':
            this.#endJob(job, { outcome: 'failed', problem: message.problem });
            tell(message.problem);
            ended.resolve();
            reject(new RunStopped());
            break;
        }
      });
      this.#jobs.set(job, spec);
    });
  }

  #endJob(job: RunningJob, end: JobEnd): void {
    const spec = this.#jobs.get(job);
    this.#jobs.delete(job);
    if (spec !== undefined) {
      this.#options.send({ op: 'job-ended', runId: this.#options.runId, jobId: spec.jobId, end });
      // Nothing restores an interactive job: its checkpoints end with it.
      rm(spec.checkpointDirectory, { recursive: true, force: true }, () => undefined);
    }
  }

  #output(output: Output): void {
    this.#options.send({ op: 'run-output', runId: this.#options.runId, output });
  }

  /** A failure at run time; `at` is where in the paragraph, when that is known. */
  #problem(problem: JobProblem, at?: Diagnostic): void {
    this.#failed = true;
    const told: Problem =
      at === undefined
        ? { code: 'job-failed', severity: 'error', message: problem.message }
        : problemOf(at, this.#options.text);
    this.#output({ kind: 'problem', problem: { ...told, ...detailOf(problem) } });
  }

  #diagnose(code: string, message: string, offset: number): void {
    this.#failed = true;
    const end = this.#header.bodyStart === 0 ? this.#options.text.length : this.#header.bodyStart;
    const diagnostic = { code, severity: 'error' as const, message, span: { start: offset, end } };
    this.#output({ kind: 'problem', problem: problemOf(diagnostic, this.#options.text) });
  }
}

/** A failure as a mistake of the SQL it happened in. */
function failureDiagnostic(problem: JobProblem, statements: readonly Statement[], body: string): Diagnostic {
  const { message } = problem;
  return { code: 'job-failed', severity: 'error', message, ...placeOfFailure(problem, statements, body) };
}

function detailOf(problem: JobProblem): { detail?: string } {
  return problem.detail === undefined ? {} : { detail: problem.detail };
}
