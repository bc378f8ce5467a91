import { useStore } from 'zustand';
import { studio } from '../../page.ts';
import { Icon } from '../ui/icon.tsx';

/** The last thing that happened, quietly, above the status bar. */
export function MessageBar() {
  const shown = useStore(studio.messages.store, (state) => state.shown);
  return (
    <div className="message-place" role="status" aria-live="polite">
      {shown !== null && (
        <div className={`message ${shown.kind}`} data-testid="message">
          <span>{shown.text}</span>
          {shown.action !== undefined && (
            <button type="button" className="button" onClick={shown.action.run}>
              {shown.action.title}
            </button>
          )}
          <button type="button" className="icon-button" aria-label="Dismiss" onClick={studio.messages.dismiss}>
            <Icon name="close" size={14} />
          </button>
        </div>
      )}
    </div>
  );
}
