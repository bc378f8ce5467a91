import type { Fix } from '@riffle/plan';
import type { ExaminedStatement } from '../examine.ts';

/** Sets an option right before the statement that needs it. */
export function setFix(title: string, at: ExaminedStatement, key: string, value: string): Fix {
  const { start } = at.statement.span;
  return { title, span: { start, end: start }, replacement: `SET '${key}' = '${value}';\n` };
}

/** Lets state that was not touched for an hour go. */
export function ttlFix(at: ExaminedStatement): Fix {
  return setFix('Set a state TTL', at, 'table.exec.state.ttl', '1 h');
}
