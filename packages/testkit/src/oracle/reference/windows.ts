/**
 * Windows over rows in order of arrival. A row is late for a window when the watermark has reached the window's last
 * millisecond before the row comes (Flink 2.2: `watermark >= end - 1`), and counts only in windows it is not late for.
 */
import type { Window } from '../model/model.ts';
import { keyOf, type Row } from './cells.ts';
import { type Event, noteTiming, rowsOf, type Timing } from './events.ts';

/** A window of one key with what is in it when it is over; one whose rows were all taken back gives no result. */
export interface WindowRows {
  readonly start: number;
  readonly end: number;
  readonly rows: Row[];
}

type Span = Pick<WindowRows, 'start' | 'end'>;

/** All windows a time belongs to. */
export function windowsOf(time: number, window: Exclude<Window, { kind: 'session' }>): Span[] {
  switch (window.kind) {
    case 'tumble': {
      const start = floorTo(time, window.size, window.offset);
      return [{ start, end: start + window.size }];
    }
    case 'hop': {
      const last = floorTo(time, window.slide, window.offset);
      const spans: Span[] = [];
      for (let start = last; start + window.size > time; start -= window.slide) {
        spans.push({ start, end: start + window.size });
      }
      return spans;
    }
    case 'cumulate': {
      const start = floorTo(time, window.size, window.offset);
      const spans: Span[] = [];
      for (let end = start + window.step; end <= start + window.size; end += window.step) {
        if (end > time) {
          spans.push({ start, end });
        }
      }
      return spans;
    }
  }
}

function floorTo(time: number, length: number, offset: number): number {
  return Math.floor((time - offset) / length) * length + offset;
}

export interface Grouping {
  readonly time: string;
  readonly keys: readonly string[];
}

/** The rows of each window and key. */
export function rowsByWindow(events: readonly Event[], window: Window, by: Grouping, timing: Timing): WindowRows[] {
  return window.kind === 'session'
    ? sessions(events, window.gap, by, timing)
    : fixedWindows(events, window, by, timing);
}

function fixedWindows(
  events: readonly Event[],
  window: Exclude<Window, { kind: 'session' }>,
  by: Grouping,
  timing: Timing,
): WindowRows[] {
  const found = new Map<string, { readonly span: Span; readonly events: Event[] }>();
  for (const event of events) {
    for (const span of windowsOf(event.row[by.time] as number, window)) {
      if (span.end - 1 <= event.watermark) {
        noteTiming(event, timing);
        continue;
      }
      const key = `${span.start}|${span.end}|${keyOf(event.row, by.keys)}`;
      const counted = found.get(key) ?? { span, events: [] };
      found.set(key, counted);
      counted.events.push(event);
    }
  }
  const windows = [...found.values()].map((counted) => ({ ...counted.span, rows: rowsOf(counted.events) }));
  return windows.filter(({ rows }) => rows.length > 0);
}

/** A session that has ended before a row comes takes no more rows, even those that would touch it. */
function sessions(events: readonly Event[], gap: number, by: Grouping, timing: Timing): WindowRows[] {
  const byKey = new Map<string, { open: WindowRows[]; readonly ended: WindowRows[] }>();
  for (const event of events) {
    const key = keyOf(event.row, by.keys);
    const state = byKey.get(key) ?? { open: [], ended: [] };
    byKey.set(key, state);
    const time = event.row[by.time] as number;
    const own = { start: time, end: time + gap };
    state.ended.push(...state.open.filter(({ end }) => end - 1 <= event.watermark));
    if (state.ended.some((session) => touches(session, own))) {
      noteTiming(event, timing);
    }
    const stillOpen = state.open.filter(({ end }) => end - 1 > event.watermark);
    state.open = withRow(event, own, stillOpen, timing);
  }
  return [...byKey.values()].flatMap(({ open, ended }) => [...ended, ...open]);
}

function withRow(event: Event, own: Span, sessionsOfKey: readonly WindowRows[], timing: Timing): WindowRows[] {
  const touching = sessionsOfKey.filter((session) => touches(session, own));
  const merged: WindowRows = {
    start: Math.min(own.start, ...touching.map(({ start }) => start)),
    end: Math.max(own.end, ...touching.map(({ end }) => end)),
    rows: [...touching.flatMap(({ rows }) => rows), event.row],
  };
  if (merged.end - 1 <= event.watermark) {
    noteTiming(event, timing);
    return [...sessionsOfKey];
  }
  return [...sessionsOfKey.filter((session) => !touching.includes(session)), merged];
}

function touches(a: Span, b: Span): boolean {
  return a.start <= b.end && b.start <= a.end;
}
