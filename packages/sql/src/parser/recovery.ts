import type { Cursor } from './cursor.ts';
import { nested, type Rule } from './trampoline.ts';

/** Words that begin a clause of a query: where reading may go on after an error in the clause before. */
const CLAUSES = new Set([
  'FROM',
  'WHERE',
  'GROUP',
  'HAVING',
  'WINDOW',
  'QUALIFY',
  'ORDER',
  'LIMIT',
  'OFFSET',
  'FETCH',
  'UNION',
  'EXCEPT',
  'INTERSECT',
  'MINUS',
]);

/**
 * Runs a rule. When it fails, its diagnostic is kept, tokens are skipped up to the next comma or clause outside any
 * bracket opened since, and the result is undefined.
 */
export function* recovering<T>(p: Cursor, rule: Rule<T>): Rule<T | undefined> {
  const depth = p.depth();
  const start = p.at;
  try {
    return yield* nested(rule);
  } catch (error) {
    p.recover(error);
    p.skipUntil(depth, (key) => key === ',' || (CLAUSES.has(key) && p.at > start));
    return undefined;
  }
}

/** The same for an item of a list in brackets that is read without a rule. */
export function recoveringItem<T>(p: Cursor, item: () => T): T | undefined {
  const depth = p.depth();
  try {
    const read = item();
    if (!p.isAny(',', ')')) {
      p.fail();
    }
    return read;
  } catch (error) {
    p.recover(error);
    p.skipUntil(depth, (key) => key === ',');
    return undefined;
  }
}

/** `(item, item, …)` in which every item may fail on its own. */
export function recoveringList<T>(p: Cursor, item: () => T): T[] {
  const items: T[] = [];
  p.expect('(');
  do {
    const read = recoveringItem(p, item);
    if (read !== undefined) {
      items.push(read);
    }
  } while (p.accept(','));
  p.expect(')');
  return items;
}

/** Whether an item of a select list may end here: before a comma, a clause, a closing bracket or the statement's end. */
export function isItemEnd(p: Cursor): boolean {
  return p.is(',') || CLAUSES.has(p.key()) || p.isAny(')', ';') || p.atEnd();
}
