import type { Cell } from '@riffle/protocol';
import { useStore } from 'zustand';
import { shownAdvice } from '../../core/insight/insight-store.ts';
import { studio } from '../../page.ts';

/** A quiet mark that there is advice; a click shows it in the inspector. */
export function AdviceMark({ cell }: { cell: Cell }) {
  const insight = useStore(studio.insight.store, (state) => state[cell.id]);
  const advice = shownAdvice(insight, cell);
  const [first] = advice;
  if (first === undefined) {
    return null;
  }
  return (
    <button
      type="button"
      className="pill advice-mark"
      title={advice.map(({ message }) => message).join('\n')}
      data-testid="advice-mark"
      onClick={() => showAdvice(cell.id)}
    >
      {first.label}
      {advice.length > 1 && ` +${advice.length - 1}`}
    </button>
  );
}

function showAdvice(cellId: string): void {
  studio.ui.setState({ focusedCell: cellId });
  const { inspectorOpen, inspectorDrawer } = studio.ui.getState();
  if (document.querySelector('[data-testid="inspector"]')?.checkVisibility() !== true) {
    studio.ui.setState({ inspectorOpen: true, inspectorDrawer: !inspectorDrawer || !inspectorOpen });
  }
}
