/** What the plans of the open note's cells tell: what each reads and makes, which are stale, and advice with fixes. */
import type { AdviceFixView, AdviceView, Cell, CellInsight } from '@riffle/protocol';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Connection } from '../connection/connection.ts';
import { isDirty } from '../drafts/cell-document.ts';
import type { DraftState, Drafts } from '../drafts/draft-store.ts';
import { replaceRange } from '../editors/replace-range.ts';
import type { Messages } from '../messages/message-store.ts';
import type { NoteActions } from '../notes/note-actions.ts';
import type { NoteStore } from '../notes/note-store.ts';
import type { SettingsChoice } from '../settings/settings.ts';

export type InsightState = Readonly<Record<string, CellInsight>>;

export interface Insight {
  readonly store: StoreApi<InsightState>;
  /** Asks about the note that is open; later changes come as events. */
  load(): Promise<void>;
  receive(noteId: string, cells: readonly CellInsight[]): void;
  /** Edits the text a fix is about; what was there comes back by undo, in the editor or by the message. */
  apply(fix: AdviceFixView): void;
  dismiss(cell: Cell, code: string): Promise<void>;
  restoreDismissed(cell: Cell): Promise<void>;
  /** Saves the cells' texts and runs them in the note's order. */
  runAgain(cellIds: readonly string[]): Promise<void>;
}

export interface InsightOptions {
  readonly connection: Pick<Connection, 'request'>;
  readonly notes: NoteStore;
  readonly drafts: Drafts;
  readonly messages: Pick<Messages, 'say' | 'problem'>;
  readonly attempt: NoteActions['attempt'];
  readonly runOptions: SettingsChoice['runOptions'];
}

export function createInsight(options: InsightOptions): Insight {
  const { connection, notes, drafts, messages, attempt, runOptions } = options;
  const store = createStore<InsightState>(() => ({}));

  function receive(noteId: string, cells: readonly CellInsight[]): void {
    if (notes.getState().open?.id === noteId) {
      store.setState(Object.fromEntries(cells.map((cell) => [cell.cellId, cell])), true);
    }
  }

  async function load(): Promise<void> {
    const noteId = notes.getState().open?.id;
    if (noteId === undefined) {
      return;
    }
    try {
      const { cells } = await connection.request('note-insight', { noteId });
      receive(noteId, cells);
    } catch {
      // Without a line: the next one asks again.
    }
  }

  notes.subscribe((state, before) => {
    if (state.open?.id !== before.open?.id) {
      store.setState({}, true);
      void load();
    }
  });

  async function setDismissed(cell: Cell, dismissedAdvice: string[]): Promise<void> {
    const noteId = notes.getState().open?.id;
    if (noteId !== undefined) {
      const setting = connection.request('set-cell', { noteId, cellId: cell.id, dismissedAdvice });
      await attempt('The advice stays as it is', setting);
    }
  }

  return {
    store,
    load,
    receive,
    apply(fix) {
      const before = drafts.textOf(fix.cellId);
      if (before === undefined || !isCurrent(store.getState(), drafts.store.getState(), fix.cellId)) {
        messages.problem('The text has changed meanwhile. Look at the advice again.');
        return;
      }
      const after = replaceRange(before, fix.start, fix.end, fix.replacement);
      drafts.type(fix.cellId, after);
      const undo = (): void => {
        if (drafts.textOf(fix.cellId) === after) {
          drafts.type(fix.cellId, before);
        }
      };
      messages.say(`${fix.title}: done. Run the cell to see it.`, { title: 'Undo', run: undo });
    },
    dismiss: (cell, code) => setDismissed(cell, [...new Set([...(cell.dismissedAdvice ?? []), code])]),
    restoreDismissed: (cell) => setDismissed(cell, []),
    async runAgain(cellIds) {
      const noteId = notes.getState().open?.id;
      const saved = await Promise.all(cellIds.map((cellId) => drafts.flush(cellId)));
      if (!saved.every(Boolean)) {
        messages.problem('Not run: a text could not be saved just now. It is kept in this browser.');
      } else if (noteId !== undefined) {
        await attempt('Not run', connection.request('run-cells', { noteId, cellIds: [...cellIds], ...runOptions() }));
      }
    },
  };
}

/** Whether what is known is about the text a person sees: a fix for another text would spoil it. */
export function isCurrent(insight: InsightState, drafts: DraftState, cellId: string): boolean {
  const doc = drafts.documents[cellId];
  return doc !== undefined && !isDirty(doc) && doc.revision === insight[cellId]?.revision;
}

/** Advice a person has not put away. */
export function shownAdvice(insight: CellInsight | undefined, cell: Cell): readonly AdviceView[] {
  return insight?.advice.filter(({ code }) => cell.dismissedAdvice?.includes(code) !== true) ?? [];
}
