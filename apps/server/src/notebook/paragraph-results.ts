import { displayOutput } from '@riffle/cells';
import { noteDate, type ParagraphDocument, type ParagraphStatus } from '@riffle/note-model';
import type { CellStatus } from '@riffle/protocol';
import { type CellState, showsStoredResults, withBegun } from './cell-state.ts';
import type { ResultMirror } from './result-mirror.ts';

/** Results larger than this are not stored with the note (Zeppelin's own limit for an output). */
const STORED_LIMIT_BYTES = 102_400;

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

/** The paragraph as Zeppelin's REST shows it: with its status and the current view of its results. */
export function liveParagraph(state: CellState, find: FindResult): ParagraphDocument {
  const { paragraph, run, status } = state;
  if (showsStoredResults(state)) {
    return { ...paragraph, status: ZEPPELIN_STATUS[status] };
  }
  const { results: _stored, ...rest } = paragraph;
  const base: ParagraphDocument = { ...rest, status: ZEPPELIN_STATUS[status] };
  if (run === null) {
    return base;
  }
  const rowsOf = (resultId: string) =>
    find(resultId)
      ?.rows()
      .map(([, cells]) => cells);
  const msg = run.outputs.flatMap((output) => displayOutput(output, rowsOf) ?? []);
  return {
    ...base,
    ...(run.startedAt === undefined ? {} : { dateStarted: noteDate(run.startedAt) }),
    ...(run.finishedAt === undefined ? {} : { dateFinished: noteDate(run.finishedAt) }),
    ...(msg.length === 0 && status !== 'finished'
      ? {}
      : { results: { code: status === 'failed' ? ('ERROR' as const) : ('SUCCESS' as const), msg } }),
  };
}

/** The paragraph as it is stored: results only while they are small. */
export function storedParagraph(state: CellState, find: FindResult): ParagraphDocument {
  const shown = liveParagraph(state, find);
  const live = BEGUN.has(state.status) ? withBegun(shown) : shown;
  const size = live.results?.msg.reduce((sum, message) => sum + message.data.length, 0) ?? 0;
  if (size <= STORED_LIMIT_BYTES) {
    return live;
  }
  const { results: _tooLarge, ...rest } = live;
  return rest;
}
