/** TUMBLE, HOP and SESSION in GROUP BY, and TUMBLE_START and its kin in the query around. */
import type { Expression, WindowProperty, WindowSpec } from '@riffle/plan';
import type { ExpressionNode, FunctionCall } from '../ast/expressions.ts';
import { integerOf, sameExpression } from '../logical/expressions.ts';
import { timeAttributeOf } from './casts.ts';
import { errorExpression, isErrorExpression } from './context.ts';
import { type ExpressionScope, GroupWindow } from './expression-scope.ts';
import { bindAll } from './recursion.ts';

const WINDOWS = ['TUMBLE', 'HOP', 'SESSION'] as const;
type WindowName = (typeof WINDOWS)[number];
const SUFFIXES: Readonly<Record<string, WindowProperty>> = {
  START: 'window-start',
  END: 'window-end',
  ROWTIME: 'window-rowtime',
  PROCTIME: 'window-proctime',
};

export function isGroupWindowAuxiliary(name: string): boolean {
  const [window = '', suffix] = name.split('_');
  return isWindowName(window) && (suffix === undefined || suffix in SUFFIXES);
}

function isWindowName(name: string): name is WindowName {
  return WINDOWS.some((known) => known === name);
}

/** The call, when a grouping element is a window function. */
export function groupWindowCall(node: ExpressionNode): FunctionCall | undefined {
  return node.kind === 'function-call' && node.name.parts.length === 1 && windowNameOf(node) !== undefined
    ? node
    : undefined;
}

function windowNameOf(node: FunctionCall): WindowName | undefined {
  const name = (node.name.parts[0]?.name ?? '').toUpperCase();
  return isWindowName(name) ? name : undefined;
}

/** `TUMBLE(ts, INTERVAL …)` as the window it means; undefined after reporting what is wrong. */
export function bindGroupWindow(scope: ExpressionScope, node: FunctionCall): GroupWindow | undefined {
  const name = windowNameOf(node);
  const bound = bindWindowArguments(scope, node);
  if (name === undefined || bound === undefined) {
    return undefined;
  }
  if (timeAttributeOf(bound.time.type) === undefined) {
    scope.context.report(
      'not-a-time-attribute',
      `${name} needs a time attribute: a column with a WATERMARK, or PROCTIME().`,
      node.args[0]?.span ?? node.span,
    );
    return undefined;
  }
  const window = windowSpec(name, bound.lengths);
  if (window === undefined) {
    scope.context.report(
      'wrong-window',
      `${name} needs intervals of time that are longer than zero, as in ${USAGE[name]}.`,
      node.span,
    );
    return undefined;
  }
  return new GroupWindow(name, window, bound.time);
}

const USAGE: Readonly<Record<WindowName, string>> = {
  TUMBLE: "TUMBLE(ts, INTERVAL '1' MINUTE)",
  HOP: "HOP(ts, INTERVAL '1' MINUTE, INTERVAL '5' MINUTE)",
  SESSION: "SESSION(ts, INTERVAL '10' MINUTE)",
};

function bindWindowArguments(
  scope: ExpressionScope,
  node: FunctionCall,
): { time: Expression; lengths: readonly (number | undefined)[] } | undefined {
  const [time, ...rest] = bindAll({ ...scope, aggregates: undefined }, node.args);
  if (time === undefined || isErrorExpression(time) || rest.some(isErrorExpression)) {
    return undefined;
  }
  return { time, lengths: rest.map((arg) => (arg.type.kind === 'INTERVAL_DAY_TIME' ? integerOf(arg) : undefined)) };
}

function windowSpec(name: WindowName, lengths: readonly (number | undefined)[]): WindowSpec | undefined {
  const [first, second] = lengths;
  if (first === undefined || first <= 0) {
    return undefined;
  }
  switch (name) {
    case 'TUMBLE':
      return lengths.length === 1 ? { kind: 'tumble', size: first, offset: 0 } : undefined;
    case 'HOP':
      return second === undefined || second <= 0 ? undefined : { kind: 'hop', slide: first, size: second, offset: 0 };
    case 'SESSION':
      return lengths.length === 1 ? { kind: 'session', gap: first, partitionKeys: [] } : undefined;
  }
}

/** `TUMBLE_START(ts, INTERVAL …)`: a property of the query's window, which must have the same arguments. */
export function bindGroupWindowAuxiliary(scope: ExpressionScope, node: FunctionCall, name: string): Expression {
  const [window = '', suffix = 'START'] = name.split('_');
  const group = scope.groupWindow;
  const bound = bindWindowArguments(scope, node);
  if (bound === undefined) {
    return errorExpression();
  }
  const spec = isWindowName(window) ? windowSpec(window, bound.lengths) : undefined;
  const matches =
    group !== undefined &&
    group.name === window &&
    JSON.stringify(spec) === JSON.stringify(group.window) &&
    sameExpression(bound.time, group.time);
  if (!matches) {
    scope.context.report(
      'misplaced-window',
      `${name} can only be used in a query whose GROUP BY has ${window} with the same arguments.`,
      node.span,
    );
    return errorExpression();
  }
  return group.property(SUFFIXES[suffix] ?? 'window-start');
}
