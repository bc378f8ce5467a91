import { commandEntries } from '../ui/command-entries.ts';
import { Icon } from '../ui/icon.tsx';
import { Menu } from '../ui/menu.tsx';

/** What one does with all cells of the note at once, and with the note itself. */
export function NoteMenu() {
  return (
    <Menu
      label="All cells, and the note"
      button={<Icon name="dots" />}
      buttonClass="icon-button"
      testId="note-menu"
      entries={() =>
        commandEntries([
          [
            ['run-all', 'Run all'],
            ['run-stale', 'Run stale cells'],
            ['stop-all', 'Stop all'],
            ['run-frozen', 'Run frozen cells again'],
          ],
          [
            ['hide-all-code', 'Hide all code'],
            ['show-all-code', 'Show all code'],
          ],
          [
            ['hide-all-output', 'Hide all outputs'],
            ['show-all-output', 'Show all outputs'],
          ],
          [
            ['fold-all', 'Fold all cells'],
            ['unfold-all', 'Unfold all cells'],
          ],
          [['clear-all-output', 'Clear all outputs']],
          [
            ['clone-note', 'Make a copy'],
            ['move-note', 'Move note to …'],
            ['save-revision', 'Save a revision …'],
            ['show-revisions', 'Revisions …'],
          ],
          [
            ['export-note', 'Export as .zpln'],
            ['export-sql', 'Export as .sql'],
            ['export-ipynb', 'Export as .ipynb'],
          ],
        ])
      }
    />
  );
}
