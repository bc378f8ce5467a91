import { type ComparedLine, compareLines } from './lines.ts';
import { compareSequences } from './sequence.ts';

/** A cell as far as comparisons look at it. */
export interface CellContent {
  readonly id: string;
  readonly title: string;
  readonly text: string;
  readonly enabled: boolean;
}

/** What became of one cell. */
export interface ComparedCell {
  readonly id: string;
  readonly kind: 'same' | 'changed' | 'removed' | 'added';
  /** It stands among other cells than before. */
  readonly moved: boolean;
  readonly title: string;
  /** The title it had, when that was another. */
  readonly titleBefore?: string;
  /** Whether it can run, when that has changed. */
  readonly enabled?: boolean;
  readonly lines: readonly ComparedLine[];
}

/** Two states of a note, cell by cell in the order of the later one; a removed cell stands where it stood. */
export function compareCells(before: readonly CellContent[], after: readonly CellContent[]): ComparedCell[] {
  const partners = pairCells(before, after);
  const old = new Map(before.map((cell) => [cell.id, cell]));
  const kept = before.filter((cell) => partners.has(cell.id)).map((cell) => cell.id);
  const partnerOf = new Map([...partners].map(([oldId, newId]) => [newId, oldId]));
  const order = after.flatMap((cell) => partnerOf.get(cell.id) ?? []);
  const inPlace = new Set(compareSequences(kept, order).flatMap((step) => (step.kind === 'same' ? [step.after] : [])));
  const result = after.map((cell): ComparedCell => {
    const oldId = partnerOf.get(cell.id);
    const partner = oldId === undefined ? undefined : old.get(oldId);
    return partner === undefined
      ? { ...plain(cell), kind: 'added', lines: compareLines('', cell.text).filter((line) => line.kind === 'added') }
      : { ...compareCell(partner, cell), moved: !inPlace.has(partner.id) };
  });
  for (const [i, cell] of before.entries()) {
    if (!partners.has(cell.id)) {
      result.splice(placeOf(before, i, result, partners), 0, {
        ...plain(cell),
        kind: 'removed',
        lines: compareLines(cell.text, '').filter((line) => line.kind === 'removed'),
      });
    }
  }
  return result;
}

/** Which later cell each earlier one has become: the one of its id, else one with its very text. */
function pairCells(before: readonly CellContent[], after: readonly CellContent[]): Map<string, string> {
  const free = new Map(after.map((cell) => [cell.id, cell]));
  const partners = new Map<string, string>();
  for (const { id } of before) {
    if (free.delete(id)) {
      partners.set(id, id);
    }
  }
  for (const { id, text } of before) {
    const twin = partners.has(id) ? undefined : [...free.values()].find((cell) => cell.text === text);
    if (twin !== undefined) {
      free.delete(twin.id);
      partners.set(id, twin.id);
    }
  }
  return partners;
}

/** Behind the nearest cell above it that is still there. */
function placeOf(
  before: readonly CellContent[],
  index: number,
  result: readonly ComparedCell[],
  partners: ReadonlyMap<string, string>,
): number {
  for (let above = index - 1; above >= 0; above--) {
    const id = before[above]?.id ?? '';
    const at = result.findIndex((cell) => cell.id === (partners.get(id) ?? id));
    if (at >= 0) {
      return at + 1;
    }
  }
  return 0;
}

function plain(cell: CellContent): Pick<ComparedCell, 'id' | 'title' | 'moved'> {
  return { id: cell.id, title: cell.title, moved: false };
}

function compareCell(before: CellContent, after: CellContent): Omit<ComparedCell, 'moved'> {
  const same = before.text === after.text && before.title === after.title && before.enabled === after.enabled;
  return {
    id: after.id,
    title: after.title,
    kind: same ? 'same' : 'changed',
    ...(before.title === after.title ? {} : { titleBefore: before.title }),
    ...(before.enabled === after.enabled ? {} : { enabled: after.enabled }),
    lines: compareLines(before.text, after.text),
  };
}
