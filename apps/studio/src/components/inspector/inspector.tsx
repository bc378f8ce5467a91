import type { Cell } from '@riffle/protocol';
import { useStore } from 'zustand';
import { studio } from '../../page.ts';
import { ChartForms } from '../chart/chart-forms.tsx';
import { AdviceSection } from '../insight/advice-section.tsx';
import { ErrorBoundary } from '../ui/error-boundary.tsx';
import { Icon } from '../ui/icon.tsx';
import { JobFigures } from './job-figures.tsx';
import { JobPlan } from './job-plan.tsx';
import { NoteFigures } from './note-figures.tsx';

/** What there is to know, and to set, about the cell in focus. */
export function Inspector() {
  const drawer = useStore(studio.ui, (ui) => ui.inspectorDrawer);
  const focused = useStore(studio.ui, (ui) => ui.focusedCell);
  const cell = useStore(studio.notes, (state) => (focused === null ? undefined : state.cells[focused]));
  return (
    <>
      {/* biome-ignore lint/a11y: a click beside the drawer closes it; keys have the fold command */}
      <div
        className="drawer-shade inspector-shade"
        data-open={drawer}
        onClick={() => studio.ui.setState({ inspectorDrawer: false })}
      />
      <aside className="inspector" data-drawer={drawer} aria-label="Inspector" data-testid="inspector">
        <button
          type="button"
          className="icon-button small drawer-close"
          aria-label="Close the inspector"
          onClick={() => studio.ui.setState({ inspectorDrawer: false })}
        >
          <Icon name="close" size={14} />
        </button>
        <ErrorBoundary what="The inspector" of={focused}>
          {cell === undefined || cell.language === 'markdown' ? <NoteFigures /> : <CellInspector cell={cell} />}
        </ErrorBoundary>
      </aside>
    </>
  );
}

function CellInspector({ cell }: { cell: Cell }) {
  return (
    <>
      <JobFigures cell={cell} />
      <JobPlan cell={cell} />
      <AdviceSection cell={cell} />
      <ChartForms cell={cell} />
    </>
  );
}
