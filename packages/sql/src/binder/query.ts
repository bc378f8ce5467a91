/** Whole queries: WITH, set operations, VALUES, ORDER BY and LIMIT. */
import { notNull, type RowField, types } from '@riffle/columns';
import { commonType } from '@riffle/functions';
import type { Expression, SortKey } from '@riffle/plan';
import type { ExpressionNode } from '../ast/expressions.ts';
import type { QueryBody, QueryNode, SetOperation, Values } from '../ast/queries.ts';
import type { OrderItem } from '../ast/windows.ts';
import { nodes } from '../logical/build.ts';
import { call, identity, input, integerOf } from '../logical/expressions.ts';
import type { LogicalNode } from '../logical/node.ts';
import { castTo } from './casts.ts';
import { type BindContext, errorNode, isErrorExpression, isErrorNode } from './context.ts';
import { distinct, ordinalKey } from './order.ts';
import { bindOrderItem } from './over.ts';
import { bindExpression, bindTablePath } from './recursion.ts';
import { type Scope, scopeOf } from './scope.ts';
import { bindSelect } from './select.ts';

/** Binds a query. `outer` is the scope of the query around, when there is one. */
export function bindWholeQuery(context: BindContext, query: QueryNode, outer: Scope | undefined): LogicalNode {
  const before = context.commonTables;
  if (query.with?.recursive === true) {
    context.notSupported('WITH RECURSIVE', query.with.span);
  }
  for (const table of query.with?.tables ?? []) {
    const visible = context.commonTables;
    if (visible !== before && visible.some((known) => known.name === table.name.name && !before.includes(known))) {
      context.report('duplicate-name', `WITH names "${table.name.name}" twice.`, table.name.span);
    }
    context.commonTables = [...visible, { name: table.name.name, table, visible }];
  }
  const body = bindOrdered(context, query, outer);
  context.commonTables = before;
  return body;
}

function bindOrdered(context: BindContext, query: QueryNode, outer: Scope | undefined): LogicalNode {
  if (query.body.kind === 'select') {
    const selected = bindSelect(context, query.body, { outer, orderBy: query.orderBy });
    const ordered = applyOrder(context, query, selected.node, selected.order);
    return trim(ordered, selected.visible);
  }
  const node = bindBody(context, query.body, outer);
  const order = isErrorNode(node) ? [] : orderByOutput(context, query.orderBy, node.output);
  return applyOrder(context, query, node, order);
}

/** Takes away the columns that were only there to sort by. */
function trim(node: LogicalNode, visible: number): LogicalNode {
  if (node.output.length <= visible || isErrorNode(node)) {
    return node;
  }
  const names = node.output.slice(0, visible).map((field) => field.name);
  return nodes.project(node, identity(node.output).slice(0, visible), names);
}

export function bindBody(context: BindContext, body: QueryBody, outer: Scope | undefined): LogicalNode {
  switch (body.kind) {
    case 'query':
      return bindWholeQuery(context, body, outer);
    case 'select':
      return bindSelect(context, body, { outer, orderBy: [] }).node;
    case 'values':
      return bindValues(context, body, outer);
    case 'table-query':
      return bindTablePath(context, body.table, [])?.node ?? errorNode();
    case 'set-operation':
      return bindSetOperation(context, body, outer);
  }
}

function orderByOutput(context: BindContext, items: readonly OrderItem[], output: readonly RowField[]): SortKey[] {
  const scope = { context, scope: scopeOf(output, []), clause: 'ORDER BY' };
  return items.flatMap((item): SortKey[] => {
    const ordinal = item.expression.kind === 'number-literal' ? Number(item.expression.text) : undefined;
    if (ordinal !== undefined) {
      return ordinalKey(context, item, output.length);
    }
    const { expression, key } = bindOrderItem(scope, item);
    if (expression.kind === 'input') {
      return [{ index: expression.index, ...key }];
    }
    if (!isErrorExpression(expression)) {
      context.notSupported('ORDER BY an expression over a set operation', item.span, 'Use a column of the result.');
    }
    return [];
  });
}

function applyOrder(context: BindContext, query: QueryNode, node: LogicalNode, order: readonly SortKey[]): LogicalNode {
  const offset = countOf(context, query.offset, 'OFFSET') ?? 0;
  const fetch = countOf(context, query.limit, 'LIMIT') ?? null;
  if ((order.length === 0 && offset === 0 && fetch === null) || isErrorNode(node)) {
    return node;
  }
  return { kind: 'sort', input: node, order, offset, fetch, output: node.output };
}

function countOf(context: BindContext, node: ExpressionNode | undefined, clause: string): number | undefined {
  if (node === undefined) {
    return undefined;
  }
  const bound = bindExpression({ context, scope: { columns: [] }, clause }, node);
  const value = integerOf(bound);
  if (value === undefined || value < 0) {
    if (!isErrorExpression(bound)) {
      context.report('not-a-count', `${clause} needs a whole number that is not negative.`, node.span);
    }
    return undefined;
  }
  return value;
}

function bindValues(context: BindContext, body: Values, outer: Scope | undefined): LogicalNode {
  const scope = { context, scope: { columns: [], outer }, clause: 'VALUES' };
  const rows = body.rows.map((row) => row.items.map((item) => bindExpression(scope, item)));
  const width = rows[0]?.length ?? 0;
  const uneven = rows.findIndex((row) => row.length !== width);
  if (uneven !== -1) {
    const span = body.rows[uneven]?.span ?? body.span;
    context.report(
      'uneven-values',
      `All rows of VALUES must have the same number of values: the first has ${width}, this one ${rows[uneven]?.length}.`,
      span,
    );
    return errorNode();
  }
  if (rows.some((row) => row.some(isErrorExpression))) {
    return errorNode();
  }
  const columns = Array.from({ length: width }, (_, i) => commonType(rows.map((row) => row[i]?.type ?? types.null())));
  const missing = columns.indexOf(undefined);
  if (missing !== -1) {
    context.report(
      'incompatible-types',
      `The values of column ${missing + 1} in VALUES have no common type.`,
      body.span,
    );
    return errorNode();
  }
  const output = columns.map((type, i): RowField => ({ name: `EXPR$${i}`, type: type ?? types.null() }));
  return valuesNode(
    rows.map((row) => row.map((value, i) => castTo(value, output[i]?.type ?? value.type))),
    output,
  );
}

/** Constant rows; values that are computed come from projections over one empty row. */
function valuesNode(rows: readonly (readonly Expression[])[], output: readonly RowField[]): LogicalNode {
  return { kind: 'values', rows, output };
}

function bindSetOperation(context: BindContext, body: SetOperation, outer: Scope | undefined): LogicalNode {
  const operands = flatten(body).map((part) => ({ part, node: bindBody(context, part, outer) }));
  if (operands.some(({ node }) => isErrorNode(node))) {
    return errorNode();
  }
  const [first] = operands;
  const width = first?.node.output.length ?? 0;
  for (const { part, node } of operands) {
    if (node.output.length !== width) {
      context.report(
        'column-count',
        `${body.operator} needs the same number of columns on all sides: the first query has ${width}, this one ${node.output.length}.`,
        part.span,
      );
      return errorNode();
    }
  }
  const output = commonColumns(
    context,
    operands.map(({ node }) => node),
    body,
  );
  if (output === undefined) {
    return errorNode();
  }
  const inputs = operands.map(({ node }) => castColumns(node, output));
  switch (body.operator) {
    case 'UNION': {
      const union = nodes.union(inputs, output);
      return body.all ? union : distinct(union);
    }
    case 'INTERSECT':
    case 'EXCEPT': {
      const [left, right] = inputs;
      return left === undefined || right === undefined ? errorNode() : bindDifference(context, body, left, right);
    }
  }
}

/** `a UNION b UNION c` as one list; other operators and changes of ALL end it. */
function flatten(body: SetOperation): QueryBody[] {
  const left =
    body.operator === 'UNION' &&
    body.left.kind === 'set-operation' &&
    body.left.operator === 'UNION' &&
    body.left.all === body.all
      ? flatten(body.left)
      : [body.left];
  return [...left, body.right];
}

function commonColumns(
  context: BindContext,
  inputs: readonly LogicalNode[],
  body: SetOperation,
): RowField[] | undefined {
  const [first] = inputs;
  const fields: RowField[] = [];
  for (const [i, field] of (first?.output ?? []).entries()) {
    const columnTypes = inputs.map((node) => node.output[i]?.type ?? types.null());
    const type = commonType(columnTypes);
    if (type === undefined) {
      context.report(
        'incompatible-types',
        `Column ${i + 1} ("${field.name}") of the queries in ${body.operator} has types without a common type.`,
        body.span,
      );
      return undefined;
    }
    fields.push({ name: field.name, type });
  }
  return fields;
}

export function castColumns(node: LogicalNode, output: readonly RowField[]): LogicalNode {
  const columns = identity(node.output);
  const casted = columns.map((column, i) => castTo(column, output[i]?.type ?? column.type));
  const same =
    casted.every((column, i) => column === columns[i]) && node.output.every((f, i) => f.name === output[i]?.name);
  return same
    ? node
    : nodes.project(
        node,
        casted,
        output.map((field) => field.name),
      );
}

/** INTERSECT is a semi join, EXCEPT an anti join over all columns, NULLs being equal; both of distinct rows. */
function bindDifference(context: BindContext, body: SetOperation, left: LogicalNode, right: LogicalNode): LogicalNode {
  if (body.all) {
    context.notSupported(`${body.operator} ALL`, body.span, `${body.operator} without ALL is.`);
    return errorNode();
  }
  const conditions = left.output.map((field, i) => {
    const [a, b] = [input(i, field.type), input(left.output.length + i, right.output[i]?.type ?? field.type)];
    return call('IS NOT DISTINCT FROM', [a, b], notNull(types.boolean()));
  });
  const condition = conditions.reduce((all, part) => call('AND', [all, part], notNull(types.boolean())));
  const type = body.operator === 'INTERSECT' ? 'semi' : 'anti';
  return distinct(nodes.join({ left, right, type, condition }));
}
