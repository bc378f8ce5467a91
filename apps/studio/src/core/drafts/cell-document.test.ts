import { expect, test } from 'vitest';
import {
  acknowledged,
  answerLost,
  type CellDocument,
  caughtUp,
  draftOf,
  isDirty,
  keepMine,
  needsSending,
  openDocument,
  received,
  sendingFailed,
  startSending,
  takeTheirs,
  typed,
} from './cell-document.ts';

const opened = openDocument({ text: 'SELECT 1', revision: 3 });

function saving(text: string): CellDocument {
  return startSending(typed(opened, text));
}

test('typing, sending and the answer end in a saved text', () => {
  const doc = acknowledged(saving('SELECT 12'), 4);
  expect(doc).toEqual({
    text: 'SELECT 12',
    saved: 'SELECT 12',
    revision: 4,
    sending: null,
    unsure: [],
    conflict: null,
  });
  expect(draftOf(doc)).toBeUndefined();
});

test('what is typed while a text is on its way is still to be sent', () => {
  const doc = acknowledged(typed(saving('SELECT 12'), 'SELECT 123'), 4);
  expect([doc.text, doc.saved, needsSending(doc)]).toEqual(['SELECT 123', 'SELECT 12', true]);
});

test('going back to the saved text while another is on its way is kept, and sent after it', () => {
  const echoed = received(typed(saving('SELECT 12'), 'SELECT 1'), { text: 'SELECT 12', revision: 4 });
  const doc = acknowledged(echoed, 4);
  expect([doc.text, doc.saved, needsSending(doc)]).toEqual(['SELECT 1', 'SELECT 12', true]);
});

test('the own text coming back as an event before its answer is no conflict', () => {
  const echoed = received(typed(saving('SELECT 12'), 'SELECT 123'), { text: 'SELECT 12', revision: 4 });
  const doc = acknowledged(echoed, 4);
  expect(doc).toEqual({
    text: 'SELECT 123',
    saved: 'SELECT 12',
    revision: 4,
    sending: null,
    unsure: [],
    conflict: null,
  });
});

test('another text is taken over only while nothing is unsaved', () => {
  expect(received(opened, { text: 'SELECT 9', revision: 4 })).toEqual(openDocument({ text: 'SELECT 9', revision: 4 }));
  const mine = received(typed(opened, 'mine'), { text: 'SELECT 9', revision: 4 });
  expect([mine.text, mine.conflict]).toEqual(['mine', { text: 'SELECT 9', revision: 4 }]);
  expect(needsSending(mine)).toBe(false);
});

test('an event that was overtaken changes nothing', () => {
  expect(received(opened, { text: 'old', revision: 2 })).toBe(opened);
});

test('a server that counts anew after a restart is believed', () => {
  const doc = caughtUp(typed(opened, 'mine'), { text: 'SELECT 1', revision: 0 });
  expect([doc.text, doc.revision, doc.conflict, needsSending(doc)]).toEqual(['mine', 0, null, true]);
});

test('both who typed the same agree', () => {
  const doc = received(typed(opened, 'same'), { text: 'same', revision: 4 });
  expect([isDirty(doc), doc.conflict]).toEqual([false, null]);
});

test('keeping mine sends my text on top of theirs; taking theirs gives mine up', () => {
  const both = received(typed(opened, 'mine'), { text: 'theirs', revision: 7 });
  const kept = keepMine(both);
  expect([kept.text, kept.saved, kept.revision, needsSending(kept)]).toEqual(['mine', 'theirs', 7, true]);
  expect(takeTheirs(both)).toEqual(openDocument({ text: 'theirs', revision: 7 }));
});

test('a text that did not arrive is sent again', () => {
  expect(needsSending(sendingFailed(saving('x')))).toBe(true);
});

test('a draft from before the reload is taken up', () => {
  const draft = draftOf(typed(opened, 'SELECT 12'));
  expect(draft).toEqual({ text: 'SELECT 12', baseText: 'SELECT 1', baseRevision: 3 });
  const doc = openDocument({ text: 'SELECT 1', revision: 5 }, draft);
  expect([doc.text, doc.revision, needsSending(doc)]).toEqual(['SELECT 12', 5, true]);
});

test('a draft whose ground has moved stands beside the new text', () => {
  const draft = { text: 'mine', baseText: 'old', baseRevision: 1 };
  const doc = openDocument({ text: 'theirs', revision: 5 }, draft);
  expect([doc.text, doc.conflict]).toEqual(['mine', { text: 'theirs', revision: 5 }]);
  expect(openDocument({ text: 'mine', revision: 5 }, draft)).toEqual(openDocument({ text: 'mine', revision: 5 }));
});

test('texts the server took before the line broke are no one else’s, however much was typed since', () => {
  const doc = typed(answerLost(saving('SELECT 12')), 'SELECT 123');
  // The new line is faster than the old one: the text arrives behind it.
  const before = caughtUp(doc, { text: 'SELECT 1', revision: 3 });
  for (const at of [doc, before]) {
    const again = caughtUp(at, { text: 'SELECT 12', revision: 4 });
    expect([again.conflict, again.saved, again.text]).toEqual([null, 'SELECT 12', 'SELECT 123']);
  }
  expect(caughtUp(doc, { text: 'SELECT 99', revision: 4 }).conflict).toEqual({ text: 'SELECT 99', revision: 4 });
  expect(acknowledged(startSending(doc), 5).unsure).toEqual([]);
});
