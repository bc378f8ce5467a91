import type { CompileEnvironment } from '../compile/environment.ts';
import { BindContext, type BindObserver } from './context.ts';
import { bindExpressionNode } from './expression.ts';
import { bindNamedPath, bindTable } from './from.ts';
import { bindWholeQuery } from './query.ts';
import type { BinderEntries } from './recursion.ts';

const ENTRIES: BinderEntries = {
  expression: bindExpressionNode,
  query: bindWholeQuery,
  table: bindTable,
  tablePath: bindNamedPath,
};

/** A fresh context to bind statements of `text` in. */
export function createBindContext(env: CompileEnvironment, text: string, observer?: BindObserver): BindContext {
  return new BindContext(env, text, ENTRIES, observer);
}
