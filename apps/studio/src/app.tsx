import { useEffect } from 'react';
import { useStore } from 'zustand';
import { ApplicationsPage } from './components/applications/applications-page.tsx';
import { NoteView } from './components/cell/note-view.tsx';
import { onKeyDown } from './components/frame/key-listener.ts';
import { MessageBar } from './components/frame/message-bar.tsx';
import { Rail } from './components/frame/rail.tsx';
import { SidePanel } from './components/frame/side-panel.tsx';
import { StatusBar } from './components/frame/status-bar.tsx';
import { TopBar } from './components/frame/top-bar.tsx';
import { Inspector } from './components/inspector/inspector.tsx';
import { JobsPage } from './components/jobs/jobs-page.tsx';
import { FileDrop } from './components/notes/file-drop.tsx';
import { NoteDialogHost } from './components/notes/note-dialog-host.tsx';
import { KeyList } from './components/palette/key-list.tsx';
import { Palette } from './components/palette/palette.tsx';
import { SettingsDialog } from './components/settings/settings-dialog.tsx';
import type { Page } from './core/pages/page-route.ts';
import { studio } from './page.ts';

export function App() {
  const page = useStore(studio.ui, (ui) => ui.page);
  const sideOpen = useStore(studio.ui, (ui) => ui.sideOpen);
  const inspectorOpen = useStore(studio.ui, (ui) => ui.inspectorOpen);
  const dialog = useStore(studio.ui, (ui) => ui.dialog);
  useEffect(() => {
    window.addEventListener('keydown', onKeyDown, true);
    return () => window.removeEventListener('keydown', onKeyDown, true);
  }, []);
  return (
    <div className="frame" data-side={sideOpen} data-inspector={inspectorOpen}>
      <TopBar />
      <Rail />
      <SidePanel />
      <MainPage page={page} />
      {page.kind === 'note' && <Inspector />}
      <StatusBar />
      <MessageBar />
      <NoteDialogHost />
      <FileDrop />
      {dialog === 'palette' && <Palette />}
      {dialog === 'keys' && <KeyList />}
      {dialog === 'settings' && <SettingsDialog />}
    </div>
  );
}

function MainPage({ page }: { page: Page }) {
  switch (page.kind) {
    case 'jobs':
      return <JobsPage jobId={page.jobId} />;
    case 'applications':
      return <ApplicationsPage name={page.name} section={page.section} />;
    case 'note':
      return <NoteView />;
  }
}
