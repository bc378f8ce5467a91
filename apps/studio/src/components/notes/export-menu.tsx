import { studio } from '../../page.ts';
import { Icon } from '../ui/icon.tsx';
import { Menu } from '../ui/menu.tsx';

const FORMATS = [
  ['export-note', '.zpln', 'Zeppelin and Riffle'],
  ['export-ipynb', '.ipynb', 'Jupyter, with outputs'],
  ['export-sql', '.sql', 'a script'],
] as const;

/** The forms a note can be taken away in. */
export function ExportMenu() {
  return (
    <Menu
      label="Export this note"
      align="right"
      buttonClass="button"
      testId="export-note"
      button={
        <>
          Export{' '}
          <span className="twist open">
            <Icon name="chevron" size={11} />
          </span>
        </>
      }
      entries={() =>
        FORMATS.map(([command, title, hint]) => ({ title, hint, run: () => studio.commands.get(command)?.run() }))
      }
    />
  );
}
