import { expect, test } from 'vitest';
import { searchEntries } from '../commands/search.ts';
import { chordOf, chordText, type KeyPress } from './chord.ts';
import { commandFor, KEY_BINDINGS } from './keymap.ts';

function press(key: string, mods: Partial<KeyPress> = {}): KeyPress {
  return { key, ctrlKey: false, metaKey: false, shiftKey: false, altKey: false, ...mods };
}

test('Mod is the command key on a Mac and Ctrl elsewhere', () => {
  expect(chordOf(press('k', { metaKey: true }), true)).toBe('Mod+k');
  expect(chordOf(press('k', { ctrlKey: true }), false)).toBe('Mod+k');
  expect(chordOf(press('k', { ctrlKey: true }), true)).toBe('Other+k');
});

test('Shift counts with letters and named keys, not with signs that need it', () => {
  expect(chordOf(press('Enter', { shiftKey: true }), true)).toBe('Shift+Enter');
  expect(chordOf(press('?', { shiftKey: true }), true)).toBe('?');
  expect(chordOf(press('J', { shiftKey: true }), true)).toBe('Shift+j');
});

test('Alt counts with the key’s place, for on a Mac it gives another letter', () => {
  expect(chordOf(press('Ï', { shiftKey: true, altKey: true, code: 'KeyF' }), true)).toBe('Alt+Shift+f');
});

test('keys are written as the platform writes them', () => {
  expect(chordText('Mod+Shift+Enter', true)).toBe('⇧⌘↵');
  expect(chordText('Mod+Shift+Enter', false)).toBe('Ctrl ⇧ ↵');
  expect([chordText('Mod+k', true), chordText('j', true)]).toEqual(['⌘K', 'j']);
});

test('letters are commands only where no text is edited', () => {
  expect([commandFor('j', 'command'), commandFor('j', 'edit'), commandFor('j', 'field')]).toEqual([
    'next-cell',
    undefined,
    undefined,
  ]);
  expect([commandFor('Mod+Enter', 'edit'), commandFor('Mod+k', 'field')]).toEqual(['run', 'palette']);
  expect([commandFor('Escape', 'edit'), commandFor('Escape', 'command')]).toEqual(['leave-editor', 'close-drawers']);
  expect([commandFor('Enter', 'command'), commandFor('Enter', 'edit')]).toEqual(['edit', undefined]);
});

test('no chord means two things in one place', () => {
  const places = KEY_BINDINGS.flatMap(({ chord, when }) =>
    when === undefined ? [`${chord} command`, `${chord} edit`] : [`${chord} ${when}`],
  );
  expect(new Set(places).size).toBe(places.length);
});

test('a search puts what begins with the words first', () => {
  const entries = ['Restart all', 'Run all cells', 'All keys'].map((title) => ({ title, section: 'Cell' }));
  expect(searchEntries(entries, 'all').map(({ title }) => title)).toEqual(['All keys', 'Restart all', 'Run all cells']);
  expect(searchEntries(entries, 'cell run').map(({ title }) => title)).toEqual(['Run all cells']);
});

test('the plus key is shown as itself', () => {
  expect([
    chordText('+', false),
    chordText('Mod++', false),
    chordText('-', false),
    chordText('Mod+Shift+Enter', false),
  ]).toEqual(['+', 'Ctrl +', '-', 'Ctrl ⇧ ↵']);
});
