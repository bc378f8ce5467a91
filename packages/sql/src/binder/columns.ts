/** Names of columns and fields → inputs and field accesses. */
import { type LogicalType, types, withNullability } from '@riffle/columns';
import type { Expression } from '@riffle/plan';
import type { Identifier } from '../ast/node.ts';
import { input } from '../logical/expressions.ts';
import { errorExpression, isErrorExpression } from './context.ts';
import type { ExpressionScope } from './expression-scope.ts';
import { outerReference } from './placeholders.ts';
import { type Resolution, resolveName, type Scope } from './scope.ts';

export function bindColumnParts(scope: ExpressionScope, parts: readonly Identifier[]): Expression {
  const names = parts.map((part) => part.name);
  const found = resolveName(scope.scope, names);
  if (found.kind !== 'column') {
    reportMissing(scope, parts, found);
    return errorExpression();
  }
  const column = columnAt(scope.scope, found.depth, found.index);
  const start: Expression =
    found.depth === 0 ? input(found.index, column) : outerReference(found.depth, found.index, column);
  return parts.slice(found.used).reduce((value: Expression, part) => bindField(scope, value, part), start);
}

function columnAt(scope: Scope, depth: number, index: number): LogicalType {
  let at: Scope | undefined = scope;
  for (let i = 0; i < depth; i++) {
    at = at?.outer;
  }
  return at?.columns[index]?.type ?? types.null();
}

/** `value.field`. */
export function bindField(scope: ExpressionScope, value: Expression, field: Identifier): Expression {
  if (isErrorExpression(value)) {
    return value;
  }
  const { type } = value;
  if (type.kind !== 'ROW' && type.kind !== 'STRUCTURED') {
    scope.context.report('no-such-field', `"${field.name}" is asked of a value that has no fields.`, field.span);
    return errorExpression();
  }
  const index = type.fields.findIndex((candidate) => candidate.name === field.name);
  const found = type.fields[index];
  if (found === undefined) {
    scope.context.reportUnknown({
      code: 'no-such-field',
      message: `The row has no field "${field.name}"`,
      span: field.span,
      name: field.name,
      candidates: type.fields.map((candidate) => candidate.name),
    });
    return errorExpression();
  }
  const fieldType = withNullability(found.type, found.type.nullable || type.nullable);
  return scope.context.remember({ kind: 'field', arg: value, index, type: fieldType }, field.span);
}

function reportMissing(
  scope: ExpressionScope,
  parts: readonly Identifier[],
  miss: Exclude<Resolution, { kind: 'column' }>,
): void {
  const { context } = scope;
  const first = parts[0];
  if (first === undefined || isBroken(scope.scope)) {
    return;
  }
  if (miss.kind === 'ambiguous') {
    const tables = [...new Set(miss.relations)].filter((name) => name !== '');
    context.report('ambiguous-column', `The column "${miss.name}" is ambiguous: several tables have it.`, first.span, {
      hint: tables.length === 0 ? undefined : `Write the table's name before it, as in ${tables[0]}.${miss.name}.`,
    });
    return;
  }
  const part = parts[miss.part] ?? first;
  if (miss.kind === 'unknown-relation') {
    const relations = [...new Set(visibleColumns(scope.scope).map((column) => column.relation.at(-1) ?? ''))];
    context.reportUnknown({
      code: 'unknown-table-alias',
      message: `There is no table "${part.name}" in ${scope.clause === 'FROM' ? 'FROM' : 'the FROM clause'}`,
      span: part.span,
      name: part.name,
      candidates: relations.filter((name) => name !== ''),
    });
    return;
  }
  reportUnknownColumn(scope, parts.slice(0, miss.part), part);
}

function reportUnknownColumn(scope: ExpressionScope, qualifier: readonly Identifier[], part: Identifier): void {
  const relation = qualifier.at(-1)?.name;
  const columns = visibleColumns(scope.scope).filter(
    (column) => relation === undefined || column.relation.at(-1) === relation,
  );
  const names = [...new Set(columns.map((column) => column.name))];
  const where = relation === undefined ? '' : ` in table "${relation}"`;
  const inOtherCase = names.find((name) => name.toLowerCase() === part.name.toLowerCase());
  scope.context.reportUnknown({
    code: 'unknown-column',
    message:
      inOtherCase === undefined
        ? `There is no column "${part.name}"${where}`
        : `There is no column "${part.name}"${where}; names are case-sensitive`,
    span: part.span,
    name: part.name,
    candidates: inOtherCase === undefined ? names : [inOtherCase],
  });
}

function visibleColumns(scope: Scope): Scope['columns'] {
  return scope.outer === undefined ? scope.columns : [...scope.columns, ...visibleColumns(scope.outer)];
}

function isBroken(scope: Scope): boolean {
  return scope.broken === true || (scope.outer !== undefined && isBroken(scope.outer));
}
