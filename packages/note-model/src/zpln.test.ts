import { seededRandom } from '@riffle/base';
import { expect, test } from 'vitest';
import { parseTableDisplay, tableDisplay } from './display.ts';
import { NoteFormatError, newNoteId, newParagraph, noteDate, parseNoteDocument, printNoteDocument } from './zpln.ts';

const fallback = { id: '2AAAAAAAA', name: 'Untitled' };

test('keys of other tools survive a round trip', () => {
  const json = JSON.stringify({
    id: '2EYT7Q6R8',
    name: 'folder/Old',
    angularObjects: { a: [1] },
    paragraphs: [
      { id: 'p1', text: '%md hi', config: { colWidth: 6, $$hashKey: 'x' }, settings: {}, status: 'RUNNING', apps: [] },
    ],
  });
  const note = parseNoteDocument(json, fallback);
  expect(note).toEqual({
    id: '2EYT7Q6R8',
    name: 'Old',
    angularObjects: { a: [1] },
    paragraphs: [
      { id: 'p1', text: '%md hi', config: { colWidth: 6, $$hashKey: 'x' }, settings: {}, status: 'ABORT', apps: [] },
    ],
  });
  expect(parseNoteDocument(printNoteDocument(note), fallback)).toEqual(note);
});

test.each([
  ['{', 'not JSON'],
  ['[]', 'must be an object'],
  ['{"paragraphs": 3}', 'not a list'],
])('%s is not a note', (json, message) => {
  expect(() => parseNoteDocument(json, fallback)).toThrow(NoteFormatError);
  expect(() => parseNoteDocument(json, fallback)).toThrow(message);
});

test('missing ids and names come from the file', () => {
  expect(parseNoteDocument('{"paragraphs":[{"text":"a"}]}', fallback)).toMatchObject({
    id: '2AAAAAAAA',
    name: 'Untitled',
    paragraphs: [{ id: 'paragraph_0_0', text: 'a', status: 'READY' }],
  });
});

test('new ids and dates have the shape of Zeppelin’s', () => {
  expect(newNoteId(seededRandom(1))).toMatch(/^2[A-Z0-9]{8}$/);
  expect(noteDate(Date.UTC(2026, 2, 1, 9, 30, 0, 5))).toBe('2026-03-01 09:30:00.005');
  expect(newParagraph({ id: 'p', text: 't', createdAt: 0 })).toMatchObject({
    status: 'READY',
    config: { enabled: true },
  });
});

test('a TABLE display keeps its shape whatever the cells hold', () => {
  const message = tableDisplay(
    ['a', 'b\tc'],
    [
      ['x\ny', null],
      ['1', ''],
    ],
  );
  expect(message).toEqual({ type: 'TABLE', data: 'a\tb c\nx y\tnull\n1\t\n' });
  expect(parseTableDisplay(message.data)).toEqual({
    columns: ['a', 'b c'],
    rows: [
      ['x y', 'null'],
      ['1', ''],
    ],
  });
});
