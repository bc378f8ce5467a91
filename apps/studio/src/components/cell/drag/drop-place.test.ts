import { expect, test } from 'vitest';
import { type Box, dropPlace, indexAfterMove } from './drop-place.ts';

const box = (left: number, top: number, right: number, bottom: number): Box => ({ left, top, right, bottom });

/** One wide cell, two halves of unequal height, and another wide one. */
const BOXES = [box(0, 0, 200, 100), box(0, 120, 96, 220), box(104, 120, 200, 180), box(0, 240, 200, 300)];

const at = (x: number, y: number): number | undefined => dropPlace(BOXES, x, y)?.before;

test('the halves of a cell mean before it and after it', () => {
  expect([at(50, -20), at(50, 49), at(50, 51), at(50, 109), at(150, 290), at(150, 900)]).toEqual([0, 0, 1, 1, 4, 4]);
});

test('among cells side by side the nearest gap is meant; a row’s edge means the whole row', () => {
  expect([at(10, 160), at(60, 160), at(140, 160), at(190, 160)]).toEqual([1, 2, 2, 3]);
  expect([at(190, 125), at(10, 215)]).toEqual([1, 3]);
});

test('the line is flat between rows and upright between neighbours', () => {
  expect(dropPlace(BOXES, 50, 80)?.line).toEqual(box(0, 110, 200, 110));
  expect(dropPlace(BOXES, 100, 160)?.line).toEqual(box(100, 120, 100, 220));
  expect(dropPlace([], 0, 0)).toBeUndefined();
});

test('what is taken out makes the places behind it one less', () => {
  expect([indexAfterMove(1, 0), indexAfterMove(1, 1), indexAfterMove(1, 2), indexAfterMove(1, 4)]).toEqual([
    0, 1, 1, 3,
  ]);
});
