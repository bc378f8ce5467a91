import { displayOutput } from '@riffle/cells';
import { type DisplayMessage, noteDate, type ParagraphDocument, type ParagraphStatus } from '@riffle/note-model';
import type { CellStatus, Output } from '@riffle/protocol';
import { type CellState, showsStoredResults, withBegun } from './cell-state.ts';
import type { ResultMirror } from './result-mirror.ts';
import { keepTable, type StoredResult, type TableRows } from './stored-results.ts';

type Config = Readonly<Record<string, unknown>>;

/** So much of a cell's results is stored with the note (Zeppelin's own limit for an output). */
const STORED_LIMIT_BYTES = 102_400;
const TOO_LONG = 'This output is too long to be kept with the note. Run the cell again to see it.';

/** Finds the view behind a `result` output. */
export type FindResult = (resultId: string) => ResultMirror | undefined;

const ZEPPELIN_STATUS: Readonly<Record<CellStatus, ParagraphStatus>> = {
  idle: 'READY',
  queued: 'PENDING',
  starting: 'RUNNING',
  live: 'RUNNING',
  finished: 'FINISHED',
  cancelled: 'ABORT',
  failed: 'ERROR',
  frozen: 'ABORT',
};

/** What the end of the server takes down, or has. */
const BEGUN: ReadonlySet<CellStatus> = new Set(['queued', 'starting', 'live', 'frozen']);
/** What is shown of one output: its messages in Zeppelin's form, and what is kept beside a table. */
interface Shown {
  readonly messages: readonly DisplayMessage[];
  readonly stored?: StoredResult;
  /** What was left out, as a sentence; it stands after all outputs, so that none changes its place. */
  readonly cut?: string;
}

/** One output in Zeppelin's display form, in at most `room` characters. */
function show(output: Output, find: FindResult, room: number): Shown {
  if (output.kind === 'table') {
    return showTable({ ...output, ...output.stored }, room, false);
  }
  if (output.kind === 'result' && (output.mode !== 'single' || output.template === undefined)) {
    const { columns, statement, mode } = output;
    const mirror = find(output.resultId);
    const rows = rowsOf(mirror) ?? [];
    const received = mode === 'append' ? mirror?.counts.received : rows.length + (mirror?.counts.dropped ?? 0);
    return showTable({ columns, rows, received: received ?? 0, statement }, room, mode === 'append');
  }
  const message = displayOutput(output, (resultId) => rowsOf(find(resultId)));
  return { messages: message === null ? [] : [fitting(message, room)] };
}

function rowsOf(mirror: ResultMirror | undefined): (readonly (string | null)[])[] | undefined {
  return mirror?.rows().map(([, cells]) => cells);
}

/** A text is cut; of anything else a part would be nothing. */
function fitting(message: DisplayMessage, room: number): DisplayMessage {
  if (message.data.length <= room) {
    return message;
  }
  return { type: 'TEXT', data: message.type === 'TEXT' ? `${message.data.slice(0, room)}…` : TOO_LONG };
}

function showTable(table: TableRows, room: number, newest: boolean): Shown {
  const { message, stored, keptRows } = keepTable(table, room, newest);
  if (keptRows === table.rows.length) {
    return { messages: [message], stored };
  }
  const which = newest ? 'last' : 'first';
  const cut = `The ${which} ${keptRows} of ${table.rows.length} rows are kept with the note, which holds ${STORED_LIMIT_BYTES / 1024} KB of a cell's results. Run the cell again to see all.`;
  return { messages: [message], stored, cut };
}

/** The paragraph as Zeppelin's REST shows it: with its status and the current view of its results. */
export function liveParagraph(state: CellState, find: FindResult): ParagraphDocument {
  return paragraphOf(state, find, Number.POSITIVE_INFINITY);
}

/** The paragraph as it is stored: of its results as much as a note may hold. */
export function storedParagraph(state: CellState, find: FindResult): ParagraphDocument {
  const shown = paragraphOf(state, find, STORED_LIMIT_BYTES);
  return BEGUN.has(state.status) ? withBegun(shown) : shown;
}

function paragraphOf(state: CellState, find: FindResult, limit: number): ParagraphDocument {
  const { paragraph, run, status } = state;
  if (showsStoredResults(state)) {
    return { ...paragraph, status: ZEPPELIN_STATUS[status] };
  }
  const { results: _before, ...rest } = paragraph;
  if (run === null) {
    return { ...rest, config: withStored(paragraph.config, {}), status: ZEPPELIN_STATUS[status] };
  }
  const msg: DisplayMessage[] = [];
  const stored: Record<number, StoredResult> = {};
  const cuts: DisplayMessage[] = [];
  let room = limit;
  for (const output of run.outputs) {
    const shown = show(output, find, room);
    if (shown.stored !== undefined) {
      stored[msg.length] = shown.stored;
    }
    msg.push(...shown.messages);
    if (shown.cut !== undefined) {
      cuts.push({ type: 'TEXT', data: shown.cut });
    }
    room = Math.max(0, room - shown.messages.reduce((sum, message) => sum + message.data.length, 0));
  }
  msg.push(...cuts);
  return {
    ...rest,
    config: withStored(paragraph.config, stored),
    status: ZEPPELIN_STATUS[status],
    ...(run.startedAt === undefined ? {} : { dateStarted: noteDate(run.startedAt) }),
    ...(run.finishedAt === undefined ? {} : { dateFinished: noteDate(run.finishedAt) }),
    ...(msg.length === 0 && status !== 'finished'
      ? {}
      : { results: { code: status === 'failed' ? ('ERROR' as const) : ('SUCCESS' as const), msg } }),
  };
}

/** The config with what is kept beside the tables, and nothing of an earlier run. */
function withStored(config: Config, stored: Readonly<Record<number, StoredResult>>): Config {
  const { riffle, ...others } = config;
  const { results: _before, ...ours } = (riffle ?? {}) as Config;
  const next = Object.keys(stored).length === 0 ? ours : { ...ours, results: stored };
  return Object.keys(next).length === 0 ? others : { ...others, riffle: next };
}
