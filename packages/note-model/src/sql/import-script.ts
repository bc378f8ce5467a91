import { commentText } from './comment-text.ts';
import { hasBlankLine, type ScriptPiece, splitStatements } from './split-statements.ts';

/** A cell as a script tells of it. */
export interface ScriptCell {
  readonly title?: string | undefined;
  /** The whole paragraph, header included. */
  readonly text: string;
  readonly enabled: boolean;
}

/** A comment no longer than this, on one line, can be a title. */
const LONGEST_TITLE = 80;
const SETTING = /^(?:SET|RESET|USE|ADD\s+JAR|REMOVE\s+JAR|LOAD\s+MODULE|UNLOAD\s+MODULE)\b/i;

/**
 * The cells of a SQL script somebody wrote:
 * - a statement is a cell, a statement set too; settings right below one another share one;
 * - a short comment right above a statement is its title, a longer one stays in the cell;
 * - comments with a blank line below them are text of their own.
 */
export function cellsOfScript(script: string): ScriptCell[] {
  const pieces = splitStatements(script);
  const cells: ScriptCell[] = [];
  for (let i = 0; i < pieces.length; i++) {
    const piece = pieces[i] as ScriptPiece;
    const next = pieces[i + 1];
    if (piece.kind === 'comment') {
      if (!isAbove(script, piece, next)) {
        cells.push(...markdownCell(piece));
      }
      continue;
    }
    const last = groupEnd(script, pieces, i);
    cells.push(statementCell(script, pieces, i, last));
    i = last;
  }
  return cells;
}

function isAbove(script: string, comment: ScriptPiece, next: ScriptPiece | undefined): boolean {
  return next?.kind === 'statement' && !hasBlankLine(script.slice(comment.end, next.start));
}

/** The index of the last statement that shares a cell with the one at `first`. */
function groupEnd(script: string, pieces: readonly ScriptPiece[], first: number): number {
  let last = first;
  for (let next = pieces[last + 1]; isSetting(pieces[last]) && isSetting(next); next = pieces[last + 1]) {
    if (hasBlankLine(script.slice(pieces[last]?.end, next?.start))) {
      break;
    }
    last++;
  }
  return last;
}

function isSetting(piece: ScriptPiece | undefined): boolean {
  return piece?.kind === 'statement' && SETTING.test(piece.text);
}

function statementCell(script: string, pieces: readonly ScriptPiece[], first: number, last: number): ScriptCell {
  const statements = pieces.slice(first, last + 1).map((piece) => piece.text);
  const body = statements.length === 1 ? (statements[0] as string) : statements.map((text) => `${text};`).join('\n');
  const above = pieces[first - 1];
  if (above?.kind !== 'comment' || !isAbove(script, above, pieces[first])) {
    return { text: `%flink.ssql\n${body}`, enabled: true };
  }
  const words = commentText(above.text);
  if (words.includes('\n') || words.length > LONGEST_TITLE) {
    return { text: `%flink.ssql\n${above.text}\n${body}`, enabled: true };
  }
  return { ...(words === '' ? {} : { title: words }), text: `%flink.ssql\n${body}`, enabled: true };
}

/** One line on its own reads as a heading. */
function markdownCell(comment: ScriptPiece): ScriptCell[] {
  const words = commentText(comment.text);
  if (words === '') {
    return [];
  }
  const heading = !words.includes('\n') && words.length <= LONGEST_TITLE && !words.startsWith('#');
  return [{ text: `%md\n${heading ? `## ${words}` : words}`, enabled: true }];
}
