import { useStore } from 'zustand';
import type { Message } from '../../core/messages/message-store.ts';
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
            <button type="button" className="button" onClick={() => act(shown)}>
              {shown.action.title}
            </button>
          )}
          <button
            type="button"
            className="icon-button"
            aria-label="Dismiss"
            onClick={() => studio.messages.dismiss(shown.id)}
          >
            <Icon name="close" size={14} />
          </button>
        </div>
      )}
    </div>
  );
}

/** Takes the way on that a message offers; the message has served then. */
function act({ id, action }: Message): void {
  studio.messages.dismiss(id);
  action?.run();
}
