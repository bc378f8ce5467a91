/** One step from a list to another: an element both have, or one that only the one or the other has. */
export type Step<T> =
  | { readonly kind: 'same'; readonly before: T; readonly after: T }
  | { readonly kind: 'removed'; readonly before: T }
  | { readonly kind: 'added'; readonly after: T };

/** Lists whose middles are larger than this, multiplied, are taken as wholly different: the table would be too big. */
const LARGEST_TABLE = 4_000_000;

/**
 * The fewest steps from one list to the other, removals before additions. Equal beginnings and ends are set aside, then a
 * table of the longest common subsequence of every pair of rests is filled from the back and walked from the front.
 */
export function compareSequences<T>(before: readonly T[], after: readonly T[]): Step<T>[] {
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) {
    start++;
  }
  let end = 0;
  while (end < before.length - start && end < after.length - start && before.at(-1 - end) === after.at(-1 - end)) {
    end++;
  }
  const same = (list: readonly T[], other: readonly T[]): Step<T>[] =>
    list.map((element, i) => ({ kind: 'same', before: element, after: other[i] as T }));
  return [
    ...same(before.slice(0, start), after.slice(0, start)),
    ...compareMiddles(before.slice(start, before.length - end), after.slice(start, after.length - end)),
    ...same(before.slice(before.length - end), after.slice(after.length - end)),
  ];
}

function compareMiddles<T>(before: readonly T[], after: readonly T[]): Step<T>[] {
  const [rows, columns] = [before.length, after.length];
  if (rows === 0 || columns === 0 || rows * columns > LARGEST_TABLE) {
    return [...before.map(removed), ...after.map(added)];
  }
  const width = columns + 1;
  const longest = new Uint32Array((rows + 1) * width);
  const at = (row: number, column: number): number => longest[row * width + column] as number;
  for (let row = rows - 1; row >= 0; row--) {
    for (let column = columns - 1; column >= 0; column--) {
      longest[row * width + column] =
        before[row] === after[column]
          ? at(row + 1, column + 1) + 1
          : Math.max(at(row + 1, column), at(row, column + 1));
    }
  }
  const steps: Step<T>[] = [];
  let [row, column] = [0, 0];
  while (row < rows || column < columns) {
    if (row < rows && column < columns && before[row] === after[column]) {
      steps.push({ kind: 'same', before: before[row++] as T, after: after[column++] as T });
    } else if (row < rows && (column === columns || at(row + 1, column) >= at(row, column + 1))) {
      steps.push(removed(before[row++] as T));
    } else {
      steps.push(added(after[column++] as T));
    }
  }
  return steps;
}

function removed<T>(before: T): Step<T> {
  return { kind: 'removed', before };
}

function added<T>(after: T): Step<T> {
  return { kind: 'added', after };
}
