/** Columns, constraints and watermarks as written → a checked table schema. */
import { formatType, type LogicalType, notNull, withNullability } from '@riffle/columns';
import type { Expression, PrimaryKey, TableColumn, TableSchema, WatermarkSpec } from '@riffle/plan';
import type {
  ComputedColumn,
  MetadataColumn,
  PhysicalColumn,
  TableConstraint,
  TableElement,
  WatermarkDefinition,
} from '../ast/table-elements.ts';
import { timeAttributeOf, withoutAttribute } from '../binder/casts.ts';
import { type BindContext, isErrorExpression } from '../binder/context.ts';
import { bindExpression } from '../binder/recursion.ts';
import type { Scope } from '../binder/scope.ts';
import { bindType } from '../binder/types.ts';
import { canonicalText } from './canonical.ts';

type ColumnElement = PhysicalColumn | MetadataColumn | ComputedColumn;

/** What LIKE brings along, or the table ALTER changes. */
export interface BaseSchema {
  readonly columns: readonly TableColumn[];
  readonly watermarks: readonly WatermarkSpec[];
  readonly primaryKey?: PrimaryKey | undefined;
}

export const emptySchema: BaseSchema = { columns: [], watermarks: [] };

export function buildSchema(context: BindContext, elements: readonly TableElement[], base: BaseSchema): TableSchema {
  const columns = bindColumns(context, elements, base);
  const primaryKey = bindPrimaryKey(context, elements, columns) ?? base.primaryKey;
  const keyed = columns.map((column) =>
    column.kind === 'physical' && primaryKey?.columns.includes(column.name) === true
      ? { ...column, type: notNull(column.type) }
      : column,
  );
  const watermarks = elements.filter((element) => element.kind === 'watermark');
  if (watermarks.length > 1) {
    context.report(
      'several-watermarks',
      'A table can have only one WATERMARK.',
      watermarks[1]?.span ?? { start: 0, end: 0 },
    );
  }
  const own = watermarks.slice(0, 1).flatMap((element) => bindWatermark(context, element, keyed) ?? []);
  const schema = { columns: keyed, watermarks: own.length > 0 ? own : base.watermarks };
  return primaryKey === undefined ? schema : { ...schema, primaryKey };
}

function isColumn(element: TableElement): element is ColumnElement {
  return element.kind === 'physical-column' || element.kind === 'metadata-column' || element.kind === 'computed-column';
}

function bindColumns(context: BindContext, elements: readonly TableElement[], base: BaseSchema): TableColumn[] {
  const own = elements.filter(isColumn);
  const names = new Set(base.columns.map((column) => column.name));
  for (const element of own) {
    const name = nameOf(element);
    if (names.has(name)) {
      context.report('duplicate-column', `The column "${name}" is declared twice.`, element.name.span);
    }
    names.add(name);
  }
  const keys = keyNames(elements);
  // Computed columns see every physical and metadata column, wherever it stands.
  const stored = own.map((element) =>
    element.kind === 'computed-column' ? undefined : bindStoredColumn(context, element, keys),
  );
  const visible = [
    ...base.columns.filter((column) => column.kind !== 'computed'),
    ...stored.filter((c) => c !== undefined),
  ];
  const scope = scopeOfColumns(visible);
  const bound = own.map((element, i) => stored[i] ?? bindComputedColumn(context, element, scope));
  return [...base.columns, ...bound.filter((column) => column !== undefined)];
}

export function nameOf(element: ColumnElement): string {
  return element.name.parts.map((part) => part.name).join('.');
}

/** The columns of the PRIMARY KEY: they are NOT NULL, said or not. */
function keyNames(elements: readonly TableElement[]): readonly string[] {
  return elements.flatMap((element) => {
    if (element.kind === 'table-constraint') {
      return element.type === 'PRIMARY KEY' ? element.columns.map((column) => column.name) : [];
    }
    const isKey = element.kind === 'physical-column' && element.constraint?.type === 'PRIMARY KEY';
    return isKey ? [nameOf(element)] : [];
  });
}

function bindStoredColumn(
  context: BindContext,
  element: PhysicalColumn | MetadataColumn,
  keys: readonly string[],
): TableColumn {
  const name = nameOf(element);
  const declared = bindType(context, element.type);
  const type = keys.includes(name) ? notNull(declared) : declared;
  const comment = element.comment === undefined ? {} : { comment: element.comment.value };
  if (element.kind === 'physical-column') {
    return { kind: 'physical', name, type, ...comment };
  }
  const key = element.key === undefined ? {} : { key: element.key.value };
  return { kind: 'metadata', name, type, virtual: element.virtual, ...key, ...comment };
}

function bindComputedColumn(context: BindContext, element: ColumnElement, scope: Scope): TableColumn | undefined {
  if (element.kind !== 'computed-column') {
    return undefined;
  }
  const bound = bindExpression({ context, scope, clause: 'a computed column' }, element.expression);
  const comment = element.comment === undefined ? {} : { comment: element.comment.value };
  return {
    kind: 'computed',
    name: nameOf(element),
    expression: canonicalText(element.expression),
    type: bound.type,
    ...comment,
  };
}

export function scopeOfColumns(columns: readonly TableColumn[]): Scope {
  return { columns: columns.map((column) => ({ name: column.name, type: column.type, relation: [] })) };
}

/** The constraints of the table and of single columns; one PRIMARY KEY, and only NOT ENFORCED. */
function bindPrimaryKey(
  context: BindContext,
  elements: readonly TableElement[],
  columns: readonly TableColumn[],
): PrimaryKey | undefined {
  const constraints = checkConstraints(context, elements);
  const keys = constraints.filter(({ constraint }) => constraint.type === 'PRIMARY KEY');
  const [first, second] = keys;
  if (second !== undefined) {
    context.report('several-primary-keys', 'A table can have only one PRIMARY KEY.', second.constraint.span);
  }
  if (first === undefined) {
    return undefined;
  }
  checkKeyColumns(context, first, columns);
  const name = first.constraint.name?.name ?? `PK_${first.names.join('_')}`;
  return { name, columns: first.names };
}

interface NamedConstraint {
  readonly constraint: TableConstraint;
  readonly names: readonly string[];
}

/** The constraints of elements, of whole tables and of single columns; reports those that mean nothing here. */
export function checkConstraints(context: BindContext, elements: readonly TableElement[]): readonly NamedConstraint[] {
  const constraints = elements.flatMap((element): NamedConstraint[] => {
    if (element.kind === 'table-constraint') {
      return [{ constraint: element, names: element.columns.map((column) => column.name) }];
    }
    return element.kind === 'physical-column' && element.constraint !== undefined
      ? [{ constraint: element.constraint, names: [nameOf(element)] }]
      : [];
  });
  for (const { constraint } of constraints) {
    checkConstraint(context, constraint);
  }
  return constraints;
}

function checkConstraint(context: BindContext, constraint: TableConstraint): void {
  if (constraint.type === 'UNIQUE') {
    context.report(
      'unique-constraint',
      'UNIQUE constraints are not known; Flink has PRIMARY KEY only.',
      constraint.span,
    );
    return;
  }
  if (constraint.enforced !== false) {
    context.report(
      'enforced-key',
      'A PRIMARY KEY must say NOT ENFORCED: the data is not ours, so nobody can enforce it.',
      constraint.span,
      {
        fix: {
          title: 'Add NOT ENFORCED',
          span: { start: constraint.span.end, end: constraint.span.end },
          replacement: ' NOT ENFORCED',
        },
      },
    );
  }
}

function checkKeyColumns(
  context: BindContext,
  key: { constraint: TableConstraint; names: readonly string[] },
  columns: readonly TableColumn[],
): void {
  key.names.forEach((name, i) => {
    const column = columns.find((candidate) => candidate.name === name);
    const span = key.constraint.columns[i]?.span ?? key.constraint.span;
    if (column === undefined) {
      context.reportUnknown({
        code: 'unknown-column',
        message: `The PRIMARY KEY names "${name}", which is no column of the table`,
        span,
        name,
        candidates: columns.map((candidate) => candidate.name),
      });
    } else if (column.kind !== 'physical') {
      context.report('key-not-physical', `The PRIMARY KEY column "${name}" must be a physical column.`, span);
    }
    if (key.names.indexOf(name) !== i) {
      context.report('duplicate-column', `The PRIMARY KEY names "${name}" twice.`, span);
    }
  });
}

/** Event time is a TIMESTAMP or TIMESTAMP_LTZ of at most 3 digits. */
export function bindWatermark(
  context: BindContext,
  element: WatermarkDefinition,
  columns: readonly TableColumn[],
): WatermarkSpec | undefined {
  const names = element.column.parts.map((part) => part.name);
  const column = columns.find((candidate) => candidate.name === names[0]);
  if (column === undefined) {
    context.reportUnknown({
      code: 'unknown-column',
      message: `WATERMARK names "${names[0]}", which is no column of the table`,
      span: element.column.span,
      name: names[0] ?? '',
      candidates: columns.map((candidate) => candidate.name),
    });
    return undefined;
  }
  const rowtime = nestedType(column.type, names.slice(1));
  if (rowtime === undefined || !isTimeType(rowtime)) {
    context.report(
      'wrong-rowtime-type',
      `A WATERMARK needs a column of type TIMESTAMP(p) or TIMESTAMP_LTZ(p) with p from 0 to 3, but "${names.join('.')}" is ${formatType(withNullability(rowtime ?? column.type, true))}.`,
      element.column.span,
      { hint: 'Add a computed column, such as ts AS TO_TIMESTAMP_LTZ(epoch, 3).' },
    );
    return undefined;
  }
  if (timeAttributeOf(column.type) === 'proctime') {
    context.report(
      'wrong-rowtime-type',
      `"${names[0]}" is a processing-time column: it needs no WATERMARK.`,
      element.column.span,
    );
    return undefined;
  }
  const text = canonicalText(element.expression);
  const spec: WatermarkSpec = { column: names.join('.'), expression: text };
  if (/^\s*SOURCE_WATERMARK\s*\(\s*\)\s*$/i.test(text)) {
    return spec;
  }
  const bound: Expression = bindExpression(
    { context, scope: scopeOfColumns(columns), clause: 'WATERMARK' },
    element.expression,
  );
  if (!isErrorExpression(bound) && !isTimeType(withoutAttribute(bound.type))) {
    context.report(
      'wrong-watermark-type',
      `The WATERMARK expression must be a TIMESTAMP(3) or TIMESTAMP_LTZ(3), not ${formatType(withNullability(bound.type, true))}.`,
      element.expression.span,
    );
  }
  return spec;
}

function nestedType(type: LogicalType, path: readonly string[]): LogicalType | undefined {
  const [name, ...rest] = path;
  if (name === undefined) {
    return type;
  }
  const field = type.kind === 'ROW' ? type.fields.find((candidate) => candidate.name === name) : undefined;
  return field === undefined ? undefined : nestedType(field.type, rest);
}

function isTimeType(type: LogicalType): boolean {
  return (type.kind === 'TIMESTAMP' || type.kind === 'TIMESTAMP_LTZ') && type.precision <= 3;
}
