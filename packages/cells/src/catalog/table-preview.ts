import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { isInsertOnly, planToJson } from '@riffle/plan';
import type { TablePreview } from '@riffle/protocol';
import { parseSql } from '@riffle/sql';
import { resultColumns } from '../interpreter/result-columns.ts';
import type { InterpreterSettings } from '../messages.ts';
import type { CompiledQuery } from '../session/script.ts';
import type { SqlSession } from '../session/sql-session.ts';
import type { FromJobWorker } from '../worker/job-messages.ts';
import type { JobPool, RunningJob } from '../worker/job-pool.ts';

/** Rows a person looks at to know a table. */
const MOST_ROWS = 20;
const MOST_MILLIS = 8_000;

export interface PreviewParts {
  readonly session: SqlSession;
  readonly pool: JobPool;
  readonly settings: InterpreterSettings;
  /** The table's name, quoted. */
  readonly table: string;
  readonly connector: string | undefined;
  readonly signal: AbortSignal;
}

/** Reads some rows of a table with a job of its own, which ends with enough rows, at the end of them or of the time. */
export async function previewTable(parts: PreviewParts): Promise<TablePreview> {
  const compiled = await compilePreview(parts);
  if (typeof compiled === 'string') {
    return { columns: [], rows: [], ended: 'failed', seconds: 0, note: compiled };
  }
  return readRows(parts, compiled);
}

/** A stream is read from its beginning, whatever the table says: new records may be long in coming. */
async function compilePreview({ session, table, connector }: PreviewParts): Promise<CompiledQuery | string> {
  const hints = connector?.startsWith('kinesis') ? POSITION_HINTS : [];
  let problem = 'The table cannot be read.';
  for (const hint of [...hints, '']) {
    const text = `SELECT * FROM ${table}${hint}`;
    const { statements } = parseSql(text);
    const { statement, diagnostics } = await session.compile(statements, text, 'streaming');
    const error = diagnostics.find(({ severity }) => severity === 'error');
    if (statement?.kind === 'query' && error === undefined) {
      return statement;
    }
    problem = error?.message ?? problem;
  }
  return problem;
}

const POSITION_HINTS = ['source.init.position', 'scan.stream.initpos'].map(
  (option) => ` /*+ OPTIONS('${option}' = 'TRIM_HORIZON') */`,
);

function readRows({ pool, settings, signal }: PreviewParts, query: CompiledQuery): Promise<TablePreview> {
  const started = performance.now();
  const jobId = randomUUID();
  const rows = new Map<number, (string | null)[]>();
  let ended: TablePreview['ended'] = 'end';
  let job: RunningJob | null = null;
  const endAs = (reason: TablePreview['ended']): void => {
    if (ended === 'end') {
      ended = reason;
      job?.cancel();
    }
  };
  return new Promise((resolve) => {
    const timer = setTimeout(() => endAs('time'), MOST_MILLIS);
    const stop = (): void => endAs('stopped');
    signal.addEventListener('abort', stop);
    const finish = (note?: string): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', stop);
      const shown = [...rows].sort(([a], [b]) => a - b).slice(0, MOST_ROWS);
      resolve({
        columns: resultColumns(query.columns),
        rows: shown.map(([, cells]) => cells),
        ended,
        seconds: (performance.now() - started) / 1000,
        ...(note === undefined ? {} : { note }),
      });
    };
    const onMessage = (message: FromJobWorker): void => {
      switch (message.op) {
        case 'changed':
          for (const number of message.change.removes) {
            rows.delete(number);
          }
          for (const [number, cells] of message.change.upserts) {
            rows.set(number, [...cells]);
          }
          if (rows.size >= MOST_ROWS) {
            endAs('enough');
          }
          break;
        case 'ended':
          finish();
          break;
        case 'failed':
          ended = 'failed';
          finish(message.problem.message);
          break;
        default:
          break;
      }
    };
    job = pool.start(
      {
        jobId,
        name: 'preview',
        plan: planToJson(query.plan),
        view: {
          resultId: jobId,
          mode: isInsertOnly(query.changelog) ? 'append' : 'update',
          cap: MOST_ROWS,
          keyColumns: query.upsertKeys[0] ?? [],
          refreshMs: undefined,
          thresholdMs: undefined,
        },
        parallelism: 1,
        aws: settings.aws,
        memoryBytes: settings.jobMemoryBytes,
        checkpointDirectory: join(settings.directory, 'checkpoints', jobId),
      },
      onMessage,
    );
  });
}
