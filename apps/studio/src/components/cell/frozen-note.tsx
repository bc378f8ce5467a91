import type { Cell } from '@riffle/protocol';
import { useStore } from 'zustand';
import { frozenBy } from '../../core/notes/cell-look.ts';
import { studio } from '../../page.ts';

/** What to do about a cell whose interpreter ended under it. */
export function FrozenNote({ cell }: { cell: Cell }) {
  const frozen = useStore(
    studio.notes,
    (state) => Object.values(state.cells).filter((other) => other.status === 'frozen').length,
  );
  if (cell.status !== 'frozen') {
    return null;
  }
  return (
    <div className="frozen-note" data-testid="frozen-note">
      <span>
        The {frozenBy(cell)} ended while this cell ran. Running it again also runs the cells that make its temporary
        tables and views.
      </span>
      <button type="button" className="button" onClick={() => void studio.cells.runFrozen(cell.id)}>
        Run again
      </button>
      {frozen > 1 && (
        <button type="button" className="button" onClick={() => void studio.cells.runFrozen()}>
          Run all {frozen} frozen cells
        </button>
      )}
    </div>
  );
}
