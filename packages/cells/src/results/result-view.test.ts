import { batchOf, type RowKind, types, type Value } from '@riffle/columns';
import type { ResultMode } from '@riffle/protocol';
import { expect, test } from 'vitest';
import { ResultView } from './result-view.ts';
import { firstColumnRetention } from './retention.ts';

const columns = [types.string(), types.int()];

function view(mode: ResultMode, cap: number, keyColumns: number[] = []): ResultView {
  return new ResultView({ mode, cap, keyColumns, format: String });
}

function change(kind: RowKind, ...row: Value[]): { kind: RowKind; row: Value[] } {
  return { kind, row };
}

function apply(target: ResultView, ...changes: { kind: RowKind; row: Value[] }[]): void {
  target.apply(
    batchOf(
      columns,
      changes.map((c) => c.row),
      changes.map((c) => c.kind),
    ),
  );
}

test('an append view keeps the last rows and says how many fell out', () => {
  const target = view('append', 2);
  apply(target, change(0, 'a', 1), change(0, 'b', 2));
  apply(target, change(0, 'c', null));
  expect(target.takeDelta()).toEqual({
    upserts: [
      [1, ['b', '2']],
      [2, ['c', null]],
    ],
    removes: [0],
    counts: { rows: 2, received: 3, cap: 2, dropped: 1 },
  });
  expect(target.hasChanges).toBe(false);
  apply(target, change(0, 'd', 4));
  expect(target.takeDelta()).toMatchObject({ upserts: [[3, ['d', '4']]], removes: [1] });
});

test('an update view by key keeps a row’s number through updates', () => {
  const target = view('update', 10, [0]);
  apply(target, change(0, 'a', 1), change(0, 'b', 1));
  target.takeDelta();
  apply(target, change(1, 'a', 1), change(2, 'a', 2), change(3, 'b', 1));
  expect(target.takeDelta()).toMatchObject({ upserts: [[0, ['a', '2']]], removes: [1] });
});

test('an upsert stream without -U lands on the same row', () => {
  const target = view('update', 10, [0]);
  apply(target, change(0, 'a', 1), change(2, 'a', 2), change(2, 'a', 3));
  expect(target.takeDelta()).toMatchObject({ upserts: [[0, ['a', '3']]], counts: { rows: 1, received: 3 } });
});

test('without a key, equal rows stack up and an update keeps its place', () => {
  const target = view('update', 10);
  apply(target, change(0, 'a', 1), change(0, 'a', 1), change(0, 'z', 9));
  target.takeDelta();
  apply(target, change(1, 'a', 1), change(2, 'a', 2));
  expect(target.takeDelta()).toMatchObject({ upserts: [[1, ['a', '2']]], removes: [] });
  apply(target, change(3, 'a', 1));
  expect(target.takeDelta()).toMatchObject({ upserts: [], removes: [0], counts: { rows: 2 } });
});

test('values that look alike as text stay apart', () => {
  const target = view('update', 10);
  apply(target, change(0, '\u0000', 1), change(0, null, 1), change(3, null, 1));
  expect(target.takeDelta()).toMatchObject({ upserts: [[0, ['\u0000', '1']]], removes: [1] });
});

test('a full update view drops the oldest key, whose delete is then ignored', () => {
  const target = view('update', 2, [0]);
  apply(target, change(0, 'a', 1), change(0, 'b', 1), change(0, 'c', 1), change(3, 'a', 1));
  expect(target.takeDelta()).toMatchObject({ removes: [0], counts: { rows: 2, dropped: 1 } });
  target.setCap(1);
  expect(target.takeDelta()).toMatchObject({ removes: [1], counts: { rows: 1, cap: 1, dropped: 2 } });
});

test('a single view shows the last row', () => {
  const target = view('single', 1);
  apply(target, change(0, 'a', 1), change(1, 'a', 1), change(2, 'a', 2));
  expect(target.takeDelta()).toMatchObject({ upserts: [[0, ['a', '2']]] });
});

test('a batch longer than the view is counted whole', () => {
  const target = view('append', 2);
  target.apply(
    batchOf(
      columns,
      Array.from({ length: 1000 }, (_, i) => ['r', i]),
    ),
  );
  expect(target.takeDelta()).toMatchObject({
    upserts: [
      [0, ['r', '998']],
      [1, ['r', '999']],
    ],
    counts: { rows: 2, received: 1000, dropped: 998 },
  });
});

test('an append view with a retention drops what is too old beside the newest', () => {
  const rowTypes = [types.timestamp(3), types.int()];
  const target = new ResultView({
    mode: 'append',
    cap: 10,
    keyColumns: [],
    format: String,
    retention: firstColumnRetention([{ name: 'ts', type: types.timestamp(3) }], 1000),
  });
  target.apply(
    batchOf(rowTypes, [
      [5000, 1],
      [null, 2],
      [5999, 3],
    ]),
  );
  expect(target.takeDelta().upserts.map(([, row]) => row[1])).toEqual(['1', '2', '3']);
  // 5999 is exactly as old as is too old.
  target.apply(batchOf(rowTypes, [[6999, 4]]));
  expect(target.takeDelta()).toMatchObject({ upserts: [[3, ['6999', '4']]], removes: [0, 2] });
});
