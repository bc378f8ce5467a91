/** What a person has set for this browser. Colours are kept apart, for they must be known before the first paint. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { TextStorage } from '../drafts/draft-storage.ts';
import type { ZoneChoice } from '../format/moment.ts';

export interface Settings {
  /** Of the editor, in pixels. */
  readonly fontSize: number;
  /** False hides them everywhere; a cell may hide its own. */
  readonly lineNumbers: boolean;
  readonly wordWrap: boolean;
  /** Changed values flash once. */
  readonly flash: boolean;
  /** Rows a new result keeps in view; null leaves it to the engine. */
  readonly resultCap: number | null;
  /** Milliseconds between two drawings of a chart, at least. */
  readonly redrawEvery: number;
  readonly zone: ZoneChoice;
}

export const FONT_SIZES: readonly number[] = [11, 12, 12.5, 13, 14, 16, 18, 20];
export const RESULT_CAPS: readonly number[] = [100, 1_000, 5_000, 10_000, 50_000, 100_000];
export const REDRAW_RATES: readonly number[] = [100, 250, 1_000, 5_000];

export const DEFAULT_SETTINGS: Settings = {
  fontSize: 12.5,
  lineNumbers: true,
  wordWrap: false,
  flash: true,
  resultCap: null,
  redrawEvery: 250,
  zone: 'local',
};

export interface SettingsChoice {
  readonly store: StoreApi<Settings>;
  set(change: Partial<Settings>): void;
  reset(): void;
  /** What runs are asked for with: the rows their results keep in view, where that is set. */
  runOptions(): { cap?: number };
}

const KEY = 'riffle.settings';

export function createSettings(storage: TextStorage, apply: (settings: Settings) => void): SettingsChoice {
  const store = createStore<Settings>(() => readSettings(storage.getItem(KEY)));
  store.subscribe(apply);
  apply(store.getState());
  return {
    store,
    set(change) {
      store.setState(change);
      storage.setItem(KEY, JSON.stringify(store.getState()));
    },
    reset() {
      storage.removeItem(KEY);
      store.setState(DEFAULT_SETTINGS);
    },
    runOptions() {
      const { resultCap } = store.getState();
      return resultCap === null ? {} : { cap: resultCap };
    },
  };
}

/** What was kept, as far as it is still one of the choices; anything else is as it comes. */
export function readSettings(text: string | null): Settings {
  const kept = parsed(text);
  const flag = (key: 'lineNumbers' | 'wordWrap' | 'flash'): boolean =>
    typeof kept[key] === 'boolean' ? kept[key] : DEFAULT_SETTINGS[key];
  const oneOf = (choices: readonly number[], value: unknown): number | undefined =>
    choices.find((choice) => choice === value);
  return {
    fontSize: oneOf(FONT_SIZES, kept.fontSize) ?? DEFAULT_SETTINGS.fontSize,
    lineNumbers: flag('lineNumbers'),
    wordWrap: flag('wordWrap'),
    flash: flag('flash'),
    resultCap: oneOf(RESULT_CAPS, kept.resultCap) ?? null,
    redrawEvery: oneOf(REDRAW_RATES, kept.redrawEvery) ?? DEFAULT_SETTINGS.redrawEvery,
    zone: kept.zone === 'utc' ? 'utc' : 'local',
  };
}

function parsed(text: string | null): Partial<Settings> {
  try {
    const value: unknown = JSON.parse(text ?? '{}');
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
}
