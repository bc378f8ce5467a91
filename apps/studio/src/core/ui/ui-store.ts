/** What is open, folded and focused on this page. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { TextStorage } from '../drafts/draft-storage.ts';
import type { Page } from '../pages/page-route.ts';

export type SidePanel = 'notes' | 'catalog';

export interface DropLine {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export interface UiState {
  /** What the main column shows. */
  readonly page: Page;
  readonly panel: SidePanel;
  /** Cells whose run the server has been asked for, and has not answered yet. */
  readonly asking: Readonly<Record<string, true>>;
  /** What the catalog panel shows only. */
  readonly catalogFilter: string;
  /** Beside the note on a wide window. */
  readonly sideOpen: boolean;
  readonly inspectorOpen: boolean;
  /** Over the note on a narrow one. */
  readonly sideDrawer: boolean;
  readonly inspectorDrawer: boolean;
  readonly dialog: 'palette' | 'keys' | 'settings' | null;
  readonly focusedCell: string | null;
  readonly mode: 'command' | 'edit';
  readonly cursor: { readonly line: number; readonly column: number } | null;
  readonly renaming: boolean;
  /** The cell whose language menu was asked for by key. */
  readonly languageMenu: string | null;
  /** The cell whose width menu was asked for. */
  readonly widthMenu: string | null;
  /** The cell whose title is being changed. */
  readonly titleField: string | null;
  /** A cell that takes the focus in command mode once it is there. */
  readonly askedFrame: string | null;
  /** The cell that is being dragged, and the line where it would go, in the note's own pixels. */
  readonly dragged: string | null;
  readonly dropLine: DropLine | null;
  /** What has just been done, for those who cannot see it. */
  readonly announcement: string;
  /** A cell to put the cursor in once it is there. */
  readonly openEditor: string | null;
  /** What was typed while a new cell was on its way; null when none is. */
  readonly typedAhead: string | null;
  /** The cell whose text's plan is open. */
  readonly planOf: string | null;
  /** Exported texts that a spreadsheet would run get an apostrophe in front. */
  readonly guardFormulas: boolean;
  /** Results whose view stands still, with the time it stopped. */
  readonly paused: Readonly<Record<string, number>>;
}

export type UiStore = StoreApi<UiState>;

const KEY = 'riffle.panels';

export function createUi(storage: TextStorage): UiStore {
  const kept = readPanels(storage.getItem(KEY));
  const store = createStore<UiState>(() => ({
    ...kept,
    asking: {},
    catalogFilter: '',
    page: { kind: 'note' },
    sideDrawer: false,
    inspectorDrawer: false,
    dialog: null,
    focusedCell: null,
    mode: 'command',
    cursor: null,
    renaming: false,
    languageMenu: null,
    widthMenu: null,
    titleField: null,
    askedFrame: null,
    dragged: null,
    dropLine: null,
    announcement: '',
    openEditor: null,
    typedAhead: null,
    planOf: null,
    guardFormulas: false,
    paused: {},
  }));
  store.subscribe((state, before) => {
    if (
      state.panel !== before.panel ||
      state.sideOpen !== before.sideOpen ||
      state.inspectorOpen !== before.inspectorOpen
    ) {
      const { panel, sideOpen, inspectorOpen } = state;
      storage.setItem(KEY, JSON.stringify({ panel, sideOpen, inspectorOpen }));
    }
  });
  return store;
}

function readPanels(text: string | null): Pick<UiState, 'panel' | 'sideOpen' | 'inspectorOpen'> {
  try {
    const kept = JSON.parse(text ?? '{}') as Partial<UiState>;
    return {
      panel: kept.panel === 'catalog' ? 'catalog' : 'notes',
      sideOpen: kept.sideOpen !== false,
      inspectorOpen: kept.inspectorOpen !== false,
    };
  } catch {
    return { panel: 'notes', sideOpen: true, inspectorOpen: true };
  }
}
