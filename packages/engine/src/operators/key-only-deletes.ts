import {
  type Batch,
  kindAt,
  type LogicalType,
  RowKind,
  type Value,
  type Vector,
  valueAt,
  vectorOf,
} from '@riffle/columns';
import { type CalcNode, childrenOf, type Expression } from '@riffle/plan';

/**
 * A delete that carries only its key has NULL where a type says there is none. What is computed from such a column is,
 * as in Flink's generated code, the value a variable of the type starts with. Null when a projection needs none of this.
 */
export function defaultsOfKeyOnlyDeletes(node: CalcNode): ((columns: Vector[], input: Batch) => Vector[]) | null {
  if (node.changelog.keyOnlyDeletes !== true || node.projections.every(({ type }) => type.nullable)) {
    return null;
  }
  const reads = node.projections.map(columnsOf);
  return (columns, input) =>
    columns.map((column, i) => {
      const { type } = node.projections[i] as Expression;
      const read = reads[i] as readonly number[];
      const isAbsent = (row: number): boolean =>
        kindAt(input, row) === RowKind.delete && read.some((at) => valueAt(input.columns[at] as Vector, row) === null);
      return type.nullable ? column : replaced(column, input.rowCount, isAbsent);
    });
}

function replaced(column: Vector, rowCount: number, isAbsent: (row: number) => boolean): Vector {
  const rows = Array.from({ length: rowCount }, (_, row) => row);
  if (!rows.some(isAbsent)) {
    return column;
  }
  return vectorOf(
    column.type,
    rows.map((row) => (isAbsent(row) ? startValue(column.type) : valueAt(column, row))),
  );
}

function startValue(type: LogicalType): Value {
  switch (type.kind) {
    case 'CHAR':
    case 'VARCHAR':
      return '';
    case 'BOOLEAN':
      return false;
    case 'TINYINT':
    case 'SMALLINT':
    case 'INTEGER':
    case 'BIGINT':
    case 'FLOAT':
    case 'DOUBLE':
    case 'DATE':
    case 'TIME':
      return -1;
    default:
      return null;
  }
}

/** The input columns an expression reads. */
export function columnsOf(expression: Expression): number[] {
  return expression.kind === 'input' ? [expression.index] : childrenOf(expression).flatMap(columnsOf);
}
