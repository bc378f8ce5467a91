import {
  type DayTimeResolution,
  type LogicalType,
  MAX_DECIMAL_PRECISION,
  MAX_LENGTH,
  type RowField,
  types,
  withNullability,
} from '@riffle/columns';
import type { Diagnostic } from '@riffle/plan';
import type { FieldTypeNode, IntervalTypeNode, SimpleTypeNode, TypeNode } from './type-nodes.ts';

/** Thrown within this file only, to leave a nested type with its diagnostic. */
class TypeProblem extends Error {
  readonly diagnostic: Diagnostic;

  constructor(message: string, node: TypeNode | FieldTypeNode) {
    super(message);
    this.diagnostic = { code: 'invalid-type', severity: 'error', message, span: node.span };
  }
}

/** The type a type node means, or what is wrong with it (a length out of bounds, a type of the user's own). */
export function resolveType(node: TypeNode): LogicalType | Diagnostic {
  try {
    return resolve(node);
  } catch (error) {
    if (error instanceof TypeProblem) {
      return error.diagnostic;
    }
    throw error;
  }
}

function resolve(node: TypeNode): LogicalType {
  return withNullability(resolveNullable(node), node.nullable);
}

function resolveNullable(node: TypeNode): LogicalType {
  switch (node.kind) {
    case 'simple-type':
      return resolveSimple(node);
    case 'interval-type':
      return resolveInterval(node);
    case 'collection-type':
      return node.name === 'ARRAY' ? types.array(resolve(node.element)) : types.multiset(resolve(node.element));
    case 'map-type':
      return types.map(resolve(node.key), resolve(node.value));
    case 'row-type':
      return types.row(node.fields.map(resolveField));
    case 'structured-type':
      return types.structured(node.className.value, node.fields.map(resolveField));
    case 'raw-type':
      return types.raw(node.className.value, node.serializer.value);
    case 'user-type': {
      const name = node.path.parts.map((part) => part.name).join('.');
      throw new TypeProblem(`There is no type ${name}. Types of one's own are not supported yet.`, node);
    }
  }
}

function resolveField({ name, type, comment }: FieldTypeNode): RowField {
  const field = { name: name.name, type: resolve(type) };
  return comment === undefined ? field : { ...field, description: comment.value };
}

function resolveSimple(node: SimpleTypeNode): LogicalType {
  switch (node.name) {
    case 'BOOLEAN':
      return types.boolean();
    case 'TINYINT':
      return types.tinyint();
    case 'SMALLINT':
      return types.smallint();
    case 'INTEGER':
      return types.int();
    case 'BIGINT':
      return types.bigint();
    case 'FLOAT':
    case 'REAL':
      return types.float();
    case 'DOUBLE':
      return types.double();
    case 'DECIMAL':
      return resolveDecimal(node);
    case 'CHAR':
      return types.char(param(node, 0, { least: 1, most: MAX_LENGTH, otherwise: 1 }));
    case 'VARCHAR':
      return types.varchar(param(node, 0, { least: 1, most: MAX_LENGTH, otherwise: MAX_LENGTH }));
    case 'STRING':
      return types.string();
    case 'BINARY':
      return types.binary(param(node, 0, { least: 1, most: MAX_LENGTH, otherwise: 1 }));
    case 'VARBINARY':
      return types.varbinary(param(node, 0, { least: 1, most: MAX_LENGTH, otherwise: MAX_LENGTH }));
    case 'BYTES':
      return types.bytes();
    case 'DATE':
      return types.date();
    case 'TIME':
      return types.time(param(node, 0, { least: 0, most: 9, otherwise: 0 }));
    case 'TIMESTAMP':
      return types.timestamp(param(node, 0, { least: 0, most: 9, otherwise: 6 }));
    case 'TIMESTAMP_LTZ':
      return types.timestampLtz(param(node, 0, { least: 0, most: 9, otherwise: 6 }));
    case 'VARIANT':
      return types.variant();
    case 'NULL':
      return types.null();
    case 'TIME_LTZ':
      throw new TypeProblem('TIME WITH LOCAL TIME ZONE is not supported.', node);
    case 'ANY':
      throw new TypeProblem('The type ANY cannot be used here.', node);
  }
}

function resolveDecimal(node: SimpleTypeNode): LogicalType {
  const precision = param(node, 0, { least: 1, most: MAX_DECIMAL_PRECISION, otherwise: 10 });
  return types.decimal(precision, param(node, 1, { least: 0, most: precision, otherwise: 0 }));
}

interface Bounds {
  readonly least: number;
  readonly most: number;
  /** The value when none is written. */
  readonly otherwise: number;
}

function param(node: SimpleTypeNode, at: number, { least, most, otherwise }: Bounds): number {
  const written = node.params[at];
  if (written === undefined) {
    return otherwise;
  }
  const value = Number(written.text);
  if (value < least || value > most) {
    const what = at === 1 ? 'scale' : node.name.includes('CHAR') || node.name.includes('BIN') ? 'length' : 'precision';
    throw new TypeProblem(`The ${what} of ${node.name} must be from ${least} to ${most}, not ${written.text}.`, node);
  }
  return value;
}

function resolveInterval(node: IntervalTypeNode): LogicalType {
  const { from, to, precision, fraction } = node.qualifier;
  if (from === 'YEAR' || from === 'MONTH' || from === 'QUARTER') {
    const single = from === 'YEAR' ? 'YEAR' : 'MONTH';
    return types.yearMonthInterval(to === 'MONTH' ? 'YEAR_TO_MONTH' : single, precision ?? 2);
  }
  const unit = from === 'WEEK' ? 'DAY' : from;
  const resolution = (to === undefined ? unit : `${unit}_TO_${to}`) as DayTimeResolution;
  return types.dayTimeInterval(resolution, precision ?? 2, fraction ?? 6);
}
