import '@fontsource-variable/inter';
import '@fontsource-variable/jetbrains-mono';
import './styles/tokens.css';
import './styles/base.css';
import './styles/frame.css';
import './styles/cell.css';
import './styles/cell-states.css';
import './styles/note.css';
import './styles/output.css';
import './styles/jobs.css';
import './styles/applications.css';
import './styles/catalog.css';
import './styles/forms.css';
import './styles/graph.css';
import './styles/insight.css';
import './styles/notes.css';
import './styles/settings.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { ErrorBoundary } from './components/ui/error-boundary.tsx';
import { studio } from './page.ts';

window.addEventListener('hashchange', studio.addressChanged);
window.addEventListener('online', studio.line.retryNow);
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'visible') {
    studio.line.retryNow();
  } else {
    void studio.drafts.flushAll();
  }
});

createRoot(document.getElementById('root') as HTMLElement).render(
  <StrictMode>
    <ErrorBoundary what="The page" wholePage={true}>
      <App />
    </ErrorBoundary>
  </StrictMode>,
);
