/** UNNEST and table functions in FROM: every row of the left side gives rows of its own. */
import { type LogicalType, notNull, type RowField, types, withNullability } from '@riffle/columns';
import { findFunction } from '@riffle/functions';
import type { Expression, JoinType } from '@riffle/plan';
import type { TableFunction, Unnest } from '../ast/queries.ts';
import { type CallExpression, call } from '../logical/expressions.ts';
import type { LogicalNode } from '../logical/node.ts';
import type { BoundTable } from './bound-table.ts';
import { castRegisteredArguments, functionNames, inferCall } from './calls.ts';
import { type BindContext, errorNode, isErrorExpression, isErrorNode } from './context.ts';
import { bindAll } from './recursion.ts';
import type { Scope, ScopeColumn } from './scope.ts';
import { isWindowFunctionName } from './window-table.ts';

export function isCorrelateTable(_context: BindContext, ref: TableFunction | Unnest): boolean {
  return ref.kind === 'unnest' || !isWindowFunctionName(functionName(ref));
}

function functionName(ref: TableFunction): string {
  return ref.call.name.parts.map((part) => part.name).join('.');
}

export function bindCorrelate(
  context: BindContext,
  left: BoundTable,
  ref: TableFunction | Unnest,
  type: Extract<JoinType, 'inner' | 'left'>,
): BoundTable {
  const bound =
    ref.kind === 'unnest' ? bindUnnest(context, left.scope, ref) : bindUserFunction(context, left.scope, ref);
  if (bound === undefined || isErrorNode(left.node)) {
    return { node: errorNode(), scope: { columns: left.scope.columns, broken: true } };
  }
  const fields = renameFields(context, bound.fields, ref);
  const padded = fields.map((field) =>
    type === 'left' ? { ...field, type: withNullability(field.type, true) } : field,
  );
  const node: LogicalNode = {
    kind: 'correlate',
    input: left.node,
    call: bound.call,
    type,
    withOrdinality: ref.kind === 'unnest' && ref.ordinality,
    output: [...left.node.output, ...padded],
  };
  const relation = ref.alias === undefined ? [] : [ref.alias.name.name];
  const columns: ScopeColumn[] = [...left.scope.columns, ...padded.map((field) => ({ ...field, relation }))];
  return { node, scope: { ...left.scope, columns } };
}

interface BoundTableCall {
  readonly call: CallExpression;
  readonly fields: readonly RowField[];
}

function renameFields(
  context: BindContext,
  fields: readonly RowField[],
  ref: TableFunction | Unnest,
): readonly RowField[] {
  const { alias } = ref;
  if (alias === undefined || alias.columns.length === 0) {
    const [only] = fields;
    const takesAlias = alias !== undefined && fields.length === 1 && only !== undefined && only.name === 'EXPR$0';
    return takesAlias ? [{ ...only, name: alias.name.name }] : fields;
  }
  if (alias.columns.length !== fields.length) {
    context.report(
      'column-count',
      `The alias names ${alias.columns.length} column(s), but the function gives ${fields.length}.`,
      alias.span,
    );
    return fields;
  }
  return fields.map((field, i) => ({ ...field, name: alias.columns[i]?.name ?? field.name }));
}

function bindUnnest(context: BindContext, scope: Scope, ref: Unnest): BoundTableCall | undefined {
  const args = bindAll({ context, scope, clause: 'UNNEST' }, ref.args);
  const [collection] = args;
  if (collection === undefined || args.some(isErrorExpression)) {
    return undefined;
  }
  if (args.length > 1) {
    context.notSupported('UNNEST of several collections', ref.span);
    return undefined;
  }
  const fields = elementFields(collection.type);
  if (fields === undefined) {
    context.report('not-a-collection', 'UNNEST needs an ARRAY, MAP or MULTISET.', ref.span);
    return undefined;
  }
  const ordinality = ref.ordinality ? [{ name: 'ORDINALITY', type: notNull(types.int()) }] : [];
  const name = ref.ordinality ? 'UNNEST WITH ORDINALITY' : 'UNNEST';
  const all = [...fields, ...ordinality];
  return { call: call(name, [collection], types.row(all)), fields: all };
}

/** The columns the elements of a collection make: a ROW's fields, a map's key and value, else one column. */
function elementFields(type: LogicalType): readonly RowField[] | undefined {
  switch (type.kind) {
    case 'ARRAY':
    case 'MULTISET': {
      const { element } = type;
      if (element.kind !== 'ROW') {
        return [{ name: 'EXPR$0', type: element }];
      }
      return element.fields.map((field) => ({
        ...field,
        type: withNullability(field.type, field.type.nullable || element.nullable),
      }));
    }
    case 'MAP':
      return [
        { name: 'KEY', type: type.key },
        { name: 'VALUE', type: type.value },
      ];
    default:
      return undefined;
  }
}

function bindUserFunction(context: BindContext, scope: Scope, ref: TableFunction): BoundTableCall | undefined {
  const parts = ref.call.name.parts.map((part) => part.name);
  const args = bindAll({ context, scope, clause: 'FROM' }, ref.call.args);
  const builtIn = parts.length === 1 ? findFunction(parts[0] ?? '') : undefined;
  if (builtIn?.kind === 'table') {
    const typed = inferCall(context, builtIn, args, ref.call.span);
    return typed === undefined ? undefined : rowCall(builtIn.name, typed.args, typed.type);
  }
  const registered = context.env.catalog.findFunction(parts);
  if (registered?.kind === 'table') {
    const typed = castRegisteredArguments(context, registered, args, ref.call.span);
    return typed === undefined ? undefined : rowCall(registered.name, typed, registered.resultType);
  }
  if (builtIn !== undefined || registered !== undefined) {
    context.report(
      'not-a-table-function',
      `${parts.join('.')} gives a single value, not rows, and cannot stand in FROM.`,
      ref.call.span,
    );
    return undefined;
  }
  context.reportUnknown({
    code: 'unknown-function',
    message: `There is no function "${parts.join('.')}"`,
    span: ref.call.name.span,
    name: parts.join('.'),
    candidates: functionNames(context),
  });
  return undefined;
}

function rowCall(name: string, args: readonly Expression[], type: LogicalType): BoundTableCall {
  const fields: readonly RowField[] = type.kind === 'ROW' ? type.fields : [{ name: 'EXPR$0', type }];
  return { call: call(name, args, type), fields };
}
