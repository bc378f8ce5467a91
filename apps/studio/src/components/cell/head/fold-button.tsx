import type { Cell } from '@riffle/protocol';
import { isFolded } from '../../../core/notes/cell-look.ts';
import { studio } from '../../../page.ts';
import { Icon } from '../../ui/icon.tsx';
import { keyOf } from '../../ui/key-hint.tsx';

export function FoldButton({ cell }: { cell: Cell }) {
  const folded = isFolded(cell);
  return (
    <button
      type="button"
      className="icon-button small fold-button"
      aria-label={folded ? 'Unfold the cell' : 'Fold the cell'}
      aria-expanded={!folded}
      title={`${folded ? 'Unfold' : 'Fold'} (${keyOf('toggle-fold')})`}
      data-testid="fold-cell"
      onClick={() => void studio.cells.fold(cell.id)}
    >
      <Icon name="chevron" size={14} />
    </button>
  );
}
