import { useStore } from 'zustand';
import { studio } from '../../page.ts';
import { CatalogPanel } from '../catalog/catalog-panel.tsx';
import { NotePanel } from '../notes/note-panel.tsx';
import { ErrorBoundary } from '../ui/error-boundary.tsx';

export function SidePanel() {
  const panel = useStore(studio.ui, (ui) => ui.panel);
  const drawer = useStore(studio.ui, (ui) => ui.sideDrawer);
  return (
    <>
      {/* biome-ignore lint/a11y: a click beside the drawer closes it; keys have the fold command */}
      <div
        className="drawer-shade side-shade"
        data-open={drawer}
        onClick={() => studio.ui.setState({ sideDrawer: false })}
      />
      <aside
        className="side"
        data-drawer={drawer}
        aria-label={panel === 'notes' ? 'Notes' : 'Catalog'}
        data-testid="side-panel"
      >
        <ErrorBoundary what="This panel" of={panel}>
          {panel === 'notes' ? <NotePanel /> : <CatalogPanel />}
        </ErrorBoundary>
      </aside>
    </>
  );
}
