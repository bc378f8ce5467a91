import { type PointerEvent, type RefObject, useCallback, useLayoutEffect, useRef, useState } from 'react';
import { type GraphLayout, NODE_WIDTH, type PlacedNode } from '../../core/graph/layout.ts';

interface Viewport {
  readonly x: number;
  readonly y: number;
  readonly scale: number;
}

const SMALLEST = 0.3;
const LARGEST = 2;
/** A graph is first shown no smaller than this; what has no room is dragged into view. */
const READABLE = 0.72;
/** The zoom buttons stand below the graph, not on it. */
const BUTTON_STRIP = 34;
const DEFAULT_MAX_HEIGHT = 420;
const SHORTEST = 72;
/** A press that moves less than this is a click. */
const DRAG_FROM = 4;

interface FrameHeight {
  readonly height: number | undefined;
  readonly maxHeight: number | undefined;
}

/** Where the graph stands in its frame. It fits itself until a person has moved or zoomed it. */
export function useViewport(frame: RefObject<HTMLDivElement | null>, layout: GraphLayout, size: FrameHeight) {
  const [width, setWidth] = useState(0);
  const [placed, setPlaced] = useState<{ readonly layout: GraphLayout; readonly viewport: Viewport } | null>(null);
  const drag = useRef<{ readonly x: number; readonly y: number; readonly from: Viewport } | null>(null);
  const byWidth = scaleFor(width, layout.width);
  const height =
    size.height ??
    Math.min(
      size.maxHeight ?? DEFAULT_MAX_HEIGHT,
      Math.max(SHORTEST, Math.ceil(layout.height * byWidth)) + BUTTON_STRIP,
    );
  const room = { width, height: height - BUTTON_STRIP };
  const fitted = fit(layout, room.width, room.height);
  const viewport = placed?.layout === layout ? placed.viewport : readable(fitted, layout, room);

  useLayoutEffect(() => {
    const element = frame.current;
    if (element === null) {
      return;
    }
    setWidth(element.clientWidth);
    const watcher = new ResizeObserver(() => setWidth(element.clientWidth));
    watcher.observe(element);
    return () => watcher.disconnect();
  }, [frame]);

  const move = useCallback((next: Viewport) => setPlaced({ layout, viewport: next }), [layout]);
  const zoomAt = useCallback(
    (factor: number, x: number, y: number) => {
      const scale = Math.max(SMALLEST, Math.min(LARGEST, viewport.scale * factor));
      const grown = scale / viewport.scale;
      move({ scale, x: x - (x - viewport.x) * grown, y: y - (y - viewport.y) * grown });
    },
    [viewport, move],
  );

  useLayoutEffect(() => {
    const element = frame.current;
    // React listens to wheels passively, and a passive listener cannot keep the page from zooming.
    const onWheel = (event: WheelEvent): void => {
      if (event.ctrlKey || event.metaKey) {
        event.preventDefault();
        const box = (event.currentTarget as HTMLElement).getBoundingClientRect();
        zoomAt(Math.exp(-event.deltaY / 300), event.clientX - box.left, event.clientY - box.top);
      }
    };
    element?.addEventListener('wheel', onWheel, { passive: false });
    return () => element?.removeEventListener('wheel', onWheel);
  }, [frame, zoomAt]);

  return {
    ...viewport,
    height,
    zoom: (factor: number) => zoomAt(factor, room.width / 2, room.height / 2),
    fit: () => move(fitted),
    reveal: (node: PlacedNode) => move(revealed(viewport, node, room)),
    handlers: {
      onPointerDown(event: PointerEvent<HTMLDivElement>) {
        if (event.button === 0) {
          drag.current = { x: event.clientX, y: event.clientY, from: viewport };
        }
      },
      onPointerMove(event: PointerEvent<HTMLDivElement>) {
        const start = drag.current;
        if (start === null || event.buttons === 0) {
          drag.current = null;
          return;
        }
        const dx = event.clientX - start.x;
        const dy = event.clientY - start.y;
        if (Math.hypot(dx, dy) >= DRAG_FROM) {
          event.currentTarget.setPointerCapture(event.pointerId);
          move({ ...start.from, x: start.from.x + dx, y: start.from.y + dy });
        }
      },
      onPointerUp() {
        drag.current = null;
      },
    },
  };
}

function scaleFor(room: number, needed: number): number {
  return needed === 0 || room === 0 ? 1 : Math.min(1, room / needed);
}

function fit(layout: GraphLayout, width: number, height: number): Viewport {
  const scale = Math.max(SMALLEST, Math.min(scaleFor(width, layout.width), scaleFor(height, layout.height)));
  return {
    scale,
    x: Math.max(0, (width - layout.width * scale) / 2),
    y: Math.max(0, (height - layout.height * scale) / 2),
  };
}

/** As it fits, but never so small that it cannot be read; then it begins at its beginning. */
function readable(fitted: Viewport, layout: GraphLayout, frame: { width: number; height: number }): Viewport {
  if (fitted.scale >= READABLE) {
    return fitted;
  }
  const middle = (room: number, needed: number): number => Math.max(0, (room - needed * READABLE) / 2);
  return { scale: READABLE, x: middle(frame.width, layout.width), y: middle(frame.height, layout.height) };
}

/** Moved just so far that a node is seen whole. */
function revealed(viewport: Viewport, node: PlacedNode, frame: { width: number; height: number }): Viewport {
  const { scale } = viewport;
  return {
    scale,
    x: viewport.x + shift(viewport.x + node.x * scale, NODE_WIDTH * scale, frame.width),
    y: viewport.y + shift(viewport.y + node.y * scale, node.height * scale, frame.height),
  };
}

const MARGIN = 8;

function shift(from: number, length: number, room: number): number {
  if (from < MARGIN) {
    return MARGIN - from;
  }
  return from + length > room - MARGIN ? Math.max(MARGIN - from, room - MARGIN - from - length) : 0;
}
