/** FROM: tables, views, sub-queries, table functions and joins. */
import { type RowField, types } from '@riffle/columns';
import { commonType } from '@riffle/functions';
import type { Expression, JoinType, ObjectIdentifier } from '@riffle/plan';
import type { Path } from '../ast/node.ts';
import type { Hint, Join, NamedTable, TableAlias, TableReference } from '../ast/queries.ts';
import { joinOutput, nodes } from '../logical/build.ts';
import { call, conjunctionOf, conjunctsOf, input, nullableBoolean } from '../logical/expressions.ts';
import type { LogicalNode } from '../logical/node.ts';
import { type BoundTable, type FromOptions, joinScope, named, renamed } from './bound-table.ts';
import { requireBoolean } from './calls.ts';
import { castTo, withoutAttribute } from './casts.ts';
import { type BindContext, errorNode, isErrorExpression, isErrorNode } from './context.ts';
import { decorrelate, isCorrelated } from './correlation.ts';
import type { StateTtlHints } from './hints.ts';
import { resolveIdentifier } from './identifiers.ts';
import { bindMatchRecognize } from './match.ts';
import { oneRow } from './one-row.ts';
import { OUTER_BASE } from './placeholders.ts';
import { bindExpression, bindQuery } from './recursion.ts';
import type { Scope, ScopeColumn } from './scope.ts';
import { bindCorrelate, isCorrelateTable } from './table-function.ts';
import { bindTableScan } from './tables.ts';
import { bindTemporalJoin } from './temporal-join.ts';
import { bindView } from './views.ts';
import { bindWindowTable } from './window-table.ts';

export function bindTable(context: BindContext, ref: TableReference, options: FromOptions): BoundTable {
  switch (ref.kind) {
    case 'join':
      return bindJoin(context, ref, options);
    case 'nested-join':
      return aliased(context, bindJoin(context, ref.join, options), ref.alias);
    case 'named-table':
      return bindNamedTable(context, ref);
    case 'derived-table': {
      const node = bindQuery(context, ref.query, ref.lateral ? options.outer : undefined);
      return named(context, node, { relation: [], alias: ref.alias });
    }
    case 'match-recognize':
      return named(context, bindMatchRecognize(context, ref, options), { relation: [], alias: ref.alias });
    case 'table-function':
    case 'unnest': {
      if (isCorrelateTable(context, ref)) {
        const start = oneRow();
        const scope = { ...start.scope, outer: options.outer };
        return bindCorrelate(context, { node: start.node, scope }, ref, 'inner');
      }
      if (ref.kind === 'table-function') {
        return named(context, bindWindowTable(context, ref), { relation: [], alias: ref.alias });
      }
      return broken();
    }
  }
}

function broken(): BoundTable {
  return { node: errorNode(), scope: { columns: [], broken: true } };
}

function aliased(context: BindContext, table: BoundTable, alias: TableAlias | undefined): BoundTable {
  if (alias === undefined) {
    return table;
  }
  const columns = table.scope.columns.map((column) => ({ ...column, relation: [alias.name.name] }));
  return { ...table, scope: { ...table.scope, columns: renamed(context, columns, alias) } };
}

function bindNamedTable(context: BindContext, ref: NamedTable): BoundTable {
  if (ref.systemTime !== undefined) {
    context.notSupported('FOR SYSTEM_TIME AS OF outside a join', ref.systemTime.span);
    return broken();
  }
  if (ref.sample !== undefined) {
    context.notSupported('TABLESAMPLE', ref.sample.span);
  }
  const bound = bindNamedPath(context, ref.path, ref.hints);
  return bound === undefined ? broken() : named(context, bound.node, { relation: bound.relation, alias: ref.alias });
}

/** A table, view or WITH query by name, with the names it goes by; undefined after reporting it is unknown. */
export function bindNamedPath(
  context: BindContext,
  path: Path,
  hints: readonly Hint[],
): { node: LogicalNode; relation: readonly string[] } | undefined {
  const found = findNamedPath(context, path, hints);
  context.observer?.table?.(context, path, found?.node.output);
  return found;
}

function findNamedPath(
  context: BindContext,
  path: Path,
  hints: readonly Hint[],
): { node: LogicalNode; relation: readonly string[] } | undefined {
  const names = path.parts.map((part) => part.name);
  const common = names.length === 1 ? context.commonTables.findLast((table) => table.name === names[0]) : undefined;
  if (common !== undefined) {
    return { node: bindCommonTable(context, common), relation: names };
  }
  const id = resolveIdentifier(context, path);
  const entry = context.env.catalog.find(id);
  if (entry === undefined) {
    reportUnknownTable(context, path, id);
    return undefined;
  }
  const relation = [id.catalog, id.database, id.object];
  const [hint] = hints.filter(({ name }) => name.name.toUpperCase() === 'OPTIONS');
  if (entry.kind === 'view' && hint !== undefined) {
    context.report('hints-on-view', `"${id.object}" is a view: OPTIONS can only be given to a table.`, hint.span);
  }
  const node =
    entry.kind === 'view'
      ? bindView(context, id, entry, path.span)
      : bindTableScan(context, { id, table: entry, hints, span: path.span });
  return { node, relation };
}

function bindCommonTable(context: BindContext, common: BindContext['commonTables'][number]): LogicalNode {
  const before = context.commonTables;
  context.commonTables = common.visible;
  const node = bindQuery(context, common.table.query);
  context.commonTables = before;
  const { columns } = common.table;
  if (columns.length === 0 || isErrorNode(node)) {
    return node;
  }
  if (columns.length !== node.output.length) {
    context.report(
      'column-count',
      `WITH names ${columns.length} column(s) for "${common.name}", but its query has ${node.output.length}.`,
      common.table.name.span,
    );
    return errorNode();
  }
  const expressions = node.output.map((field, i) => input(i, field.type));
  return nodes.project(
    node,
    expressions,
    columns.map((column) => column.name),
  );
}

export function reportUnknownTable(context: BindContext, path: Path, id: ObjectIdentifier): void {
  const { catalog } = context.env;
  const last = path.parts.at(-1);
  if (!catalog.catalogs().includes(id.catalog)) {
    context.report('unknown-catalog', `There is no catalog "${id.catalog}".`, path.span);
    return;
  }
  if (catalog.databases(id.catalog)?.includes(id.database) === false) {
    context.report('unknown-database', `There is no database "${id.database}" in catalog "${id.catalog}".`, path.span);
    return;
  }
  const candidates = [
    ...catalog.objects(id.catalog, id.database),
    ...(path.parts.length === 1 ? context.commonTables.map((table) => table.name) : []),
  ];
  context.reportUnknown({
    code: 'unknown-table',
    message: `There is no table or view "${id.object}" in ${id.catalog}.${id.database}`,
    span: last?.span ?? path.span,
    name: id.object,
    candidates,
  });
}

const JOIN_TYPES: Readonly<Record<Join['joinType'], JoinType>> = {
  COMMA: 'inner',
  CROSS: 'inner',
  INNER: 'inner',
  LEFT: 'left',
  RIGHT: 'right',
  FULL: 'full',
};

function bindJoin(context: BindContext, join: Join, options: FromOptions): BoundTable {
  const left = bindTable(context, join.left, options);
  const { right } = join;
  const type = JOIN_TYPES[join.joinType];
  if ((right.kind === 'table-function' || right.kind === 'unnest') && isCorrelateTable(context, right)) {
    return bindCorrelateJoin(context, join, { left, type, outer: options.outer });
  }
  if (right.kind === 'named-table' && right.systemTime !== undefined) {
    return bindTemporalJoin(context, { join, left, right, type, systemTime: right.systemTime });
  }
  if (right.kind === 'derived-table' && right.lateral) {
    return bindLateralJoin(context, join, { left, type, outer: options.outer });
  }
  return bindRegularJoin(context, join, { left, right: bindTable(context, right, options), type, options });
}

interface JoinSides {
  readonly left: BoundTable;
  readonly right: BoundTable;
  readonly type: JoinType;
  readonly options: FromOptions;
}

function bindRegularJoin(context: BindContext, join: Join, sides: JoinSides): BoundTable {
  const { left, right, type } = sides;
  if (isErrorNode(left.node) || isErrorNode(right.node)) {
    const columns = [...left.scope.columns, ...right.scope.columns];
    return { node: errorNode(), scope: { columns, broken: true } };
  }
  const output = joinOutput(left.node.output, right.node.output, 'inner');
  const columns = [...left.scope.columns, ...right.scope.columns];
  const merged = mergedColumns(context, join, left, right);
  const condition = conjunctionOf([
    ...merged.map(([l, r]) => equality(output, l, left.node.output.length + r)),
    ...conjunctsOf(bindJoinCondition(context, join, { columns, outer: sides.options.outer })),
  ]);
  const node = nodes.join({
    left: left.node,
    right: right.node,
    type,
    condition,
    leftStateTtl: ttlOf(sides.options.ttl, left),
    rightStateTtl: ttlOf(sides.options.ttl, right),
  });
  const width = left.node.output.length;
  const coalesced = type === 'right' || type === 'full' ? coalesceMerged(node, merged, width) : node;
  return {
    node: coalesced,
    scope: joinScope(
      coalesced,
      columns,
      merged.map(([, r]) => width + r),
    ),
  };
}

/** Where the left side may be padded, a column both sides share is the one that is there. */
function coalesceMerged(node: LogicalNode, merged: readonly (readonly [number, number])[], width: number): LogicalNode {
  if (merged.length === 0) {
    return node;
  }
  const columns = node.output.map((field, i): Expression => {
    const own = input(i, field.type);
    const pair = merged.find(([l]) => l === i);
    const other = pair === undefined ? undefined : node.output[width + pair[1]];
    return pair === undefined || other === undefined
      ? own
      : call('COALESCE', [own, castTo(input(width + pair[1], other.type), field.type)], withoutAttribute(field.type));
  });
  return nodes.project(
    node,
    columns,
    node.output.map((field) => field.name),
  );
}

function ttlOf(hints: StateTtlHints, table: BoundTable): number | null {
  for (const column of table.scope.columns) {
    const millis = hints.get(column.relation.at(-1) ?? '');
    if (millis !== undefined) {
      return millis;
    }
  }
  return null;
}

function equality(output: readonly RowField[], left: number, right: number): Expression {
  const [a, b] = [input(left, output[left]?.type ?? types.null()), input(right, output[right]?.type ?? types.null())];
  const type = commonType([withoutAttribute(a.type), withoutAttribute(b.type)]) ?? a.type;
  return call('=', [castTo(a, type), castTo(b, type)], nullableBoolean(a, b));
}

/** The pairs of columns that USING or NATURAL equate: left index, right index. */
function mergedColumns(
  context: BindContext,
  join: Join,
  left: BoundTable,
  right: BoundTable,
): (readonly [number, number])[] {
  const indexIn = (table: BoundTable, name: string): number =>
    table.scope.columns.findIndex((column) => column.name === name && column.merged !== true);
  if (join.natural) {
    return left.scope.columns.flatMap((column, l) => {
      const r = indexIn(right, column.name);
      return r === -1 ? [] : [[l, r] as const];
    });
  }
  return join.using.flatMap((identifier) => {
    const [l, r] = [indexIn(left, identifier.name), indexIn(right, identifier.name)];
    if (l === -1 || r === -1) {
      const side = l === -1 ? left : right;
      const candidates = side.scope.columns.map((column) => column.name);
      context.reportUnknown({
        code: 'unknown-column',
        message: `USING names "${identifier.name}", which the ${l === -1 ? 'left' : 'right'} table does not have`,
        span: identifier.span,
        name: identifier.name,
        candidates,
      });
      return [];
    }
    return [[l, r] as const];
  });
}

function bindJoinCondition(context: BindContext, join: Join, scope: Scope): Expression | null {
  if (join.condition === undefined) {
    return null;
  }
  const bound = bindExpression({ context, scope, clause: 'ON' }, join.condition);
  const condition = requireBoolean(context, bound, { clause: 'ON', span: join.condition.span });
  return isErrorExpression(condition) ? null : condition;
}

interface LateralRequest {
  readonly left: BoundTable;
  readonly type: JoinType;
  readonly outer: Scope | undefined;
}

function bindCorrelateJoin(context: BindContext, join: Join, request: LateralRequest): BoundTable {
  const { left, type } = request;
  const { right } = join;
  if (right.kind !== 'table-function' && right.kind !== 'unnest') {
    return broken();
  }
  if (type !== 'inner' && type !== 'left') {
    context.notSupported(`${join.joinType} JOIN with a table function`, join.span);
    return broken();
  }
  const scope = { ...left.scope, outer: request.outer };
  const bound = bindCorrelate(context, { node: left.node, scope }, right, type);
  const condition = bindJoinCondition(context, join, bound.scope);
  if (condition === null || isTrue(condition)) {
    return bound;
  }
  if (type === 'left') {
    context.notSupported(
      'a condition other than TRUE in LEFT JOIN with a table function',
      join.condition?.span ?? join.span,
    );
  }
  return { node: nodes.filter(bound.node, condition), scope: bound.scope };
}

function isTrue(condition: Expression): boolean {
  return condition.kind === 'literal' && condition.value === true;
}

/** LATERAL (query): the query may read the columns of the left table. */
function bindLateralJoin(context: BindContext, join: Join, request: LateralRequest): BoundTable {
  const { left, type } = request;
  const { right } = join;
  if (right.kind !== 'derived-table' || isErrorNode(left.node)) {
    return broken();
  }
  const inner = bindQuery(context, right.query, { ...left.scope, outer: request.outer });
  if (isErrorNode(inner)) {
    return broken();
  }
  const flat = isCorrelated(inner) ? decorrelate(inner) : { node: inner, conditions: [] };
  if (flat === undefined || (type !== 'inner' && type !== 'left')) {
    context.notSupported('this kind of LATERAL query', right.span);
    return broken();
  }
  const width = left.node.output.length;
  const visible = named(context, inner, { relation: [], alias: right.alias });
  const hidden = flat.node.output
    .slice(inner.output.length)
    .map((field): ScopeColumn => ({ name: field.name, type: field.type, relation: ['$hidden'], merged: true }));
  const columns = [...left.scope.columns, ...visible.scope.columns, ...hidden];
  const correlated = flat.conditions.map((condition) => moveOuter(condition, width));
  const condition = conjunctionOf([...correlated, ...conjunctsOf(bindJoinCondition(context, join, { columns }))]);
  const node = nodes.join({ left: left.node, right: flat.node, type, condition });
  return { node, scope: joinScope(node, columns, []) };
}

function moveOuter(condition: Expression, width: number): Expression {
  switch (condition.kind) {
    case 'input':
      return {
        ...condition,
        index: condition.index >= OUTER_BASE ? condition.index - OUTER_BASE : condition.index + width,
      };
    case 'call':
      return { ...condition, args: condition.args.map((arg) => moveOuter(arg, width)) };
    case 'cast':
    case 'field':
      return { ...condition, arg: moveOuter(condition.arg, width) };
    default:
      return condition;
  }
}
