import { referencedObjects } from '../ast/references.ts';
import { lex } from '../lexer/lexer.ts';
import { parseSql } from '../parser/parse.ts';
import { cursorContext, qualifierBefore } from './cursor-context.ts';
import { isNameToken } from './names.ts';

/** Words behind which a table's name stands. */
const BEFORE_TABLE = new Set(['FROM', 'JOIN', 'INTO', 'TABLE', 'LIKE', 'DESCRIBE', 'DESC', 'VIEW', 'OVERWRITE']);

/**
 * The paths of tables a text under way may need, for loading a catalog snapshot: those of whole statements, those
 * behind FROM and the like in broken ones, the databases USE goes to, and what the cursor's dotted name begins with.
 */
export function editorPaths(text: string, offset?: number): readonly (readonly string[])[] {
  const paths = new Map<string, readonly string[]>();
  const add = (path: readonly string[]): void => {
    paths.set(path.join('\0'), path);
  };
  for (const statement of parseSql(text).statements) {
    for (const { parts } of referencedObjects(statement).tables) {
      add(parts.map(({ name }) => name));
    }
    if (statement.kind === 'use-database') {
      add([...statement.database.parts.map(({ name }) => name), '']);
    }
  }
  for (const path of pathsByWord(text)) {
    add(path);
  }
  const cursor = offset === undefined ? undefined : cursorContext(text, offset);
  const qualifier = cursor === undefined ? [] : qualifierBefore(cursor.before).map((token) => token.text);
  if (qualifier.length === 1) {
    // A database of this catalog, or a catalog whose databases are wanted.
    add([...qualifier, '']);
    add([...qualifier, '', '']);
  } else if (qualifier.length === 2) {
    add([...qualifier, '']);
  }
  return [...paths.values()];
}

function* pathsByWord(text: string): Iterable<readonly string[]> {
  const { tokens } = lex(text);
  for (const [at, { key }] of tokens.entries()) {
    const first = tokens[at + 1];
    if (BEFORE_TABLE.has(key) && isNameToken(first)) {
      const path = [first.text];
      for (let i = at + 2; tokens[i]?.key === '.' && isNameToken(tokens[i + 1]); i += 2) {
        path.push(tokens[i + 1]?.text ?? '');
      }
      yield path.slice(0, 3);
    }
  }
}
