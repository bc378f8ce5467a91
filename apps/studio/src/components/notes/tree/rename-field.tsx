import { entryKey, type TreeEntry } from '../../../core/notes/note-dialogs.ts';
import { joinPath, splitPath, tidyPath } from '../../../core/notes/paths.ts';
import { studio } from '../../../page.ts';
import { EditInPlace } from '../../ui/edit-in-place.tsx';
import { indent } from './indent.ts';

/** The name as a field. With slashes it is a path below the folder it is in; a leading slash begins at the top. */
export function RenameField({ entry, level }: { readonly entry: TreeEntry; readonly level: number }) {
  const { folders, name } = splitPath(entry.path);
  return (
    <span className="rename-place" style={indent(level, -2)}>
      <EditInPlace
        label={`Name of ${name}; slashes make folders`}
        className="rename-field"
        value={name}
        testId="rename-field"
        onDone={(typed) => {
          studio.noteDialogs.setState({ renaming: null });
          focusRowAgain(entry);
          const path =
            typed === undefined ? undefined : tidyPath(typed.startsWith('/') ? typed : joinPath(folders, typed));
          if (path !== undefined && typed?.trim() !== '') {
            void studio.files.move(entry, path);
          }
        }}
      />
    </span>
  );
}

/** The row takes the focus back once it is there again, unless the person has gone elsewhere. */
function focusRowAgain(entry: TreeEntry): void {
  setTimeout(() => {
    if (document.activeElement === document.body) {
      document.querySelector<HTMLElement>(`[data-tree-focus="${CSS.escape(entryKey(entry))}"]`)?.focus();
    }
  });
}
