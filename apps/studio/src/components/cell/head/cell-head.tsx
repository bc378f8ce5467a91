import type { Cell } from '@riffle/protocol';
import { AdviceMark } from '../../insight/advice-mark.tsx';
import { ObjectChips } from '../../insight/object-chips.tsx';
import { CellMenu } from './cell-menu.tsx';
import { DragHandle } from './drag-handle.tsx';
import { FoldButton } from './fold-button.tsx';
import { LanguagePill } from './language-pill.tsx';
import { ModeWord } from './mode-word.tsx';
import { RunButton } from './run-button.tsx';
import { StatePill } from './state-pill.tsx';
import { TitleField } from './title-field.tsx';

/** The one row above a cell's text, part by part; each part has a file of its own. */
export function CellHead({ cell }: { cell: Cell }) {
  return (
    <div className="cell-head">
      <DragHandle cellId={cell.id} />
      <RunButton cell={cell} />
      <LanguagePill cell={cell} />
      <TitleField cell={cell} />
      <ObjectChips cell={cell} />
      <span className="grow" />
      <AdviceMark cell={cell} />
      <StatePill cell={cell} />
      <ModeWord cell={cell} />
      <FoldButton cell={cell} />
      <CellMenu cell={cell} />
    </div>
  );
}
