import { expect, test } from 'vitest';
import { createSettings, DEFAULT_SETTINGS, readSettings } from './settings.ts';

function memory(): {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
} {
  const kept = new Map<string, string>();
  return {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
  };
}

test('what is set applies at once and is there after a reload; a reset takes it all back', () => {
  const storage = memory();
  const applied: number[] = [];
  const settings = createSettings(storage, ({ fontSize }) => applied.push(fontSize));
  settings.set({ fontSize: 16, zone: 'utc', resultCap: 5_000 });
  expect(createSettings(storage, () => undefined).store.getState()).toEqual({
    ...DEFAULT_SETTINGS,
    fontSize: 16,
    zone: 'utc',
    resultCap: 5_000,
  });
  settings.reset();
  expect(createSettings(storage, () => undefined).store.getState()).toEqual(DEFAULT_SETTINGS);
  expect(applied).toEqual([12.5, 16, 12.5]);
});

test('what is no choice, or no JSON, is as it comes', () => {
  expect(readSettings('{"fontSize": 400, "flash": "no", "zone": "mars", "redrawEvery": 0}')).toEqual(DEFAULT_SETTINGS);
  expect([readSettings('{{'), readSettings('null')]).toEqual([DEFAULT_SETTINGS, DEFAULT_SETTINGS]);
});
