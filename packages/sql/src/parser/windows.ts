import type {
  ExpressionNode,
  FrameBound,
  NamedWindow,
  OrderItem,
  WindowFrame,
  WindowSpecification,
} from '../ast/index.ts';
import type { Cursor } from './cursor.ts';
import { expression, expressions } from './grammar.ts';
import { LEVEL } from './operators.ts';
import { nested, type Rule } from './trampoline.ts';

/** `ORDER BY a, b DESC NULLS LAST`. */
export function* orderBy(p: Cursor): Rule<OrderItem[]> {
  p.expect('ORDER', 'BY');
  return yield* orderItems(p);
}

export function* orderItems(p: Cursor, most = Number.POSITIVE_INFINITY): Rule<OrderItem[]> {
  const items: OrderItem[] = [];
  do {
    const start = p.at;
    const key = yield* nested(expression(p));
    const descending = p.acceptAny('ASC', 'DESC') === 'DESC';
    const nulls = p.accept('NULLS') ? p.expectAny('FIRST', 'LAST') : undefined;
    items.push({ kind: 'order-item', expression: key, descending, nulls, span: p.spanFrom(start) });
  } while (items.length < most && p.accept(','));
  return items;
}

/** What follows PARTITION BY of a table argument: one key, or several in parentheses. */
export function* partitionKeys(p: Cursor): Rule<readonly ExpressionNode[]> {
  const key = yield* nested(expression(p));
  return key.kind === 'row' ? key.items : [key];
}

/** `(w PARTITION BY … ORDER BY … ROWS …)`. */
export function* windowSpecification(p: Cursor): Rule<WindowSpecification> {
  const start = p.at;
  p.expect('(');
  const base = p.key() === 'PARTITION' || p.key() === 'ORDER' ? undefined : p.acceptName();
  const partitionBy = p.accept('PARTITION', 'BY') ? yield* expressions(p) : [];
  const order = p.is('ORDER') ? yield* orderBy(p) : [];
  const frame = p.isAny('ROWS', 'RANGE') ? yield* windowFrame(p) : undefined;
  p.expect(')');
  return { kind: 'window-specification', base, partitionBy, orderBy: order, frame, span: p.spanFrom(start) };
}

function* windowFrame(p: Cursor): Rule<WindowFrame> {
  const from = p.at;
  const unit = p.expectAny('ROWS', 'RANGE');
  const between = p.accept('BETWEEN');
  const start = yield* frameBound(p);
  if (between) {
    p.expect('AND');
  }
  const end = between ? yield* frameBound(p) : undefined;
  return { kind: 'window-frame', unit, start, end, span: p.spanFrom(from) };
}

function* frameBound(p: Cursor): Rule<FrameBound> {
  const start = p.at;
  if (p.accept('CURRENT', 'ROW')) {
    return { kind: 'frame-bound', position: 'CURRENT ROW', span: p.spanFrom(start) };
  }
  const offset = p.accept('UNBOUNDED') ? undefined : yield* nested(expression(p, LEVEL.and + 1));
  const position = p.expectAny('PRECEDING', 'FOLLOWING');
  return { kind: 'frame-bound', position, offset, span: p.spanFrom(start) };
}

/** `WINDOW w AS (…), …`, the keyword already taken. */
export function* namedWindows(p: Cursor): Rule<NamedWindow[]> {
  const windows: NamedWindow[] = [];
  do {
    const start = p.at;
    const name = p.name('a window name');
    p.expect('AS');
    const window = yield* windowSpecification(p);
    windows.push({ kind: 'named-window', name, window, span: p.spanFrom(start) });
  } while (p.accept(','));
  return windows;
}

/** `(ORDER BY …)` after WITHIN GROUP. */
export function* groupOrder(p: Cursor): Rule<OrderItem[]> {
  p.expect('(');
  const items = yield* orderBy(p);
  p.expect(')');
  return items;
}

export function* filterClause(p: Cursor): Rule<ExpressionNode> {
  p.expect('FILTER', '(', 'WHERE');
  const condition = yield* nested(expression(p));
  p.expect(')');
  return condition;
}
