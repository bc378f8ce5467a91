import { useStore } from 'zustand';
import { studio } from '../../../page.ts';

/** In pixels. */
const THICK = 3;

/** Shows where a dragged cell would go. */
export function DropLine() {
  const line = useStore(studio.ui, (ui) => ui.dropLine);
  if (line === null) {
    return null;
  }
  const { left, top, right, bottom } = line;
  return (
    <div
      className="drop-line"
      data-testid="drop-line"
      style={{
        left: left - THICK / 2,
        top: top - THICK / 2,
        width: right - left + THICK,
        height: bottom - top + THICK,
      }}
      aria-hidden="true"
    />
  );
}
