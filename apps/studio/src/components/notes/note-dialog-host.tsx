import { useStore } from 'zustand';
import { studio } from '../../page.ts';
import { DeployDialog } from '../deploy/deploy-dialog.tsx';
import { ExampleDialog } from './example-dialog.tsx';
import { MoveDialog } from './move-dialog.tsx';
import { RevisionDialog } from './revisions/revision-dialog.tsx';
import { SaveRevisionDialog } from './revisions/save-revision-dialog.tsx';

/** The dialog about notes that is open, if one is. */
export function NoteDialogHost() {
  const dialog = useStore(studio.noteDialogs, (state) => state.dialog);
  const close = (): void => studio.noteDialogs.setState({ dialog: null });
  switch (dialog?.kind) {
    case 'examples':
      return <ExampleDialog onClose={close} />;
    case 'move':
      return <MoveDialog entry={dialog.entry} onClose={close} />;
    case 'save-revision':
      return <SaveRevisionDialog noteId={dialog.noteId} onClose={close} />;
    case 'revisions':
      return <RevisionDialog noteId={dialog.noteId} onClose={close} />;
    case 'deploy':
      return <DeployDialog noteId={dialog.noteId} onClose={close} />;
    default:
      return null;
  }
}
