/** Where a dragged cell would go. Plain geometry, so that it can be tried without a page. */

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export interface DropPlace {
  /** Before which of the boxes; their number means after the last. */
  readonly before: number;
  /** The line that shows it: flat between rows, upright between cells side by side. */
  readonly line: Box;
}

/** How far into a row of several cells its upper and lower edge still mean "above" and "below" the whole row. */
const EDGE = 14;

/** The nearest place to a point; undefined when there are no boxes. Boxes come in reading order. */
export function dropPlace(boxes: readonly Box[], x: number, y: number): DropPlace | undefined {
  const rows = rowsOf(boxes);
  const row = rows.find((candidate, i) => y < (candidate.bottom + (rows[i + 1]?.top ?? Number.POSITIVE_INFINITY)) / 2);
  if (row === undefined) {
    return undefined;
  }
  const single = row.last === row.first;
  const upper = single ? y < (row.top + row.bottom) / 2 : y < row.top + EDGE;
  if (upper) {
    return { before: row.first, line: flatLine(row, middle(rows[rows.indexOf(row) - 1]?.bottom, row.top)) };
  }
  if (single || y > row.bottom - EDGE) {
    return { before: row.last + 1, line: flatLine(row, middle(rows[rows.indexOf(row) + 1]?.top, row.bottom)) };
  }
  return besideOthers(boxes, row, x);
}

interface Row extends Box {
  readonly first: number;
  readonly last: number;
}

/** Boxes that stand side by side belong to one row. */
function rowsOf(boxes: readonly Box[]): Row[] {
  const rows: Row[] = [];
  boxes.forEach((box, i) => {
    const row = rows.at(-1);
    const sameRow = row !== undefined && box.left >= (boxes[i - 1] as Box).right && box.top < row.bottom;
    if (sameRow) {
      rows[rows.length - 1] = {
        ...row,
        last: i,
        right: Math.max(row.right, box.right),
        top: Math.min(row.top, box.top),
        bottom: Math.max(row.bottom, box.bottom),
      };
    } else {
      rows.push({ ...box, first: i, last: i });
    }
  });
  return rows;
}

function besideOthers(boxes: readonly Box[], row: Row, x: number): DropPlace {
  let before = row.first;
  while (before <= row.last && x > (boxes[before] as Box).left + width(boxes[before] as Box) / 2) {
    before += 1;
  }
  const left = before > row.first ? boxes[before - 1] : undefined;
  const right = before <= row.last ? boxes[before] : undefined;
  const at = left === undefined ? row.left - 4 : middle(right?.left ?? row.right + 8, left.right);
  return { before, line: { left: at, right: at, top: row.top, bottom: row.bottom } };
}

function width(box: Box): number {
  return box.right - box.left;
}

/** Between a row and its neighbour, or just outside where it has none. */
function middle(neighbour: number | undefined, own: number): number {
  return neighbour === undefined ? own : (neighbour + own) / 2;
}

function flatLine(row: Row, y: number): Box {
  return { left: row.left, right: row.right, top: y, bottom: y };
}

/** The place among the others of what is taken from `from` and put before `before`. */
export function indexAfterMove(from: number, before: number): number {
  return before > from ? before - 1 : before;
}
