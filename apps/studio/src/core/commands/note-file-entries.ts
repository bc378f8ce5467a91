import type { CommandId } from '../keys/keymap.ts';
import type { Studio } from '../studio.ts';
import type { Doing } from './command.ts';

type Entries = Partial<Record<CommandId, readonly [title: string, doing: Doing]>>;

/** What one does with notes as things: copies, files, examples, revisions. */
export function noteFileEntries(
  studio: Studio,
  withNote: (act: (noteId: string) => unknown) => () => void,
  isOpen: () => boolean,
): Entries {
  const { files, noteDialogs, notes } = studio;
  const ask = (kind: 'save-revision' | 'revisions') =>
    withNote((noteId) => noteDialogs.setState({ dialog: { kind, noteId } }));
  return {
    'new-from-example': ['New note from example …', [() => noteDialogs.setState({ dialog: { kind: 'examples' } })]],
    'import-notes': ['Import notes from files …', [() => void studio.pickAndImport()]],
    'clone-note': ['Make a copy of the note', [withNote((id) => files.clone(id)), isOpen]],
    'move-note': [
      'Move note to …',
      [
        withNote((noteId) => {
          const path = notes.getState().open?.path ?? '';
          noteDialogs.setState({ dialog: { kind: 'move', entry: { kind: 'note', noteId, path } } });
        }),
        isOpen,
      ],
    ],
    'export-note': ['Export note as .zpln (Zeppelin)', [withNote((id) => files.exportNote(id, 'zpln')), isOpen]],
    'export-sql': ['Export note as .sql', [withNote((id) => files.exportNote(id, 'sql')), isOpen]],
    'export-ipynb': ['Export note as .ipynb (Jupyter)', [withNote((id) => files.exportNote(id, 'ipynb')), isOpen]],
    'deploy-note': ['Deploy the note as an application …', [() => studio.deploy(), isOpen]],
    'save-revision': ['Save a revision …', [ask('save-revision'), isOpen]],
    'show-revisions': ['Revisions: look, compare, restore …', [ask('revisions'), isOpen]],
  };
}
