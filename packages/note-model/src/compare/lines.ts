import { compareSequences } from './sequence.ts';

/** A part of a line; `changed` where it differs from the line it replaces or is replaced by. */
export interface LinePiece {
  readonly text: string;
  readonly changed: boolean;
}

/** A line of a comparison in unified form. Line numbers count from 1 in the text they belong to. */
export interface ComparedLine {
  readonly kind: 'same' | 'removed' | 'added';
  readonly pieces: readonly LinePiece[];
  readonly before?: number;
  readonly after?: number;
}

/** Of two lines' words, how many have to be the same for them to count as one line that was changed. */
const SIMILAR = 0.4;

/** Two texts as one list of lines: those that went, then those that came in their place, with the words that differ marked. */
export function compareLines(before: string, after: string): ComparedLine[] {
  const result: ComparedLine[] = [];
  let [removed, added]: [string[], string[]] = [[], []];
  let [beforeNumber, afterNumber] = [1, 1];
  const flush = (): void => {
    const pairs = removed.map((line, i) => comparePair(line, added[i]));
    for (const [i, line] of removed.entries()) {
      result.push({ kind: 'removed', pieces: pairs[i]?.before ?? whole(line), before: beforeNumber++ });
    }
    for (const [i, line] of added.entries()) {
      result.push({ kind: 'added', pieces: pairs[i]?.after ?? whole(line), after: afterNumber++ });
    }
    [removed, added] = [[], []];
  };
  for (const step of compareSequences(before.split('\n'), after.split('\n'))) {
    if (step.kind === 'removed') {
      removed.push(step.before);
    } else if (step.kind === 'added') {
      added.push(step.after);
    } else {
      flush();
      const pieces = [{ text: step.after, changed: false }];
      result.push({ kind: 'same', pieces, before: beforeNumber++, after: afterNumber++ });
    }
  }
  flush();
  return result;
}

function whole(line: string): LinePiece[] {
  return [{ text: line, changed: true }];
}

/** The words two lines differ in; undefined when they have too little in common to be one line. */
function comparePair(
  before: string,
  after: string | undefined,
): { readonly before: LinePiece[]; readonly after: LinePiece[] } | undefined {
  if (after === undefined) {
    return undefined;
  }
  const [old, fresh] = [wordsOf(before), wordsOf(after)];
  const steps = compareSequences(old, fresh);
  const same = steps.filter((step) => step.kind === 'same' && step.after.trim() !== '').length;
  const most = Math.max(...[old, fresh].map((words) => words.filter((word) => word.trim() !== '').length));
  if (same < most * SIMILAR) {
    return undefined;
  }
  return {
    before: joinPieces(steps.flatMap((step) => (step.kind === 'added' ? [] : [piece(step.before, step.kind)]))),
    after: joinPieces(steps.flatMap((step) => (step.kind === 'removed' ? [] : [piece(step.after, step.kind)]))),
  };
}

function wordsOf(line: string): string[] {
  return line.match(/\w+|\s+|[^\w\s]/g) ?? [];
}

function piece(text: string, kind: 'same' | 'removed' | 'added'): LinePiece {
  return { text, changed: kind !== 'same' };
}

function joinPieces(pieces: readonly LinePiece[]): LinePiece[] {
  const joined: LinePiece[] = [];
  for (const { text, changed } of pieces) {
    const last = joined.at(-1);
    if (last?.changed === changed) {
      joined[joined.length - 1] = { text: last.text + text, changed };
    } else {
      joined.push({ text, changed });
    }
  }
  return joined;
}
