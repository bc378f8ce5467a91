/** Makes logical nodes whose output follows from their parts. */
import { type LogicalType, type RowField, withNullability } from '@riffle/columns';
import type { AggregateCall, Expression, JoinType } from '@riffle/plan';
import type {
  LogicalAggregate,
  LogicalFilter,
  LogicalJoin,
  LogicalNode,
  LogicalProject,
  LogicalUnion,
} from './node.ts';
import { windowColumns } from './window-columns.ts';

function withoutAttribute(type: LogicalType): LogicalType {
  if ((type.kind === 'TIMESTAMP' || type.kind === 'TIMESTAMP_LTZ') && type.attribute !== undefined) {
    const { attribute: _, ...plain } = type;
    return plain;
  }
  return type;
}

function filter(input: LogicalNode, condition: Expression): LogicalFilter {
  return { kind: 'filter', input, condition, output: input.output };
}

function project(input: LogicalNode, expressions: readonly Expression[], names: readonly string[]): LogicalProject {
  const output = expressions.map((e, i): RowField => ({ name: names[i] ?? `EXPR$${i}`, type: e.type }));
  return { kind: 'project', input, expressions, output };
}

/** Time attributes end at an unbounded aggregation, whose rows change at any time; window_time outlives its window. */
function aggregate(
  input: LogicalNode,
  grouping: readonly number[],
  calls: readonly AggregateCall[],
  stateTtl: number | null = null,
): LogicalAggregate {
  const window = windowColumns(input);
  const isWindowed = [window?.start, window?.end].every((bound) => bound !== undefined && grouping.includes(bound));
  const windowTime = isWindowed ? window?.time : undefined;
  const keys = grouping.map((index): RowField => {
    const field = input.output[index] ?? { name: '', type: { kind: 'NULL', nullable: true } };
    return { name: field.name, type: index === windowTime ? field.type : withoutAttribute(field.type) };
  });
  const results = calls.map((call, i): RowField => ({ name: `EXPR$${i}`, type: call.type }));
  return { kind: 'aggregate', input, grouping, calls, stateTtl, output: [...keys, ...results] };
}

interface JoinParts {
  readonly left: LogicalNode;
  readonly right: LogicalNode;
  readonly type: JoinType;
  readonly condition: Expression | null;
  readonly leftStateTtl?: number | null;
  readonly rightStateTtl?: number | null;
}

function join(parts: JoinParts): LogicalJoin {
  return {
    kind: 'join',
    left: parts.left,
    right: parts.right,
    type: parts.type,
    condition: parts.condition,
    leftStateTtl: parts.leftStateTtl ?? null,
    rightStateTtl: parts.rightStateTtl ?? null,
    output: joinOutput(parts.left.output, parts.right.output, parts.type),
  };
}

/** The columns of a join: the side that may be padded becomes nullable. */
export function joinOutput(left: readonly RowField[], right: readonly RowField[], type: JoinType): readonly RowField[] {
  if (type === 'semi' || type === 'anti') {
    return left;
  }
  const padLeft = type === 'right' || type === 'full';
  const padRight = type === 'left' || type === 'full';
  const pad = (fields: readonly RowField[], padded: boolean): readonly RowField[] =>
    padded ? fields.map((field) => ({ ...field, type: withNullability(field.type, true) })) : fields;
  return [...pad(left, padLeft), ...pad(right, padRight)];
}

function union(inputs: readonly LogicalNode[], output: readonly RowField[]): LogicalUnion {
  return { kind: 'union', inputs, output };
}

export const nodes = { filter, project, aggregate, join, union };
