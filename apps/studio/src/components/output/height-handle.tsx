import type { Cell } from '@riffle/protocol';
import type { KeyboardEvent, PointerEvent } from 'react';
import { studio } from '../../page.ts';
import { HEAD_HEIGHT, ROW_HEIGHT } from './data-table.tsx';

/** The same height from the first row to the last, so that nothing below ever moves by itself. */
export const USUAL_HEIGHT = HEAD_HEIGHT + ROW_HEIGHT * 7;
const LOWEST = 120;
const HIGHEST = 2000;
const KEY_STEP = ROW_HEIGHT;

interface HeightHandleProps {
  readonly cell: Cell;
  readonly place: number;
  readonly height: number;
  /** While it is dragged; null when that is over. */
  readonly onDrag: (height: number | null) => void;
}

/** The lower edge of a result: drag it, or move it with the arrows; double-click for the usual height. */
export function HeightHandle({ cell, place, height, onDrag }: HeightHandleProps) {
  function set(next: number): Promise<void> {
    return studio.cells.patch(cell.id, { display: { index: place, height: clamp(next) } });
  }

  function onPointerDown(event: PointerEvent<HTMLDivElement>): void {
    const handle = event.currentTarget;
    const from = event.clientY;
    let last = height;
    handle.setPointerCapture(event.pointerId);
    handle.onpointermove = (move) => {
      last = clamp(height + move.clientY - from);
      onDrag(last);
    };
    handle.onpointerup = () => {
      handle.onpointermove = null;
      handle.onpointerup = null;
      void (last === height ? Promise.resolve() : set(last)).then(() => onDrag(null));
    };
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      event.stopPropagation();
      void set(height + (event.key === 'ArrowDown' ? KEY_STEP : -KEY_STEP));
    }
  }

  return (
    // biome-ignore lint/a11y/useSemanticElements: hr is no widget
    <div
      className="height-handle"
      role="separator"
      aria-orientation="horizontal"
      aria-label="Height of the result"
      aria-valuenow={height}
      aria-valuemin={LOWEST}
      aria-valuemax={HIGHEST}
      tabIndex={0}
      data-own-keys
      title="Drag to resize, double-click for the usual height"
      onPointerDown={onPointerDown}
      onDoubleClick={() => void set(USUAL_HEIGHT)}
      onKeyDown={onKeyDown}
    />
  );
}

function clamp(height: number): number {
  return Math.round(Math.max(LOWEST, Math.min(HIGHEST, height)));
}
