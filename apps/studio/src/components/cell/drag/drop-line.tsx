import { useStore } from 'zustand';
import { studio } from '../../../page.ts';

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
      style={{ left, top, width: right - left, height: bottom - top }}
      aria-hidden="true"
    />
  );
}
