import type { Cell } from '@riffle/protocol';
import { emptyParagraph, LANGUAGES, type LanguageChoice } from '../language/paragraph-header.ts';
import type { Studio } from '../studio.ts';

/** The cell that has the focus, for commands about it. */
export interface FocusedCell {
  cell(): Cell | undefined;
  exists(): boolean;
  /** Its place in the note; -1 when none has the focus. */
  index(): number;
  /** Every cell of the note. */
  ids(): readonly string[];
  /** Does something with it, when there is one. */
  act(act: (cellId: string) => unknown): () => void;
  /** Inserts an empty cell. */
  insert(index: number, language: LanguageChoice['id']): void;
}

export function createFocusedCell({ notes, ui, cells }: Studio): FocusedCell {
  const ids = (): readonly string[] => notes.getState().open?.cellIds ?? [];
  const cell = (): Cell | undefined => notes.getState().cells[ui.getState().focusedCell ?? ''];
  return {
    cell,
    ids,
    exists: () => cell() !== undefined,
    index: () => ids().indexOf(cell()?.id ?? ''),
    act: (act) => () => {
      const focused = cell();
      if (focused !== undefined) {
        act(focused.id);
      }
    },
    insert(index, language) {
      const header = LANGUAGES.find((choice) => choice.id === language)?.header ?? '';
      void cells.insert(index, emptyParagraph(header));
    },
  };
}
