import { useStore } from 'zustand';
import type { SidePanel } from '../../core/ui/ui-store.ts';
import { studio } from '../../page.ts';
import { Icon, type IconName } from '../ui/icon.tsx';
import { keyOf } from '../ui/key-hint.tsx';

const PAGES: readonly { id: SidePanel; title: string; icon: IconName }[] = [
  { id: 'notes', title: 'Notes', icon: 'note' },
  { id: 'catalog', title: 'Catalog', icon: 'catalog' },
];

const OWN_PAGES = [
  { kind: 'jobs', title: 'Jobs', icon: 'jobs', show: () => studio.showJobs() },
  { kind: 'applications', title: 'Applications', icon: 'applications', show: () => studio.showApplications() },
] as const;

export function Rail() {
  const panel = useStore(studio.ui, (ui) => ui.panel);
  const sideOpen = useStore(studio.ui, (ui) => ui.sideOpen);
  const shown = useStore(studio.ui, (ui) => ui.page.kind);
  const onNote = shown === 'note';
  return (
    <nav className="rail" aria-label="Pages">
      {PAGES.map((page) => (
        <button
          key={page.id}
          type="button"
          className={page.id === panel && onNote ? 'on' : ''}
          aria-label={page.title}
          aria-pressed={page.id === panel && sideOpen && onNote}
          title={page.title}
          data-testid={`rail-${page.id}`}
          onClick={() => choose(page.id)}
        >
          <Icon name={page.icon} size={18} />
        </button>
      ))}
      {OWN_PAGES.map(({ kind, title, icon, show }) => (
        <button
          key={kind}
          type="button"
          className={shown === kind ? 'on' : ''}
          aria-label={title}
          aria-pressed={shown === kind}
          title={title}
          data-testid={`rail-${kind}`}
          onClick={show}
        >
          <Icon name={icon} size={18} />
        </button>
      ))}
      <span className="grow" />
      <button
        type="button"
        aria-label="Settings"
        title={`Settings (${keyOf('settings')})`}
        data-testid="rail-settings"
        onClick={() => studio.ui.setState({ dialog: 'settings' })}
      >
        <Icon name="gear" size={18} />
      </button>
    </nav>
  );
}

/** The panel that is open already folds away; from the jobs it leads back to the note. */
function choose(panel: SidePanel): void {
  if (studio.ui.getState().page.kind !== 'note') {
    studio.ui.setState({ panel, sideOpen: true });
    studio.showNote();
  } else if (studio.ui.getState().panel === panel) {
    studio.toggleSide();
  } else {
    studio.ui.setState({ panel, sideOpen: true, sideDrawer: true });
  }
}
