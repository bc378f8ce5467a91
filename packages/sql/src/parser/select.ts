import type {
  ExpressionNode,
  GroupByClause,
  GroupingElement,
  Identifier,
  NamedWindow,
  Select,
  SelectItem,
  TableReference,
} from '../ast/index.ts';
import type { Cursor } from './cursor.ts';
import { fromClause } from './from.ts';
import { expression, expressions } from './grammar.ts';
import { hintList } from './hints.ts';
import { isItemEnd, recovering } from './recovery.ts';
import { nested, type Rule } from './trampoline.ts';
import { namedWindows } from './windows.ts';

/** `SELECT … FROM … WHERE … GROUP BY … HAVING … WINDOW … QUALIFY …`. */
export function* select(p: Cursor): Rule<Select> {
  const start = p.at;
  p.expect('SELECT');
  const hints = hintList(p);
  const distinct = p.acceptAny('DISTINCT', 'ALL') === 'DISTINCT';
  const items = yield* selectItems(p);
  const from: TableReference | undefined = p.accept('FROM') ? yield* recovering(p, fromClause(p)) : undefined;
  const where = yield* condition(p, 'WHERE');
  const groupBy = p.is('GROUP') ? yield* recovering(p, groupByClause(p)) : undefined;
  const having = yield* condition(p, 'HAVING');
  const early = yield* condition(p, 'QUALIFY');
  const windows: readonly NamedWindow[] = p.accept('WINDOW') ? ((yield* recovering(p, namedWindows(p))) ?? []) : [];
  const qualify = early ?? (yield* condition(p, 'QUALIFY'));
  const span = p.spanFrom(start);
  return { kind: 'select', hints, distinct, items, from, where, groupBy, having, qualify, windows, span };
}

function* condition(p: Cursor, keyword: string): Rule<ExpressionNode | undefined> {
  return p.accept(keyword) ? yield* recovering(p, expression(p)) : undefined;
}

function* selectItems(p: Cursor): Rule<SelectItem[]> {
  const items: SelectItem[] = [];
  do {
    const item = yield* recovering(p, selectItem(p));
    if (item !== undefined) {
      items.push(item);
    }
  } while (p.accept(','));
  return items;
}

function* selectItem(p: Cursor): Rule<SelectItem> {
  const start = p.at;
  if (p.accept('*')) {
    const span = p.spanFrom(start);
    return { kind: 'select-item', expression: { kind: 'star', qualifier: [], span }, span };
  }
  const value = yield* nested(expression(p));
  const alias = columnAlias(p);
  if (!isItemEnd(p)) {
    p.is('FROM');
    p.failName('a column name');
  }
  return { kind: 'select-item', expression: value, alias, span: p.spanFrom(start) };
}

/** `AS name` or a bare name. What may follow instead is looked at first, so that a misspelt FROM is recognised. */
function columnAlias(p: Cursor): Identifier | undefined {
  if (p.accept('AS')) {
    return p.name('a column name');
  }
  return p.isAny(',', 'FROM') ? undefined : p.acceptName();
}

/** `GROUP BY [DISTINCT] a, ROLLUP (b, c), GROUPING SETS (…), ()`. */
function* groupByClause(p: Cursor): Rule<GroupByClause> {
  const start = p.at;
  p.expect('GROUP', 'BY');
  const distinct = p.acceptAny('DISTINCT', 'ALL') === 'DISTINCT';
  const elements = yield* groupingElements(p);
  return { kind: 'group-by', distinct, elements, span: p.spanFrom(start) };
}

function* groupingElements(p: Cursor): Rule<GroupingElement[]> {
  const elements: GroupingElement[] = [];
  do {
    elements.push(yield* nested(groupingElement(p)));
  } while (p.accept(','));
  return elements;
}

function* groupingElement(p: Cursor): Rule<GroupingElement> {
  const start = p.at;
  if (p.accept('(', ')')) {
    return { kind: 'empty-grouping', span: p.spanFrom(start) };
  }
  if (p.accept('GROUPING', 'SETS')) {
    p.expect('(');
    const elements = yield* groupingElements(p);
    p.expect(')');
    return { kind: 'grouping-sets', elements, span: p.spanFrom(start) };
  }
  const word = p.acceptAny('ROLLUP', 'CUBE');
  if (word === undefined) {
    return yield* nested(expression(p));
  }
  p.expect('(');
  const elements = yield* expressions(p);
  p.expect(')');
  return { kind: word === 'ROLLUP' ? 'rollup' : 'cube', elements, span: p.spanFrom(start) };
}
