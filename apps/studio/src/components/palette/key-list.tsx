import { chordText } from '../../core/keys/chord.ts';
import { KEY_BINDINGS } from '../../core/keys/keymap.ts';
import { isMac, studio } from '../../page.ts';
import { Dialog } from '../ui/dialog.tsx';

const SECTIONS = ['Cell', 'Note', 'View'] as const;

export function KeyList() {
  return (
    <Dialog label="All keys" className="key-list" onClose={() => studio.ui.setState({ dialog: null })}>
      <h2>All keys</h2>
      <div className="key-columns">
        {SECTIONS.map((section) => (
          <section key={section} aria-label={section}>
            <h3>{section}</h3>
            {KEY_BINDINGS.map((binding) => {
              const command = studio.commands.get(binding.command);
              return command?.section === section ? (
                <div key={binding.chord} className="key-row">
                  <span>{command.title}</span>
                  <kbd className="kbd">{chordText(binding.chord, isMac)}</kbd>
                </div>
              ) : null;
            })}
          </section>
        ))}
      </div>
      <p className="key-note">
        Single letters work while no text is being edited: Esc leaves an editor, ↵ goes back in.
      </p>
    </Dialog>
  );
}
