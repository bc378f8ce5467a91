/** Which cells a person may want to run again, and why. */
import type { Cell } from '@riffle/protocol';
import type { NoteState } from '../notes/note-store.ts';
import type { InsightState } from './insight-store.ts';
import { makerOf } from './makers.ts';

/** States in which a cell shows what it came to: only then can that be out of date. */
const SHOWS_RESULTS: ReadonlySet<Cell['status']> = new Set(['live', 'finished', 'cancelled']);

export function isStale(cell: Cell, insight: InsightState): boolean {
  return SHOWS_RESULTS.has(cell.status) && insight[cell.id]?.stale != null && cell.run?.text === cell.text;
}

/** Stale cells with those that have to run before them, in the note's order. */
export function staleCells({ open, cells }: Pick<NoteState, 'open' | 'cells'>, insight: InsightState): string[] {
  const ids = open?.cellIds ?? [];
  const stale = ids.filter((id) => {
    const cell = cells[id];
    return cell !== undefined && isStale(cell, insight);
  });
  const wanted = new Set(stale.flatMap((id) => [...(insight[id]?.stale?.after ?? []), id]));
  return ids.filter((id) => wanted.has(id));
}

/** Cells with those that make what they read and is not there, in the note's order. */
export function withMakers(
  wanted: readonly string[],
  { cellIds, insight }: { readonly cellIds: readonly string[]; readonly insight: InsightState },
): string[] {
  const all = new Set<string>();
  const waiting = [...wanted];
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    if (!all.has(id)) {
      all.add(id);
      for (const use of insight[id]?.uses ?? []) {
        const maker = use.role === 'makes' || use.exists ? undefined : makerOf(use.key, id, { cellIds, insight });
        waiting.push(...(maker === undefined ? [] : [maker]));
      }
    }
  }
  return cellIds.filter((id) => all.has(id));
}
