import type { Cell } from '@riffle/protocol';
import { isRunning } from '../../../core/notes/cell-look.ts';
import { studio } from '../../../page.ts';
import { Icon } from '../../ui/icon.tsx';
import { keyOf } from '../../ui/key-hint.tsx';

/** Run or Stop, always in the same place. */
export function RunButton({ cell }: { cell: Cell }) {
  if (isRunning(cell.status)) {
    return (
      <button
        type="button"
        className="run stop"
        aria-label="Stop"
        title={`Stop (${keyOf('stop')})`}
        data-testid="stop-cell"
        onClick={() => void studio.cells.stop(cell.id)}
      >
        <Icon name="stop" size={15} />
      </button>
    );
  }
  return (
    <button
      type="button"
      className="run"
      aria-label="Run"
      title={cell.enabled ? `Run (${keyOf('run')})` : 'This cell is disabled; its menu enables it'}
      disabled={!cell.enabled}
      data-testid="run-cell"
      onClick={() => void studio.cells.run(cell.id)}
    >
      <Icon name="run" size={15} />
    </button>
  );
}
