/** Light or dark: the system's choice until a person makes one. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { TextStorage } from '../drafts/draft-storage.ts';

export type Theme = 'light' | 'dark';

export interface ThemeState {
  /** What the person chose; null follows the system. */
  readonly chosen: Theme | null;
  readonly system: Theme;
}

export interface ThemeChoice {
  readonly store: StoreApi<ThemeState>;
  current(): Theme;
  choose(theme: Theme | null): void;
}

/** The browser's media query for dark, as far as it is used. */
export interface DarkQuery {
  readonly matches: boolean;
  addEventListener(type: 'change', listener: (event: { matches: boolean }) => void): void;
}

const KEY = 'riffle.theme';

export function createTheme(query: DarkQuery, storage: TextStorage, apply: (theme: Theme) => void): ThemeChoice {
  const store = createStore<ThemeState>(() => ({
    chosen: readTheme(storage.getItem(KEY)),
    system: query.matches ? 'dark' : 'light',
  }));
  const current = (): Theme => store.getState().chosen ?? store.getState().system;
  query.addEventListener('change', (event) => store.setState({ system: event.matches ? 'dark' : 'light' }));
  store.subscribe(() => apply(current()));
  apply(current());
  return {
    store,
    current,
    choose(theme) {
      if (theme === null) {
        storage.removeItem(KEY);
      } else {
        storage.setItem(KEY, theme);
      }
      store.setState({ chosen: theme });
    },
  };
}

function readTheme(text: string | null): Theme | null {
  return text === 'light' || text === 'dark' ? text : null;
}
