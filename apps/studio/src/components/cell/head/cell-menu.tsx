import type { Cell } from '@riffle/protocol';
import { LANGUAGES } from '../../../core/language/paragraph-header.ts';
import { isRunning } from '../../../core/notes/cell-look.ts';
import { studio } from '../../../page.ts';
import { Icon } from '../../ui/icon.tsx';
import { keyOf } from '../../ui/key-hint.tsx';
import { Menu, type MenuEntry } from '../../ui/menu.tsx';

export function CellMenu({ cell }: { cell: Cell }) {
  return (
    <Menu
      label="Cell menu"
      button={<Icon name="dots" />}
      buttonClass="icon-button"
      align="right"
      testId="cell-menu"
      entries={() => menuEntries(cell)}
    />
  );
}

function menuEntries(cell: Cell): MenuEntry[] {
  const { cells, notes } = studio;
  const ids = notes.getState().open?.cellIds ?? [];
  const index = ids.indexOf(cell.id);
  const isText = cell.language === 'markdown';
  const sql = `${LANGUAGES[0]?.header}\n`;
  const entries: (MenuEntry | false)[] = [
    { title: 'Insert above', hint: keyOf('insert-above'), run: () => void cells.insert(index, sql) },
    { title: 'Insert below', hint: keyOf('insert-below'), run: () => void cells.insert(index + 1, sql) },
    {
      title: 'Move up',
      hint: keyOf('move-up'),
      disabled: index === 0,
      separated: true,
      run: () => void cells.move(cell.id, -1),
    },
    {
      title: 'Move down',
      hint: keyOf('move-down'),
      disabled: index === ids.length - 1,
      run: () => void cells.move(cell.id, 1),
    },
    !isText && {
      title: 'Clear output',
      disabled: cell.run === null || isRunning(cell.status),
      separated: true,
      run: () => void cells.clear(cell.id),
    },
    !isText && {
      title: cell.editorHidden ? 'Show code' : 'Hide code',
      run: () => void cells.patch(cell.id, { editorHidden: !cell.editorHidden }),
    },
    !isText && {
      title: cell.outputHidden ? 'Show output' : 'Hide output',
      run: () => void cells.patch(cell.id, { outputHidden: !cell.outputHidden }),
    },
    !isText && {
      title: cell.enabled ? 'Disable' : 'Enable',
      hint: cell.enabled ? 'Run all leaves it out' : undefined,
      run: () => void cells.patch(cell.id, { enabled: !cell.enabled }),
    },
    { title: 'Delete', danger: true, separated: true, run: () => void cells.delete(cell.id) },
  ];
  return entries.filter((entry) => entry !== false);
}
