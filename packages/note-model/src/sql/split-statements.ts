/** A piece of a SQL script: a statement without its semicolon, or comments that stand before or between statements. */
export interface ScriptPiece {
  readonly kind: 'statement' | 'comment';
  readonly text: string;
  /** Offset behind the piece, its semicolon included. */
  readonly end: number;
  readonly start: number;
  /** Statements only: whether a semicolon ends it. */
  readonly closed: boolean;
}

/** What a scan is in the middle of. */
const TOKEN =
  /--[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|'(?:[^']|'')*(?:'|$)|"[^"]*(?:"|$)|`[^`]*(?:`|$)|;|\s+|[^\s;'"`/-]+|[-/]/g;
const SET_BEGINS = /^(?:BEGIN\s+STATEMENT\s+SET|EXECUTE\s+STATEMENT\s+SET\s+BEGIN)$/i;

/**
 * Cuts a script at its semicolons, with quotes, comments and statement sets respected. Comments inside a statement, and
 * behind it on its last line, belong to it.
 */
export function splitStatements(script: string): ScriptPiece[] {
  const pieces: ScriptPiece[] = [];
  let statementStart = -1;
  let statementEnd = 0;
  let words: string[] = [];
  let inSet = false;

  function close(end: number, closed: boolean): void {
    const text = script.slice(statementStart, statementEnd);
    pieces.push({ kind: 'statement', text, start: statementStart, end, closed });
    statementStart = -1;
    words = [];
    inSet = false;
  }

  for (const { 0: token, index } of script.matchAll(TOKEN)) {
    const end = index + token.length;
    if (token === ';') {
      if (statementStart >= 0 && (!inSet || words.join(' ').toUpperCase() === 'END')) {
        close(end, true);
      } else if (statementStart >= 0) {
        statementEnd = end;
        words = [];
      }
    } else if (isComment(token)) {
      if (statementStart >= 0) {
        statementEnd = end;
      } else {
        addComment(pieces, script, { text: token, start: index, end });
      }
    } else if (token.trim() !== '') {
      statementStart = statementStart < 0 ? index : statementStart;
      statementEnd = end;
      words.push(token);
      inSet ||= words.length <= 4 && SET_BEGINS.test(words.join(' '));
    }
  }
  if (statementStart >= 0) {
    close(statementEnd, false);
  }
  return pieces;
}

function isComment(token: string): boolean {
  return token.startsWith('--') || token.startsWith('/*');
}

/** A comment on the line of a statement that has just ended is that statement's; comments without a blank line between are one. */
function addComment(
  pieces: ScriptPiece[],
  script: string,
  comment: { readonly text: string; readonly start: number; readonly end: number },
): void {
  const last = pieces.at(-1);
  const between = last === undefined ? '\n' : script.slice(last.end, comment.start);
  if (last?.kind === 'statement' && !between.includes('\n')) {
    pieces[pieces.length - 1] = { ...last, text: `${last.text} ${comment.text}`, end: comment.end };
  } else if (last?.kind === 'comment' && !hasBlankLine(between)) {
    pieces[pieces.length - 1] = { ...last, text: `${last.text}\n${comment.text}`, end: comment.end };
  } else {
    pieces.push({ kind: 'comment', ...comment, closed: false });
  }
}

export function hasBlankLine(space: string): boolean {
  return /\n[^\S\n]*\n/.test(space);
}
