/**
 * Moving a cell by its handle, with mouse, pen or touch. Pointer events rather than the browser's own drag: they are the
 * same for a finger, and the dragged cell stays where it is, with its editor and its rows, until it is dropped.
 */
import { studio } from '../../../page.ts';
import { type Box, dropPlace, indexAfterMove } from './drop-place.ts';

/** A press that moves less than this is a click, in pixels. */
const THRESHOLD = 4;
/** How near to the note's edge it begins to scroll, and how fast at the edge itself, in pixels (a frame). */
const SCROLL_ZONE = 70;
const SCROLL_STEP = 18;

export function startCellDrag(cellId: string, handle: HTMLElement, down: PointerEvent): void {
  const note = handle.closest<HTMLElement>('.note');
  if (note === null || down.button !== 0) {
    return;
  }
  let point = { x: down.clientX, y: down.clientY };
  let dragging = false;
  let frame = 0;
  let place: number | undefined;
  const listening = new AbortController();

  function onMove(event: PointerEvent): void {
    point = { x: event.clientX, y: event.clientY };
    if (!dragging && Math.hypot(point.x - down.clientX, point.y - down.clientY) >= THRESHOLD) {
      dragging = true;
      studio.ui.setState({ dragged: cellId });
      frame = requestAnimationFrame(onFrame);
    }
  }

  /** Once a frame while dragging: scrolls near an edge, and shows where the cell would go. */
  function onFrame(): void {
    scrollNearEdge(note as HTMLElement, point.y);
    const found = dropPlace(boxesOf(note as HTMLElement), point.x, point.y);
    place = found?.before;
    studio.ui.setState({ dropLine: found === undefined ? null : insideOf(note as HTMLElement, found.line) });
    frame = requestAnimationFrame(onFrame);
  }

  function end(dropped: boolean): void {
    listening.abort();
    cancelAnimationFrame(frame);
    studio.ui.setState({ dragged: null, dropLine: null });
    if (!dragging) {
      studio.focusCell(cellId);
    } else if (dropped && place !== undefined) {
      const from = studio.notes.getState().open?.cellIds.indexOf(cellId) ?? -1;
      void studio.cells.moveTo(cellId, indexAfterMove(from, place));
    } else {
      studio.ui.setState({ announcement: 'Not moved.' });
    }
  }

  const { signal } = listening;
  handle.setPointerCapture(down.pointerId);
  handle.addEventListener('pointermove', onMove, { signal });
  handle.addEventListener('pointerup', () => end(true), { signal });
  handle.addEventListener('lostpointercapture', () => end(false), { signal });
  window.addEventListener(
    'keydown',
    (event) => {
      if (event.key === 'Escape') {
        event.preventDefault();
        event.stopPropagation();
        end(false);
      }
    },
    { signal, capture: true },
  );
}

function boxesOf(note: HTMLElement): Box[] {
  return [...note.querySelectorAll('[data-cell-id]')].map((cell) => {
    // A DOMRect has its figures on its prototype, where a copy would not find them.
    const { left, top, right, bottom } = cell.getBoundingClientRect();
    return { left, top, right, bottom };
  });
}

/** A line on the screen as a place in the note's scrolled content. */
function insideOf(note: HTMLElement, line: Box): Box {
  const origin = note.querySelector('.cells')?.getBoundingClientRect() ?? note.getBoundingClientRect();
  return {
    left: line.left - origin.left,
    right: line.right - origin.left,
    top: line.top - origin.top,
    bottom: line.bottom - origin.top,
  };
}

function scrollNearEdge(note: HTMLElement, y: number): void {
  const { top, bottom } = note.getBoundingClientRect();
  const up = Math.max(0, SCROLL_ZONE - (y - top));
  const down = Math.max(0, SCROLL_ZONE - (bottom - y));
  if (up > 0 || down > 0) {
    note.scrollTop += (Math.min(1, (down - up) / SCROLL_ZONE) * SCROLL_STEP) | 0;
  }
}
