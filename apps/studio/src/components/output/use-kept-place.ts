import { type RefObject, useLayoutEffect, useRef, useState } from 'react';
import type { Row } from '../../core/results/live-result.ts';

/** Rows after the first one in view that can stand in for it when it is gone. */
const STAND_INS = 40;

interface Anchor {
  readonly index: number;
  /** The first row in view, and those after it. */
  readonly numbers: readonly number[];
}

/**
 * A table that was scrolled away from its top stays at the row it shows first, however many come before it; when that
 * row goes, the next one takes its place. Gives how many rows have come since, and where the newest of them stands.
 */
export function useKeptPlace(
  body: RefObject<HTMLDivElement | null>,
  rows: readonly Row[],
  rowHeight: number,
  newestFirst: boolean,
): { readonly count: number; readonly newest: number } {
  const anchor = useRef<Anchor | null>(null);
  const seen = useRef(-1);
  const [away, setAway] = useState(false);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the place is kept when the rows change, and only then
  useLayoutEffect(() => {
    const element = body.current;
    if (element === null) {
      return;
    }
    const kept = anchor.current;
    if (element.scrollTop > 0 && kept !== null && rows[kept.index]?.number !== kept.numbers[0]) {
      const moved = movedBy(kept, rows);
      if (moved !== 0) {
        element.scrollTop += moved * rowHeight;
      }
    }
    remember();
  }, [rows]);
  useLayoutEffect(() => {
    const element = body.current;
    element?.addEventListener('scroll', remember, { passive: true });
    return () => element?.removeEventListener('scroll', remember);
  });

  function remember(): void {
    const top = body.current?.scrollTop ?? 0;
    const index = Math.floor(top / rowHeight);
    const numbers = rows.slice(index, index + STAND_INS).map((row) => row.number);
    anchor.current = numbers.length === 0 ? null : { index, numbers };
    if (top < rowHeight) {
      seen.current = highest(rows);
    }
    setAway(top >= rowHeight);
  }

  if (!away || !newestFirst) {
    return { count: 0, newest: 0 };
  }
  const fresh = rows.filter((row) => row.number > seen.current);
  const last = highest(fresh);
  return { count: fresh.length, newest: rows.findIndex((row) => row.number === last) };
}

/** How many rows further down the first row in view stands now. */
function movedBy({ index, numbers }: Anchor, rows: readonly Row[]): number {
  for (const [after, number] of numbers.entries()) {
    const now = rows.findIndex((row) => row.number === number);
    if (now >= 0) {
      return now - after - index;
    }
  }
  return 0;
}

function highest(rows: readonly Row[]): number {
  return rows.reduce((most, row) => Math.max(most, row.number), -1);
}
