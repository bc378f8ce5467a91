import type { Cell } from '@riffle/protocol';
import { useState } from 'react';
import { useStore } from 'zustand';
import { cellTitle } from '../../core/language/cell-title.ts';
import { LANGUAGES, languageTitle, withLanguage } from '../../core/language/paragraph-header.ts';
import { isRunning } from '../../core/notes/cell-look.ts';
import { studio } from '../../page.ts';
import { EditInPlace } from '../ui/edit-in-place.tsx';
import { Icon } from '../ui/icon.tsx';
import { keyOf } from '../ui/key-hint.tsx';
import { Menu, type MenuEntry } from '../ui/menu.tsx';
import { StatusPill } from './status-pill.tsx';

export function CellHead({ cell }: { cell: Cell }) {
  return (
    <div className="cell-head">
      <RunButton cell={cell} />
      <LanguagePill cell={cell} />
      <Title cell={cell} />
      <span className="grow" />
      <StatusPill cell={cell} />
      <ResultModeWord cell={cell} />
      <CellMenu cell={cell} />
    </div>
  );
}

/** Run or Stop, always in the same place. */
function RunButton({ cell }: { cell: Cell }) {
  if (isRunning(cell.status)) {
    return (
      <button
        type="button"
        className="run stop"
        aria-label="Stop"
        title={`Stop (${keyOf('stop')})`}
        data-testid="stop-cell"
        onClick={() => void studio.cells.stop(cell.id)}
      >
        <Icon name="stop" size={15} />
      </button>
    );
  }
  return (
    <button
      type="button"
      className="run"
      aria-label="Run"
      title={cell.enabled ? `Run (${keyOf('run')})` : 'This cell is disabled; its menu enables it'}
      disabled={!cell.enabled}
      data-testid="run-cell"
      onClick={() => void studio.cells.run(cell.id)}
    >
      <Icon name="run" size={15} />
    </button>
  );
}

export function LanguagePill({ cell }: { cell: Cell }) {
  const asked = useStore(studio.ui, (ui) => ui.languageMenu === cell.id);
  return (
    <Menu
      label="Language"
      button={languageTitle(cell.language, cell.text)}
      buttonClass="language"
      testId="cell-language"
      open={asked}
      onClose={() => studio.ui.setState({ languageMenu: null })}
      entries={() =>
        LANGUAGES.map((choice) => ({
          title: choice.title,
          hint: choice.about,
          checked: choice.id === cell.language,
          run: () => studio.drafts.type(cell.id, withLanguage(studio.drafts.textOf(cell.id) ?? '', choice.header)),
        }))
      }
    />
  );
}

function Title({ cell }: { cell: Cell }) {
  const [editing, setEditing] = useState(false);
  const title = cellTitle(cell);
  if (editing) {
    return (
      <EditInPlace
        label="Title of the cell"
        className="title-field"
        value={cell.title ?? ''}
        placeholder="Title"
        onDone={(typed) => {
          setEditing(false);
          if (typed !== undefined && typed.trim() !== (cell.title ?? '')) {
            void studio.cells.patch(cell.id, { title: typed.trim() });
          }
        }}
      />
    );
  }
  return (
    <button
      type="button"
      className={title === '' ? 'cell-title untitled' : 'cell-title'}
      title="Change the title"
      aria-label={title === '' ? 'Give the cell a title' : `Title: ${title}. Change it`}
      onClick={() => setEditing(true)}
    >
      {title === '' ? 'Add a title' : title}
    </button>
  );
}

const MODE_WORDS = { append: 'append', update: 'update', single: 'single row' } as const;
const MODE_ABOUT = {
  append: 'Rows only ever come: the last ones are kept',
  update: 'Rows change by key: the current ones are kept',
  single: 'The last row alone is kept',
} as const;

function ResultModeWord({ cell }: { cell: Cell }) {
  const result = cell.run?.outputs.find((output) => output.kind === 'result');
  if (result === undefined) {
    return null;
  }
  const how = result.detected ? 'Found from the query.' : 'As asked for.';
  return (
    <span className="mode-word" title={`${MODE_ABOUT[result.mode]}. ${how}`}>
      {MODE_WORDS[result.mode]}
    </span>
  );
}

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
