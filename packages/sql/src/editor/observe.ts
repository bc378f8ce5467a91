/** Binds what is there of a statement and watches what its names mean. */
import type { RowField } from '@riffle/columns';
import { walk } from '../ast/children.ts';
import type { QueryNode } from '../ast/queries.ts';
import type { Statement } from '../ast/statements.ts';
import { createBindContext } from '../binder/binder.ts';
import type { BindObserver } from '../binder/context.ts';
import { bindQuery } from '../binder/recursion.ts';
import type { CompileEnvironment } from '../compile/environment.ts';

/** Binds the outermost queries of a statement; their text need not be whole. What is wrong is of no interest here. */
export function observeStatement(
  statement: Statement,
  text: string,
  env: CompileEnvironment,
  observer: BindObserver,
): void {
  for (const query of outermostQueries(statement)) {
    observeQuery(query, text, env, observer);
  }
}

/** The columns the query gives; undefined when it cannot be told. */
export function observeQuery(
  query: QueryNode,
  text: string,
  env: CompileEnvironment,
  observer: BindObserver = {},
): readonly RowField[] | undefined {
  const context = createBindContext(env, text, observer);
  try {
    const { output } = bindQuery(context, query);
    return output;
  } catch (error) {
    if (!(error instanceof RangeError)) {
      throw error;
    }
    // Nested deeper than binding can follow.
    return undefined;
  }
}

function outermostQueries(statement: Statement): QueryNode[] {
  const found: QueryNode[] = [];
  walk(statement, (node) => {
    if (node.kind === 'query') {
      found.push(node);
      return false;
    }
    return true;
  });
  return found;
}
