import { studio } from '../../../page.ts';
import { Icon } from '../../ui/icon.tsx';
import { keyOf } from '../../ui/key-hint.tsx';
import { startCellDrag } from '../drag/cell-drag.ts';

/** Where one takes a cell to move it. Keys and the menu move it too, so it is no stop for the Tab key. */
export function DragHandle({ cellId }: { cellId: string }) {
  return (
    <button
      type="button"
      className="drag-handle"
      tabIndex={-1}
      aria-label="Move the cell by dragging"
      title={`Drag to move (${keyOf('move-up')}, ${keyOf('move-down')})`}
      data-testid="drag-handle"
      onPointerDown={(event) => {
        studio.ui.setState({ focusedCell: cellId });
        startCellDrag(cellId, event.currentTarget, event.nativeEvent);
      }}
    >
      <Icon name="grip" size={14} />
    </button>
  );
}
