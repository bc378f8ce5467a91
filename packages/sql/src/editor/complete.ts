/** Completion: what may stand at the cursor, by grammar, catalogs, functions and options. */
import type { CompileEnvironment } from '../compile/environment.ts';
import type { Expectations } from '../parser/expectations.ts';
import { expectedAtEnd } from '../parser/parse.ts';
import { columnCompletions, declaredColumns, listedColumns } from './complete-columns.ts';
import { optionCompletions, optionPlace } from './complete-options.ts';
import { tableCompletions } from './complete-tables.ts';
import { type Completion, type CompletionList, matchesWord, snippetText } from './completion.ts';
import { type CursorContext, cursorContext, qualifierBefore } from './cursor-context.ts';
import { environmentAt } from './diagnose.ts';
import {
  builtInFunctions,
  type CallableDoc,
  callableMarkdown,
  registeredFunctions,
  TABLE_FUNCTIONS,
} from './function-docs.ts';
import { keywordCompletions, typeCompletions, unitCompletions } from './keywords.ts';
import { namesAtCursor } from './scope-at-cursor.ts';

const TABLE_LABELS = [
  'a table',
  'a table name',
  'a view name',
  'the name of what to describe',
  'the name of what to show',
];
const VALUE_LABELS = ['an expression', 'a column'];

/** What may be written at `offset` of `text`, the word under way as its filter. Empty inside comments. */
export function complete(text: string, offset: number, env: CompileEnvironment): CompletionList {
  const cursor = cursorContext(text, offset);
  if (cursor === undefined) {
    return { span: { start: offset, end: offset }, items: [] };
  }
  const here = environmentAt(text, cursor.statement.start, env);
  const word = text.slice(cursor.word.start, cursor.word.end);
  const seen = new Set<string>();
  const items = candidates(cursor, here)
    .filter(({ label }) => matchesWord(label, word))
    .filter(({ kind, label, insert }) => {
      const key = `${kind === 'view' ? 'table' : kind} ${label} ${insert}`;
      return !seen.has(key) && seen.add(key);
    })
    .sort((a, b) => a.rank - b.rank || (a.label < b.label ? -1 : 1));
  const span = cursor.quote === 'name' ? { ...cursor.word, start: cursor.word.start - 1 } : cursor.word;
  return { span, items };
}

function candidates(cursor: CursorContext, env: CompileEnvironment): Completion[] {
  const place = optionPlace(cursor, env);
  if (place !== undefined) {
    return optionCompletions(place, cursor, env.connectors);
  }
  if (cursor.quote === 'string') {
    return [];
  }
  const listed = listedColumns(cursor, env);
  if (listed !== undefined) {
    return listed;
  }
  const expected = expectedAt(cursor);
  return cursor.before.at(-1)?.key === '.' ? afterDot(cursor, env, expected) : anywhere(cursor, env, expected);
}

function expectedAt({ text, statement, word, quote }: CursorContext): Expectations {
  return expectedAtEnd(text.slice(statement.start, quote === null ? word.start : word.start - 1));
}

const has = (expected: Expectations, labels: readonly string[]): boolean =>
  labels.some((label) => expected.labels.has(label));

/** Behind `name.` stands what the name holds: columns, fields, tables or databases. */
function afterDot(cursor: CursorContext, env: CompileEnvironment, expected: Expectations): Completion[] {
  const { scope, commonTables } = namesAtCursor(cursor, env);
  if (scope !== undefined && commonTables === undefined) {
    return columnCompletions(scope, cursor.before);
  }
  return commonTables !== undefined || has(expected, TABLE_LABELS) || has(expected, ['a database name'])
    ? tablesAt(cursor, env, [], expected)
    : [];
}

function tablesAt(
  cursor: CursorContext,
  env: CompileEnvironment,
  commonTables: readonly string[],
  expected: Expectations,
): Completion[] {
  const qualifier = qualifierBefore(cursor.before).map(({ text }) => text);
  const only = expected.labels.has('a view name')
    ? 'view'
    : expected.labels.has('a database name')
      ? 'database'
      : undefined;
  return tableCompletions({ catalog: env.catalog, qualifier, commonTables, only });
}

function anywhere(cursor: CursorContext, env: CompileEnvironment, expected: Expectations): Completion[] {
  if (expected.labels.has('a unit of time such as DAY or SECOND')) {
    return unitCompletions();
  }
  const items = keywordCompletions(expected, cursor.before);
  if (expected.labels.has('a type')) {
    items.push(...typeCompletions());
  }
  if (has(expected, TABLE_LABELS)) {
    items.push(...tablesAt(cursor, env, namesAtCursor(cursor, env).commonTables ?? [], expected));
  } else if (expected.labels.has('a database name')) {
    items.push(...tablesAt(cursor, env, [], expected));
  } else if (expected.labels.has('a catalog name')) {
    items.push(...tablesAt(cursor, env, [], expected).filter(({ kind }) => kind === 'catalog'));
  }
  const namesNew = cursor.before.at(-1)?.key === 'AS';
  if (has(expected, VALUE_LABELS) || (expected.labels.has('a column name') && !namesNew)) {
    items.push(...columnsAt(cursor, env));
  }
  if (has(expected, ['an expression'])) {
    items.push(...[...builtInFunctions(), ...registeredFunctions(env.catalog)].map(functionItem));
  } else if (has(expected, ['a table function'])) {
    items.push(...[...TABLE_FUNCTIONS, ...registeredFunctions(env.catalog)].map(functionItem));
  }
  return items;
}

function columnsAt(cursor: CursorContext, env: CompileEnvironment): Completion[] {
  const isTable = cursor.before.slice(0, 4).some(({ key }) => key === 'TABLE') && cursor.before[0]?.key === 'CREATE';
  const { scope } = namesAtCursor(cursor, env);
  if (scope !== undefined) {
    return columnCompletions(scope, cursor.before);
  }
  return isTable ? declaredColumns(cursor) : [];
}

function functionItem(doc: CallableDoc): Completion {
  const [signature = doc.name] = doc.signatures;
  const isCall = signature.startsWith(`${doc.name}(`);
  const takesNothing = doc.signatures.every((one) => one.startsWith(`${doc.name}()`));
  return {
    label: doc.name,
    kind: 'function',
    insert: !isCall ? doc.name : takesNothing ? `${doc.name}()` : `${snippetText(doc.name)}($0)`,
    ...(isCall && !takesNothing ? { snippet: true } : {}),
    detail: signature,
    documentation: callableMarkdown(doc),
    rank: 40,
  };
}
