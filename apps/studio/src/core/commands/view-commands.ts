import type { Studio } from '../studio.ts';
import { type Command, section } from './command.ts';

/** What one does with the page. */
export function viewCommands(studio: Studio): Command[] {
  const { ui, theme } = studio;
  const showPanel = (panel: 'notes' | 'catalog') => (): void => {
    ui.setState({ panel, sideOpen: true, sideDrawer: true });
  };
  return section('View', {
    palette: ['Search or run a command', [() => ui.setState({ dialog: 'palette' })]],
    keys: ['All keys', [() => ui.setState({ dialog: 'keys' })]],
    'toggle-side': ['Fold or unfold the side panel', [() => studio.toggleSide()]],
    'toggle-inspector': ['Fold or unfold the inspector', [() => studio.toggleInspector()]],
    'close-drawers': [
      'Close the panel over the note',
      [
        () => ui.setState({ sideDrawer: false, inspectorDrawer: false }),
        () => ui.getState().sideDrawer || ui.getState().inspectorDrawer,
      ],
    ],
    'show-notes': ['Show notes', [showPanel('notes')]],
    'show-catalog': ['Show catalog', [showPanel('catalog')]],
    'show-jobs': ['Show jobs', [() => studio.showJobs()]],
    'show-applications': ['Show applications', [() => studio.showApplications()]],
    settings: ['Settings', [() => ui.setState({ dialog: 'settings' })]],
    'theme-light': ['Light colours', [() => theme.choose('light')]],
    'theme-dark': ['Dark colours', [() => theme.choose('dark')]],
    'theme-system': ['Colours as the system', [() => theme.choose(null), () => theme.store.getState().chosen !== null]],
  });
}
