import type { Cell } from '@riffle/protocol';
import { useStore } from 'zustand';
import type { CommandId } from '../../../core/keys/keymap.ts';
import { isFolded } from '../../../core/notes/cell-look.ts';
import { COLUMNS } from '../../../core/notes/cell-settings.ts';
import { studio } from '../../../page.ts';
import { commandEntries } from '../../ui/command-entries.ts';
import { Icon } from '../../ui/icon.tsx';
import { keyOf } from '../../ui/key-hint.tsx';
import { Menu, type MenuEntry } from '../../ui/menu.tsx';

/** Everything one can do with the cell; `Width …` shows the widths in the same place. */
export function CellMenu({ cell }: { cell: Cell }) {
  const widths = useStore(studio.ui, (ui) => ui.widthMenu === cell.id);
  return (
    <Menu
      label={widths ? 'Width of the cell' : 'Cell menu'}
      button={<Icon name="dots" />}
      buttonClass="icon-button"
      align="right"
      testId="cell-menu"
      open={widths}
      onClose={() => studio.ui.setState({ widthMenu: null })}
      entries={() => (widths ? widthEntries(cell) : menuEntries(cell))}
    />
  );
}

/** The menu is opened on a cell that has the focus, so commands mean this one. */
function menuEntries(cell: Cell): readonly MenuEntry[] {
  const ofCode: readonly (readonly [CommandId, string])[] = [
    ['toggle-title', cell.titleHidden ? 'Show title' : 'Hide title'],
    ['toggle-code', cell.editorHidden ? 'Show code' : 'Hide code'],
    ['toggle-output', cell.outputHidden ? 'Show output' : 'Hide output'],
    ['toggle-fold', isFolded(cell) ? 'Unfold' : 'Fold'],
  ];
  const isText = cell.language === 'markdown';
  return commandEntries([
    isText
      ? []
      : [
          ['run-above', 'Run all above'],
          ['run-below', 'Run this and all below'],
        ],
    [
      ['insert-above', 'Insert above'],
      ['insert-below', 'Insert below'],
      ['clone-cell', 'Clone'],
      ['merge-cell', 'Merge with the cell below'],
    ],
    [
      ['move-up', 'Move up'],
      ['move-down', 'Move down'],
      ['move-top', 'Move to the top'],
      ['move-bottom', 'Move to the bottom'],
      ['width-menu', 'Width …'],
    ],
    [
      ...(isText ? [] : [['edit-title', 'Title …'] as const, ...ofCode]),
      ['toggle-lines', cell.lineNumbers ? 'Hide line numbers' : 'Show line numbers'],
    ],
    isText
      ? []
      : [
          ['show-plan', 'Show the plan'],
          ['clear-output', 'Clear output'],
          ['toggle-enabled', cell.enabled ? 'Disable: Run all leaves it out' : 'Enable'],
        ],
    [['delete-cell', 'Delete']],
  ]);
}

const NAMED_WIDTHS: Readonly<Record<number, string>> = {
  12: 'Full',
  9: 'Three quarters',
  8: 'Two thirds',
  6: 'Half',
  4: 'Third',
  3: 'Quarter',
};

function widthEntries(cell: Cell): MenuEntry[] {
  const whole = Array.from({ length: COLUMNS }, (_, i) => COLUMNS - i);
  const widths = whole.includes(cell.width) ? whole : [...whole, cell.width].sort((a, b) => b - a);
  return [
    {
      title: 'Wide',
      hint: 'as far as the window goes',
      checked: cell.wide,
      run: () => void studio.cells.patch(cell.id, { width: COLUMNS, wide: true }),
    },
    ...widths.map((width, i) => ({
      title: NAMED_WIDTHS[width] ?? `${width} columns`,
      hint:
        width === cell.width + 1
          ? keyOf('wider')
          : width === cell.width - 1
            ? keyOf('narrower')
            : `${width} / ${COLUMNS}`,
      checked: !cell.wide && width === cell.width,
      separated: i === 0,
      run: () => void studio.cells.patch(cell.id, { width, wide: false }),
    })),
  ];
}
