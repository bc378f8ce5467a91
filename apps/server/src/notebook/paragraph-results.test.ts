import type { ParagraphDocument } from '@riffle/note-model';
import type { Output, ResultColumn } from '@riffle/protocol';
import { expect, test } from 'vitest';
import { type CellState, openCell } from './cell-state.ts';
import { liveParagraph, storedParagraph } from './paragraph-results.ts';
import { ResultMirror } from './result-mirror.ts';

const columns: ResultColumn[] = [
  { name: 't', type: 'TIMESTAMP(3) *ROWTIME*', role: 'time', timeAttribute: 'rowtime' },
  { name: 'note', type: 'STRING', role: 'text' },
  { name: 'n', type: 'BIGINT NOT NULL', role: 'number' },
];
const paragraph: ParagraphDocument = {
  id: 'p',
  text: 'SELECT',
  config: { enabled: true, riffle: { displays: { 0: { view: 'split', auto: true } }, results: { 5: { columns } } } },
  settings: {},
  status: 'FINISHED',
};

function ran(outputs: Output[]): CellState {
  return {
    paragraph,
    revision: 0,
    secrets: {},
    status: 'finished',
    run: { runId: 'r', text: 'SELECT', queuedAt: 1, startedAt: 2, finishedAt: 3, outputs },
  };
}

function mirrorOf(rows: readonly (string | null)[][], received = rows.length): ResultMirror {
  const mirror = new ResultMirror({ resultId: 'x', mode: 'append', columns, cap: 1000 });
  mirror.apply({
    resultId: 'x',
    upserts: rows.map((row, number) => [number, [...row]]),
    removes: [],
    counts: { rows: rows.length, received, cap: 1000, dropped: received - rows.length },
  });
  return mirror;
}

const result: Output = { kind: 'result', resultId: 'x', mode: 'append', columns, detected: true };

/** The outputs as they are after the file was written and read again. */
function reopened(state: CellState, mirror: ResultMirror): readonly Output[] {
  const stored = JSON.parse(JSON.stringify(storedParagraph(state, () => mirror)));
  return openCell(stored).run?.outputs ?? [];
}

test('a result comes back with its types, its NULLs and every text as it was', () => {
  const rows = [
    ['2026-03-01 09:30:00.000', 'plain', '1'],
    [null, null, null],
    ['2026-03-01 09:30:01.000', 'null', '9007199254740993'],
    ['2026-03-01 09:30:02.000', 'two\nlines\tand a tab', '-1'],
  ];
  expect(reopened(ran([result]), mirrorOf(rows, 12))).toEqual([
    { kind: 'table', columns, rows, stored: { received: 12 } },
  ]);
});

test('a table of SHOW stays one, and what stood beside an earlier run is gone', () => {
  const state = ran([
    { kind: 'text', text: 'done' },
    { kind: 'table', columns: columns.slice(1, 2), rows: [['a']] },
  ]);
  const stored = storedParagraph(state, () => undefined);
  expect(stored.config).toEqual({
    enabled: true,
    riffle: { displays: { 0: { view: 'split', auto: true } }, results: { 1: { columns: columns.slice(1, 2) } } },
  });
  expect(openCell(stored).run?.outputs).toEqual(state.run?.outputs);
});

test('of a large result the newest rows are kept, with a sentence after all outputs', () => {
  const rows = Array.from({ length: 5000 }, (_, i) => ['2026-03-01 09:30:00.000', 'x'.repeat(20), String(i)]);
  const second: Output = { kind: 'table', columns: columns.slice(1, 2), rows: [['after']] };
  const [first, next, sentence] = reopened(ran([result, second]), mirrorOf(rows));
  const kept = first?.kind === 'table' ? first.rows : [];
  expect([kept.at(-1)?.[2], kept.length > 1000, kept.length < 5000]).toEqual(['4999', true, true]);
  expect(next).toEqual(second);
  expect(sentence).toEqual({
    kind: 'text',
    text: `The last ${kept.length} of 5000 rows are kept with the note, which holds 100 KB of a cell's results. Run the cell again to see all.`,
  });
  const size = JSON.stringify(storedParagraph(ran([result]), () => mirrorOf(rows)).results).length;
  expect(size).toBeLessThan(110_000);
});

test('REST shows all rows of a result', () => {
  const rows = Array.from({ length: 5000 }, (_, i) => ['2026-03-01 09:30:00.000', 'x'.repeat(20), String(i)]);
  const message = liveParagraph(ran([result]), () => mirrorOf(rows)).results?.msg[0];
  expect(message?.data.split('\n').length).toBe(5002);
});

test('a result of another tool has names and texts, and counts as a query', () => {
  const foreign = {
    ...paragraph,
    config: {},
    results: { code: 'SUCCESS', msg: [{ type: 'TABLE', data: 'a\tb\n1\tnull\n' }] },
  };
  expect(openCell(foreign as ParagraphDocument).run?.outputs).toEqual([
    {
      kind: 'table',
      columns: [
        { name: 'a', type: '', role: 'text' },
        { name: 'b', type: '', role: 'text' },
      ],
      rows: [['1', 'null']],
      stored: { received: 1 },
    },
  ]);
});
