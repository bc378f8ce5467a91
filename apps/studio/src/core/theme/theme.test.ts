import { expect, test } from 'vitest';
import { createTheme, type Theme } from './theme.ts';

test('the system decides until a person does, and again when they let it', () => {
  const kept = new Map<string, string>();
  const storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  };
  let turn: (event: { matches: boolean }) => void = () => undefined;
  const query = {
    matches: false,
    addEventListener: (_type: 'change', listener: typeof turn) => {
      turn = listener;
    },
  };
  const applied: Theme[] = [];
  const theme = createTheme(query, storage, (next) => applied.push(next));
  turn({ matches: true });
  theme.choose('light');
  turn({ matches: true });
  theme.choose(null);
  expect(applied).toEqual(['light', 'dark', 'light', 'light', 'dark']);
  theme.choose('light');
  expect(createTheme(query, storage, () => undefined).current()).toBe('light');
});
