import type { Cell } from '@riffle/protocol';
import { splitParagraph } from '../language/paragraph-header.ts';

/** How a cell looks at a glance. What runs is seen first, then what one has to act on, then what was. */
export type CellLook =
  | Exclude<Cell['status'], 'idle'>
  | 'empty'
  | 'not-run'
  | 'paused'
  | 'disabled'
  | 'stale'
  | 'edited';

/** What a look depends on beside the cell as the server has it. */
export interface CellSigns {
  /** Nothing but a header is in it. */
  readonly empty: boolean;
  /** The text is no longer the one that ran. */
  readonly edited: boolean;
  /** Its view stands still while the job runs on. */
  readonly paused: boolean;
  /** Running it again would give something else: what it reads has changed. */
  readonly stale: boolean;
}

export function cellLook(cell: Pick<Cell, 'status' | 'enabled'>, signs: CellSigns): CellLook {
  if (isRunning(cell.status)) {
    return cell.status === 'live' && signs.paused ? 'paused' : (cell.status as CellLook);
  }
  if (!cell.enabled) {
    return 'disabled';
  }
  if (cell.status === 'failed' || cell.status === 'frozen') {
    return cell.status;
  }
  if (cell.status === 'idle') {
    return signs.empty ? 'empty' : 'not-run';
  }
  if (signs.stale) {
    return 'stale';
  }
  return signs.edited ? 'edited' : cell.status;
}

/** The signs a cell gives: its text as it stands in this browser, and the results whose view stands still. */
export function cellSigns(
  cell: Cell,
  text: string,
  around: { readonly paused: Readonly<Record<string, unknown>>; readonly stale: boolean },
): CellSigns {
  return {
    empty: splitParagraph(text).body.trim() === '',
    edited: cell.run !== null && cell.status !== 'idle' && text !== cell.run.text,
    paused: cell.run?.outputs.some((output) => output.kind === 'result' && output.resultId in around.paused) === true,
    stale: around.stale,
  };
}

/** What took a frozen cell's run down: a run that was stored as begun ended with the server. */
export function frozenBy({ run }: Pick<Cell, 'run'>): 'interpreter' | 'server' {
  return run?.runId.startsWith('stored-') === true ? 'server' : 'interpreter';
}

export function isRunning(status: Cell['status']): boolean {
  return status === 'queued' || status === 'starting' || status === 'live';
}

/** Code and output both hidden: only the head is left. */
export function isFolded(cell: Pick<Cell, 'editorHidden' | 'outputHidden'>): boolean {
  return cell.editorHidden && cell.outputHidden;
}

/** Problems a run ended with. */
export function problemCount(cell: Pick<Cell, 'run'>): number {
  return cell.run?.outputs.filter((output) => output.kind === 'problem').length ?? 0;
}
