import type { Show, ShowLike, ShowSubject } from '../../ast/index.ts';
import type { Cursor } from '../cursor.ts';
import { optionalPartition } from './clauses.ts';

/** What a SHOW of each subject may say after it. */
interface ShowForm {
  /** FROM or IN with a database (for COLUMNS: a table, which must be there). */
  readonly from?: 'optional' | 'required';
  readonly like?: readonly ('LIKE' | 'ILIKE')[];
}

const LIKE = ['LIKE'] as const;
const ILIKE = ['LIKE', 'ILIKE'] as const;

/** The lists SHOW gives, by the words after SHOW. */
const LISTS: ReadonlyArray<readonly [ShowSubject, ShowForm]> = [
  ['CATALOGS', { like: ILIKE }],
  ['DATABASES', { from: 'optional', like: ILIKE }],
  ['TABLES', { from: 'optional', like: LIKE }],
  ['VIEWS', { from: 'optional', like: LIKE }],
  ['MATERIALIZED TABLES', { from: 'optional', like: LIKE }],
  ['COLUMNS', { from: 'required', like: LIKE }],
  ['PROCEDURES', { from: 'optional', like: ILIKE }],
  ['USER FUNCTIONS', { from: 'optional', like: ILIKE }],
  ['FUNCTIONS', { from: 'optional', like: ILIKE }],
  ['MODELS', { from: 'optional', like: ILIKE }],
  ['FULL MODULES', {}],
  ['MODULES', {}],
  ['JARS', {}],
  ['JOBS', {}],
  ['CURRENT CATALOG', {}],
  ['CURRENT DATABASE', {}],
];

const CREATES: readonly ShowSubject[] = [
  'CREATE TABLE',
  'CREATE VIEW',
  'CREATE CATALOG',
  'CREATE MODEL',
  'CREATE MATERIALIZED TABLE',
];

export function show(p: Cursor): Show {
  const start = p.at;
  p.expect('SHOW');
  for (const subject of CREATES) {
    if (p.accept(...subject.split(' '))) {
      return { kind: 'show', subject, object: p.path('the name of what to show'), span: p.spanFrom(start) };
    }
  }
  if (p.accept('PARTITIONS')) {
    const object = p.path('a table name');
    return { kind: 'show', subject: 'PARTITIONS', object, partition: optionalPartition(p), span: p.spanFrom(start) };
  }
  const form = LISTS.find(([subject]) => p.accept(...subject.split(' ')));
  return form === undefined ? p.fail() : showList(p, start, form);
}

function showList(p: Cursor, start: number, [subject, { from, like }]: readonly [ShowSubject, ShowForm]): Show {
  const preposition = from === 'required' ? p.expectAny('FROM', 'IN') : from && p.acceptAny('FROM', 'IN');
  const object =
    preposition === undefined ? undefined : p.path(from === 'required' ? 'a table name' : 'a database name');
  const pattern = like === undefined ? undefined : showLike(p, like);
  return { kind: 'show', subject, object, like: pattern, span: p.spanFrom(start) };
}

function showLike(p: Cursor, operators: readonly ('LIKE' | 'ILIKE')[]): ShowLike | undefined {
  const start = p.at;
  const negated = p.accept('NOT');
  const operator = negated ? p.expectAny(...operators) : p.acceptAny(...operators);
  if (operator === undefined) {
    return undefined;
  }
  const pattern = p.string('a pattern in single quotes');
  return { kind: 'show-like', operator, negated, pattern, span: p.spanFrom(start) };
}
