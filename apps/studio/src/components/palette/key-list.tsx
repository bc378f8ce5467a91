import { chordText } from '../../core/keys/chord.ts';
import { chordsFor } from '../../core/keys/keymap.ts';
import { isMac, studio } from '../../page.ts';
import { Dialog } from '../ui/dialog.tsx';

const SECTIONS = ['Cell', 'Note', 'View'] as const;

export function KeyList() {
  return (
    <Dialog label="All keys" className="key-list" onClose={() => studio.ui.setState({ dialog: null })}>
      <h2>All keys</h2>
      <KeySections />
      <p className="key-note">
        Single letters work while no text is being edited: Esc leaves an editor, ↵ goes back in.
      </p>
    </Dialog>
  );
}

/** Every key with what it does. */
export function KeySections() {
  return (
    <div className="key-columns">
      {SECTIONS.map((section) => (
        <section key={section} aria-label={section}>
          <h3>{section}</h3>
          {[...studio.commands.values()]
            .filter((command) => command.section === section && chordsFor(command.id).length > 0)
            .map((command) => (
              <div key={command.id} className="key-row">
                <span>{command.title}</span>
                {chordsFor(command.id).map((chord) => (
                  <kbd key={chord} className="kbd">
                    {chordText(chord, isMac)}
                  </kbd>
                ))}
              </div>
            ))}
        </section>
      ))}
    </div>
  );
}
