import { type FormEvent, useState } from 'react';
import { studio } from '../../../page.ts';
import { Dialog } from '../../ui/dialog.tsx';

interface SaveRevisionDialogProps {
  readonly noteId: string;
  readonly onClose: () => void;
}

/** Asks for the words a revision is kept under. */
export function SaveRevisionDialog({ noteId, onClose }: SaveRevisionDialogProps) {
  const [message, setMessage] = useState('');
  const [saving, setSaving] = useState(false);

  async function save(event: FormEvent): Promise<void> {
    event.preventDefault();
    setSaving(true);
    const saved = await studio.revisions.save(noteId, message);
    setSaving(false);
    if (saved) {
      onClose();
    }
  }

  return (
    <Dialog label="Save a revision" className="note-dialog small" onClose={onClose}>
      <form onSubmit={(event) => void save(event)}>
        <h2>Save a revision</h2>
        <p className="dialog-hint">
          The note as it is now, to look at, compare with and go back to. Results are not kept.
        </p>
        <label className="field-label">
          What is it worth keeping for?
          <input
            autoFocus
            className="in-place"
            maxLength={200}
            value={message}
            data-testid="revision-message"
            onChange={(event) => setMessage(event.target.value)}
          />
        </label>
        <p className="dialog-actions">
          <button type="button" className="button" onClick={onClose}>
            Cancel
          </button>
          <button type="submit" className="button go" disabled={message.trim() === '' || saving}>
            Save revision
          </button>
        </p>
      </form>
    </Dialog>
  );
}
