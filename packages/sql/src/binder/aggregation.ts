/** GROUP BY: grouping keys, grouping sets, legacy group windows, and the SELECT list over the groups. */
import { notNull, type RowField, types, withNullability } from '@riffle/columns';
import type { AggregateCall, Expression } from '@riffle/plan';
import type { ExpressionNode } from '../ast/expressions.ts';
import type { GroupingElement, Select } from '../ast/queries.ts';
import { nodes } from '../logical/build.ts';
import { call, digestOf, identity, input, literal, sameExpression } from '../logical/expressions.ts';
import type { LogicalNode } from '../logical/node.ts';
import { type BindContext, errorExpression, isErrorExpression } from './context.ts';
import {
  type AggregateCollector,
  type ExpressionScope,
  GroupingCollector,
  type GroupWindow,
} from './expression-scope.ts';
import { bindGroupWindow, groupWindowCall } from './group-window.ts';
import type { StateTtlHints } from './hints.ts';
import { AGGREGATE_BASE, GROUPING_BASE, isBetween, OVER_BASE, SUB_QUERY_BASE, WINDOW_BASE } from './placeholders.ts';
import { bindExpression } from './recursion.ts';
import type { Scope } from './scope.ts';

interface AggregationRequest {
  readonly context: BindContext;
  readonly select: Select;
  readonly scope: Scope;
  readonly input: LogicalNode;
  readonly aggregates: AggregateCollector;
  readonly ttl: StateTtlHints;
}

/** A plan whose rows are groups, and the way to read an expression of the SELECT list from them. */
export interface Grouped {
  readonly node: LogicalNode;
  rewrite(expression: Expression): Expression;
}

export interface Aggregation {
  /** Whether there is a GROUP BY. */
  readonly present: boolean;
  readonly groupWindow: GroupWindow | undefined;
  readonly groupingCalls: GroupingCollector | undefined;
  /** Makes the plan; called once every clause has named its aggregates. */
  finish(): Grouped;
}

interface Keys {
  readonly expressions: Expression[];
  /** Positions in `expressions`, one list per grouping set; undefined without grouping sets. */
  readonly sets: readonly (readonly number[])[] | undefined;
  readonly groupWindow: GroupWindow | undefined;
}

export function bindAggregation(request: AggregationRequest): Aggregation {
  const { select } = request;
  const keys = bindKeys(request);
  const groupingCalls = select.groupBy === undefined ? undefined : new GroupingCollector();
  return {
    present: select.groupBy !== undefined,
    groupWindow: keys.groupWindow,
    groupingCalls,
    finish: () => finishGrouping(request, keys, groupingCalls),
  };
}

function bindKeys(request: AggregationRequest): Keys {
  const { context, scope, select } = request;
  const expressions: Expression[] = [];
  const elementScope: ExpressionScope = { context, scope, clause: 'GROUP BY' };
  let groupWindow: GroupWindow | undefined;
  const keyOf = (node: ExpressionNode): number[] => {
    const window = groupWindowCall(node);
    if (window !== undefined) {
      if (groupWindow !== undefined) {
        context.notSupported('two group windows in one GROUP BY', node.span);
      }
      groupWindow = bindGroupWindow(elementScope, window);
      return [];
    }
    if (node.kind === 'row') {
      return node.items.flatMap(keyOf);
    }
    const bound = bindExpression(elementScope, node);
    if (isErrorExpression(bound)) {
      return [];
    }
    const known = expressions.findIndex((key) => sameExpression(key, bound));
    return [known === -1 ? expressions.push(bound) - 1 : known];
  };
  const elements = select.groupBy?.elements ?? [];
  const hasSets = elements.some(isSetElement);
  const perElement = elements.map((element) => setsOf(element, keyOf));
  const sets = hasSets ? crossProduct(perElement) : undefined;
  return { expressions, sets, groupWindow };
}

function isSetElement(element: GroupingElement): boolean {
  return element.kind === 'grouping-sets' || element.kind === 'rollup' || element.kind === 'cube';
}

type KeySets = readonly (readonly number[])[];

function setsOf(element: GroupingElement, keyOf: (node: ExpressionNode) => number[]): KeySets {
  switch (element.kind) {
    case 'grouping-sets':
      return element.elements.flatMap((inner) => setsOf(inner, keyOf));
    case 'rollup': {
      const keys = element.elements.map(keyOf);
      return Array.from({ length: keys.length + 1 }, (_, i) => keys.slice(0, keys.length - i).flat());
    }
    case 'cube': {
      const keys = element.elements.map(keyOf);
      const count = 1 << keys.length;
      return Array.from({ length: count }, (_, i) =>
        keys.filter((_key, bit) => ((count - 1 - i) >> (keys.length - 1 - bit)) & 1).flat(),
      );
    }
    case 'empty-grouping':
      return [[]];
    default:
      return [keyOf(element)];
  }
}

function crossProduct(perElement: readonly KeySets[]): KeySets {
  return perElement.reduce<KeySets>(
    (sets, element) => sets.flatMap((set) => element.map((more) => [...new Set([...set, ...more])])),
    [[]],
  );
}

function finishGrouping(
  request: AggregationRequest,
  keys: Keys,
  groupingCalls: GroupingCollector | undefined,
): Grouped {
  const { aggregates } = request;
  const prepared = prepareInput(request.input, keys.expressions, aggregates.calls);
  const grouped = keys.sets === undefined ? plainGroups(request, keys, prepared) : groupSets(request, keys, prepared);
  const calls = aggregates.calls.length;
  const width = keys.expressions.length + (keys.sets === undefined ? 0 : 1);
  const output = grouped.output;
  const rewrite = (expression: Expression): Expression => {
    const key = keys.expressions.findIndex((candidate) => sameExpression(candidate, expression));
    if (key !== -1) {
      return input(key, output[key]?.type ?? expression.type);
    }
    if (expression.kind === 'input') {
      return rewriteInput(expression);
    }
    switch (expression.kind) {
      case 'call':
        return rewriteCall(expression);
      case 'cast':
      case 'field':
        return { ...expression, arg: rewrite(expression.arg) };
      default:
        return expression;
    }
  };
  const rewriteCall = (expression: Extract<Expression, { kind: 'call' }>): Expression => ({
    ...expression,
    args: expression.args.map(rewrite),
  });
  const rewriteInput = (expression: Extract<Expression, { kind: 'input' }>): Expression => {
    const { index } = expression;
    if (isBetween(index, AGGREGATE_BASE)) {
      const at = width + index - AGGREGATE_BASE;
      return input(at, output[at]?.type ?? expression.type);
    }
    if (isBetween(index, WINDOW_BASE)) {
      return input(width + calls + index - WINDOW_BASE, expression.type);
    }
    if (isBetween(index, GROUPING_BASE)) {
      return groupingValue(request, keys, groupingCalls?.calls[index - GROUPING_BASE] ?? []);
    }
    if (isBetween(index, OVER_BASE) || isBetween(index, SUB_QUERY_BASE)) {
      return expression;
    }
    return reportUngrouped(request, expression);
  };
  return { node: grouped, rewrite };
}

function reportUngrouped(request: AggregationRequest, expression: Extract<Expression, { kind: 'input' }>): Expression {
  const { context, scope, select } = request;
  const name = scope.columns[expression.index]?.name ?? '';
  const span = context.spanOf(expression) ?? select.span;
  context.report('not-grouped', `The column "${name}" is neither in GROUP BY nor inside an aggregate function.`, span, {
    hint: `Add ${name} to GROUP BY, or use an aggregate such as MAX(${name}).`,
  });
  return errorExpression(expression.type);
}

interface Prepared {
  readonly node: LogicalNode;
  /** Where each grouping key stands in `node`. */
  readonly keys: readonly number[];
  readonly calls: readonly AggregateCall[];
}

/** Projects keys and arguments, so that the aggregation reads plain columns. */
function prepareInput(node: LogicalNode, keys: readonly Expression[], calls: readonly AggregateCall[]): Prepared {
  const columns: Expression[] = [];
  const names: string[] = [];
  const positions = new Map<string, number>();
  const columnFor = (expression: Expression, isKey: boolean): number => {
    const digest = `${digestOf(expression)}`;
    const known = positions.get(digest);
    if (known !== undefined) {
      return known;
    }
    const at = columns.push(expression) - 1;
    const source = expression.kind === 'input' ? node.output[expression.index]?.name : undefined;
    names.push(source ?? (isKey ? `$k${at}` : `$f${at}`));
    positions.set(digest, at);
    return at;
  };
  const keyColumns = keys.map((key) => columnFor(key, true));
  const asColumn = (expression: Expression): Expression =>
    expression.kind === 'literal' ? expression : input(columnFor(expression, false), expression.type);
  const prepared = calls.map((aggregate) => ({
    ...aggregate,
    args: aggregate.args.map(asColumn),
    filter: aggregate.filter === null ? null : asColumn(aggregate.filter),
  }));
  if (columns.length === 0) {
    // COUNT(*) reads no column; its input still has one, as rows without columns are nobody's friend.
    columns.push(literal(0, notNull(types.int())));
    names.push('$f0');
  }
  return { node: nodes.project(node, columns, names), keys: keyColumns, calls: prepared };
}

function plainGroups(request: AggregationRequest, keys: Keys, prepared: Prepared): LogicalNode {
  const { groupWindow } = keys;
  if (groupWindow === undefined) {
    const ttl = singleTableTtl(request);
    return nodes.aggregate(prepared.node, prepared.keys, globalCalls(prepared), ttl);
  }
  const { node } = prepared;
  const columns = identity(node.output);
  const withTime = nodes.project(
    node.kind === 'project' ? node.input : node,
    [...(node.kind === 'project' ? node.expressions : columns), groupWindow.time],
    [...node.output.map((field) => field.name), '$time'],
  );
  const properties = groupWindow.properties;
  const output: RowField[] = [
    ...prepared.keys.map((index) => node.output[index]).filter((field) => field !== undefined),
    ...prepared.calls.map((aggregate, i) => ({ name: `EXPR$${i}`, type: aggregate.type })),
    ...properties.map((property) => ({ name: property.replace('-', '_'), type: groupWindow.typeOf(property) })),
  ];
  return {
    kind: 'group-window',
    input: withTime,
    window: groupWindow.window,
    timeIndex: withTime.output.length - 1,
    grouping: prepared.keys,
    calls: prepared.calls,
    properties: [...properties],
    output,
  };
}

/** A STATE_TTL hint is the aggregation's when it names the only table; with a join it is the join's. */
function singleTableTtl(request: AggregationRequest): number | null {
  const relations = new Set(request.scope.columns.map((column) => column.relation.at(-1) ?? ''));
  const [only] = relations;
  return relations.size === 1 && only !== undefined ? (request.ttl.get(only) ?? null) : null;
}

const NEVER_NULL = ['COUNT', 'JSON_OBJECTAGG', 'JSON_ARRAYAGG', 'COLLECT'];

/** Over all rows at once a result may be NULL although no argument is: there may be no row. */
function globalCalls(prepared: Prepared): readonly AggregateCall[] {
  if (prepared.keys.length > 0) {
    return prepared.calls;
  }
  return prepared.calls.map((aggregate) =>
    NEVER_NULL.includes(aggregate.name) ? aggregate : { ...aggregate, type: withNullability(aggregate.type, true) },
  );
}

/** Every row once per grouping set, keys outside the set NULL, and a number that tells the sets apart. */
function groupSets(request: AggregationRequest, keys: Keys, prepared: Prepared): LogicalNode {
  const { node } = prepared;
  const sets = keys.sets ?? [];
  const columns = identity(node.output);
  const bigint = notNull(types.bigint());
  const keyCount = keys.expressions.length;
  const keyTypes = prepared.keys.map((at) => withNullability(node.output[at]?.type ?? types.null(), true));
  const projections = sets.map((set, i) => [
    ...keyTypes.map((type, k) => {
      const at = prepared.keys[k] ?? 0;
      return set.includes(k) ? input(at, type) : literal(null, type);
    }),
    literal(setNumber(set, keyCount) + duplicateOffset(sets, i, keyCount), bigint),
    ...columns,
  ]);
  const output: RowField[] = [
    ...keyTypes.map((type, k) => ({ name: node.output[prepared.keys[k] ?? 0]?.name ?? '', type })),
    { name: '$e', type: bigint },
    ...node.output,
  ];
  const expanded: LogicalNode = { kind: 'expand', input: node, projections, output };
  const shift = (e: Expression): Expression => (e.kind === 'input' ? { ...e, index: e.index + keyCount + 1 } : e);
  const calls = prepared.calls.map((aggregate) => ({
    ...aggregate,
    args: aggregate.args.map(shift),
    filter: aggregate.filter === null ? null : shift(aggregate.filter),
  }));
  const grouping = [...keyTypes.map((_, k) => k), keyCount];
  if (keys.groupWindow !== undefined) {
    request.context.notSupported('GROUPING SETS with a group window', request.select.span);
  }
  return nodes.aggregate(expanded, grouping, calls, null);
}

/** A bit per key, set where the key is left out: what GROUPING_ID over all keys gives. */
function setNumber(set: readonly number[], keyCount: number): number {
  return Array.from({ length: keyCount }, (_, k) => k).reduce((bits, k) => bits * 2 + (set.includes(k) ? 0 : 1), 0);
}

/** The same set written twice makes its groups twice. */
function duplicateOffset(sets: KeySets, index: number, keyCount: number): number {
  const number = setNumber(sets[index] ?? [], keyCount);
  const before = sets.slice(0, index).filter((set) => setNumber(set, keyCount) === number).length;
  return before * 2 ** keyCount;
}

/** GROUPING(a, b): the bits of its arguments, read off the number of the set. */
function groupingValue(request: AggregationRequest, keys: Keys, args: readonly Expression[]): Expression {
  const bigint = notNull(types.bigint());
  const positions = args.map((arg) => keys.expressions.findIndex((key) => sameExpression(key, arg)));
  if (positions.includes(-1)) {
    request.context.report('not-grouped', 'The arguments of GROUPING must be keys of GROUP BY.', request.select.span);
    return errorExpression(bigint);
  }
  if (keys.sets === undefined) {
    return literal(0, bigint);
  }
  const keyCount = keys.expressions.length;
  const id = input(keyCount, bigint);
  const branches = keys.sets.flatMap((set, i): Expression[] => {
    const number = setNumber(set, keyCount) + duplicateOffset(keys.sets ?? [], i, keyCount);
    const value = positions.reduce((bits, k) => bits * 2 + (set.includes(k) ? 0 : 1), 0);
    const isSet = call('=', [id, literal(number, bigint)], notNull(types.boolean()));
    return [isSet, literal(value, bigint)];
  });
  return call('CASE', [...branches, literal(0, bigint)], bigint);
}
