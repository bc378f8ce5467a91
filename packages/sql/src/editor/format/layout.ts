/** Statements as documents: clauses on lines of their own, lists one item a line where they do not fit. */
import type { Token } from '../../lexer/token.ts';
import { type Doc, group, hardLine, indent, line, softLine, space } from './doc.ts';
import type { Bracket, Comment, Piece, Word } from './source-tokens.ts';
import { blankBetween, type CaseRule, isSignAfter, spell } from './spelling.ts';

export function commentDoc({ text, ownLine, isLine }: Comment): Doc {
  return { kind: 'comment', text, ownLine, endsLine: isLine || ownLine };
}

/** Lays out the pieces of one statement. */
export function layoutStatement(pieces: readonly Piece[], text: string, rule: CaseRule): Doc {
  return new Layout(text, rule).statement(pieces);
}

const keyOf = (piece: Piece | undefined): string => (piece?.kind === 'word' ? piece.token.key : '');
const firstToken = (piece: Piece): Token => (piece.kind === 'word' ? piece.token : piece.open.token);
const lastToken = (piece: Piece): Token => (piece.kind === 'word' ? piece.token : piece.close.token);

const JOIN_WORDS = new Set(['LEFT', 'RIGHT', 'FULL', 'INNER', 'CROSS', 'NATURAL', 'OUTER']);
const CLAUSES = new Set(
  'SELECT FROM WHERE HAVING WINDOW QUALIFY LIMIT FETCH UNION EXCEPT INTERSECT MINUS VALUES INSERT'.split(' '),
);
const SET_OPERATORS = new Set(['UNION', 'EXCEPT', 'INTERSECT', 'MINUS']);

class Layout {
  readonly #text: string;
  readonly #rule: CaseRule;

  constructor(text: string, rule: CaseRule) {
    this.#text = text;
    this.#rule = rule;
  }

  statement(pieces: readonly Piece[]): Doc {
    const isTable = pieces.slice(0, 4).some((piece) => keyOf(piece) === 'TABLE') && keyOf(pieces[0]) === 'CREATE';
    return this.#clauses(pieces, isTable);
  }

  /** A query, or a statement that holds one: its clauses below each other when there are more than two. */
  #clauses(pieces: readonly Piece[], isTable: boolean): Doc {
    const clauses = splitClauses(pieces);
    const between = clauses.length > 2 ? hardLine : line;
    const docs = clauses.flatMap((clause, i) => [
      ...(i === 0 ? [] : [between]),
      this.#clause(clause, isTable && i === 0, i === 0 ? undefined : clauses[i - 1]?.at(-1)),
    ]);
    return group(docs);
  }

  #clause(pieces: readonly Piece[], isTable: boolean, previous: Piece | undefined): Doc {
    const head = headLength(pieces);
    const first = this.#run(pieces.slice(0, head), { previous, isTable });
    const rest = pieces.slice(head);
    if (rest.length === 0) {
      return first;
    }
    const items = splitItems(rest, keyOf(pieces[0]));
    const body = items.flatMap((item, i) => [
      ...(i === 0 ? [] : [line]),
      this.#run(item, { previous: i === 0 ? pieces[head - 1] : items[i - 1]?.at(-1), isTable: false }),
    ]);
    const isWide = SET_OPERATORS.has(keyOf(pieces[0]));
    return items.length < 2 || isWide ? [first, space, ...body] : group([first, indent([line, ...body])]);
  }

  /** Pieces on one line, brackets laid out by themselves. */
  #run(pieces: readonly Piece[], context: { previous: Piece | undefined; isTable: boolean }): Doc {
    const docs: Doc[] = [];
    for (const [at, piece] of pieces.entries()) {
      const left = at === 0 ? context.previous : pieces[at - 1];
      if (at > 0 && left !== undefined) {
        const beforeName = beforeDottedName(pieces, at - 1);
        const sign = isSign(pieces, at - 1, context.previous);
        if (context.isTable && breaksTable(piece, left)) {
          docs.push(hardLine);
        } else if (blankBetween(lastToken(left), firstToken(piece), { beforeName, sign })) {
          docs.push(space);
        }
      }
      const before = left === undefined ? undefined : lastToken(left);
      docs.push(
        piece.kind === 'word' ? this.#word(piece, before, pieces[at + 1]) : this.#bracket(piece, left, context),
      );
    }
    return docs;
  }

  #word(word: Word, previous: Token | undefined, next: Piece | undefined): Doc {
    return [...word.before.map(commentDoc), spell(word, previous, next, this.#rule), ...word.after.map(commentDoc)];
  }

  #bracket(bracket: Bracket, left: Piece | undefined, context: { isTable: boolean }): Doc {
    const { open, inside, close } = bracket;
    const openDoc = this.#word(open, undefined, undefined);
    const closeDoc = this.#word(close, undefined, undefined);
    if (keyOf(left) === 'PATTERN' && !hasComments(inside)) {
      // Quantifiers stick to what they count; nobody lays patterns out better than who wrote them.
      const start = open.token.end;
      return [openDoc, this.#text.slice(start, close.token.start).replaceAll(/\s+/g, ' ').trim(), closeDoc];
    }
    if (inside.length === 0) {
      return [openDoc, closeDoc];
    }
    if (open.token.key === '/*+') {
      return [openDoc, space, this.#items(inside, open), space, closeDoc];
    }
    if (keyOf(left) === 'MATCH_RECOGNIZE') {
      return group([openDoc, indent([hardLine, this.#matchClauses(inside, open)]), hardLine, closeDoc]);
    }
    if (isQuery(inside)) {
      const body = this.#clauses(inside, false);
      return group([openDoc, indent([softLine, body]), softLine, closeDoc]);
    }
    const body = this.#items(inside, open);
    const count = splitItems(inside, '').length;
    const forced = context.isTable && count > 1 && open.token.key === '(' && keyOf(left) !== 'BY';
    const edge = forced ? hardLine : softLine;
    return group([openDoc, indent([edge, body]), edge, closeDoc]);
  }

  /** The clauses of MATCH_RECOGNIZE below each other. */
  #matchClauses(inside: readonly Piece[], open: Word): Doc {
    const starts = inside.flatMap((_, at) => (at === 0 || startsMatchClause(inside, at) ? [at] : []));
    return starts.flatMap((start, i) => {
      const clause = inside.slice(start, starts[i + 1]);
      const isList = keyOf(clause[0]) === 'MEASURES' || keyOf(clause[0]) === 'DEFINE';
      const head = this.#run(clause.slice(0, 1), { previous: inside[start - 1] ?? open, isTable: false });
      const items = splitItems(clause.slice(1), '');
      const body = items.flatMap((item, n) => [
        ...(n === 0 ? [] : [line]),
        this.#run(item, { previous: n === 0 ? clause[0] : items[n - 1]?.at(-1), isTable: false }),
      ]);
      const doc = isList
        ? group([head, indent([line, ...body])])
        : this.#run(clause, { previous: open, isTable: false });
      return i === 0 ? [doc] : [hardLine, doc];
    });
  }

  #items(inside: readonly Piece[], open: Word): Doc {
    const items = splitItems(inside, keyOf(open));
    return items.flatMap((item, i) => [
      ...(i === 0 ? [] : [line]),
      group(this.#run(item, { previous: i === 0 ? open : items[i - 1]?.at(-1), isTable: false })),
    ]);
  }
}

function hasComments(pieces: readonly Piece[]): boolean {
  return pieces.some((piece) =>
    piece.kind === 'word'
      ? piece.before.length + piece.after.length > 0
      : hasComments([piece.open, ...piece.inside, piece.close]),
  );
}

function startsMatchClause(pieces: readonly Piece[], at: number): boolean {
  const [key, next] = [keyOf(pieces[at]), keyOf(pieces[at + 1])];
  switch (key) {
    case 'PARTITION':
    case 'ORDER':
      return next === 'BY';
    case 'ONE':
      return next === 'ROW';
    case 'ALL':
      return next === 'ROWS';
    case 'AFTER':
      return next === 'MATCH';
    default:
      return ['MEASURES', 'PATTERN', 'WITHIN', 'SUBSET', 'DEFINE'].includes(key) && keyOf(pieces[at - 1]) !== '.';
  }
}

function isQuery(inside: readonly Piece[]): boolean {
  const first = inside[0];
  const word = keyOf(first);
  if (first?.kind === 'bracket') {
    return (
      first.open.token.key === '(' && isQuery(first.inside) && inside.slice(1).some((p) => SET_OPERATORS.has(keyOf(p)))
    );
  }
  return word === 'SELECT' || word === 'WITH' || word === 'VALUES';
}

/** Where a CREATE TABLE goes on below: WITH, PARTITIONED BY and the like behind the columns. */
function breaksTable(piece: Piece, left: Piece): boolean {
  return (
    ['WITH', 'PARTITIONED', 'COMMENT', 'DISTRIBUTED', 'LIKE'].includes(keyOf(piece)) &&
    (left.kind === 'bracket' || firstToken(left).kind === 'string')
  );
}

function splitClauses(pieces: readonly Piece[]): readonly (readonly Piece[])[] {
  const clauses: Piece[][] = [];
  for (const [at, piece] of pieces.entries()) {
    const current = clauses.at(-1);
    if (current === undefined || startsClause(pieces, at)) {
      clauses.push([piece]);
    } else {
      current.push(piece);
    }
  }
  return clauses;
}

function startsClause(pieces: readonly Piece[], at: number): boolean {
  const key = keyOf(pieces[at]);
  const previous = keyOf(pieces[at - 1]);
  const next = keyOf(pieces[at + 1]);
  if (previous === '.' || next === '.') {
    return false;
  }
  switch (key) {
    case 'FROM':
      return previous !== 'DISTINCT' || keyOf(pieces[at - 2]) === 'SELECT';
    case 'GROUP':
    case 'ORDER':
      return next === 'BY' && previous !== 'WITHIN';
    case 'JOIN':
      return !JOIN_WORDS.has(previous);
    case 'OFFSET':
      return previous !== 'LIMIT' && pieces.some((piece) => keyOf(piece) === 'SELECT');
    case 'UNION':
    case 'EXCEPT':
    case 'INTERSECT':
      return previous !== 'MULTISET';
    case 'SELECT':
    case 'VALUES':
      return true;
    default:
      return JOIN_WORDS.has(key) ? isJoinStart(pieces, at) : CLAUSES.has(key);
  }
}

function isJoinStart(pieces: readonly Piece[], at: number): boolean {
  if (JOIN_WORDS.has(keyOf(pieces[at - 1]))) {
    return false;
  }
  const next = pieces.slice(at, at + 4).findIndex((piece) => !JOIN_WORDS.has(keyOf(piece)));
  return keyOf(pieces[at + next]) === 'JOIN';
}

/** How many pieces of a clause are its keywords. */
function headLength(pieces: readonly Piece[]): number {
  const [first, second] = [keyOf(pieces[0]), keyOf(pieces[1])];
  switch (first) {
    case 'SELECT':
      return second === 'DISTINCT' || second === 'ALL' ? 2 : 1;
    case 'GROUP':
    case 'ORDER':
      return 2;
    case 'FROM':
    case 'WHERE':
    case 'HAVING':
    case 'QUALIFY':
    case 'WINDOW':
    case 'VALUES':
    case 'WITH':
      return 1;
    default:
      return pieces.length;
  }
}

/** List items with their commas; in conditions every AND and OR begins an item. */
function splitItems(pieces: readonly Piece[], clause: string): readonly (readonly Piece[])[] {
  const isCondition = clause === 'WHERE' || clause === 'HAVING' || clause === 'QUALIFY';
  const items: Piece[][] = [];
  let betweens = 0;
  let cases = 0;
  for (const [at, piece] of pieces.entries()) {
    const key = keyOf(piece);
    betweens += key === 'BETWEEN' ? 1 : 0;
    cases += key === 'CASE' ? 1 : key === 'END' ? -1 : 0;
    const joins = isCondition && cases === 0 && (key === 'OR' || (key === 'AND' && betweens === 0));
    if (key === 'AND' && betweens > 0) {
      betweens--;
    }
    const current = items.at(-1);
    if (current === undefined || joins || keyOf(pieces[at - 1]) === ',') {
      items.push([piece]);
    } else {
      current.push(piece);
    }
  }
  return items;
}

/** The token before the dotted name that ends at `at`. */
function beforeDottedName(pieces: readonly Piece[], at: number): Token | undefined {
  let start = at;
  while (keyOf(pieces[start - 1]) === '.') {
    start -= 2;
  }
  const before = pieces[start - 1];
  return before === undefined ? undefined : lastToken(before);
}

function isSign(pieces: readonly Piece[], at: number, previous: Piece | undefined): boolean {
  const key = keyOf(pieces[at]);
  const left = at === 0 ? previous : pieces[at - 1];
  return (key === '-' || key === '+') && isSignAfter(left === undefined ? undefined : lastToken(left));
}
