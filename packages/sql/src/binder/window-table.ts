/** TUMBLE, HOP, CUMULATE and SESSION as table functions. */
import { notNull, type RowField, types } from '@riffle/columns';
import type { Expression, WindowSpec } from '@riffle/plan';
import type { Descriptor, ExpressionNode, TableArgument } from '../ast/expressions.ts';
import type { TableFunction } from '../ast/queries.ts';
import { integerOf } from '../logical/expressions.ts';
import type { LogicalNode } from '../logical/node.ts';
import { timeAttributeOf } from './casts.ts';
import { type BindContext, errorNode, isErrorExpression, isErrorNode } from './context.ts';
import { bindExpression, bindQuery, bindTablePath } from './recursion.ts';

const PARAMETERS = {
  TUMBLE: ['DATA', 'TIMECOL', 'SIZE', 'OFFSET'],
  HOP: ['DATA', 'TIMECOL', 'SLIDE', 'SIZE', 'OFFSET'],
  CUMULATE: ['DATA', 'TIMECOL', 'STEP', 'SIZE', 'OFFSET'],
  SESSION: ['DATA', 'TIMECOL', 'GAP'],
} as const;
type WindowName = keyof typeof PARAMETERS;

const USAGE: Readonly<Record<WindowName, string>> = {
  TUMBLE: 'TUMBLE(TABLE data, DESCRIPTOR(timecol), size [, offset])',
  HOP: 'HOP(TABLE data, DESCRIPTOR(timecol), slide, size [, offset])',
  CUMULATE: 'CUMULATE(TABLE data, DESCRIPTOR(timecol), step, size [, offset])',
  SESSION: 'SESSION(TABLE data [PARTITION BY key], DESCRIPTOR(timecol), gap)',
};

export function isWindowFunctionName(name: string): boolean {
  return name.toUpperCase() in PARAMETERS;
}

export function bindWindowTable(context: BindContext, ref: TableFunction): LogicalNode {
  const name = (ref.call.name.parts[0]?.name ?? '').toUpperCase() as WindowName;
  const args = namedArguments(context, name, ref);
  const data = asTable(args?.get('DATA'));
  const column = args?.get('TIMECOL');
  if (args === undefined || data?.kind !== 'table-argument' || column?.kind !== 'descriptor') {
    context.report('wrong-arguments', `${name} needs a table, a DESCRIPTOR and intervals.`, ref.call.span, {
      hint: `Usage: ${USAGE[name]}`,
    });
    return errorNode();
  }
  const input = bindData(context, data);
  if (isErrorNode(input)) {
    return input;
  }
  const timeIndex = bindTimeColumn(context, name, column, input.output);
  const window = bindSpec(context, { name, args, data, input, ref });
  if (timeIndex === undefined || window === undefined) {
    return errorNode();
  }
  return windowTable(input, window, timeIndex);
}

/** A query in parentheses may stand where a table is asked for. */
function asTable(node: ExpressionNode | undefined): ExpressionNode | undefined {
  return node?.kind === 'subquery'
    ? { kind: 'table-argument', span: node.span, query: node.query, partitionBy: [], orderBy: [] }
    : node;
}

/** The windowing node: its input's columns, then window_start, window_end and window_time. */
export function windowTable(input: LogicalNode, window: WindowSpec, timeIndex: number): LogicalNode {
  const time = input.output[timeIndex]?.type ?? types.timestamp(3);
  const bound = notNull(types.timestamp(3));
  const output: RowField[] = [
    ...input.output,
    { name: 'window_start', type: bound },
    { name: 'window_end', type: bound },
    { name: 'window_time', type: notNull(time) },
  ];
  return { kind: 'window-table', input, window, timeIndex, output };
}

/** The arguments by parameter name, whether given by name or by place. */
function namedArguments(
  context: BindContext,
  name: WindowName,
  ref: TableFunction,
): ReadonlyMap<string, ExpressionNode> | undefined {
  const parameters: readonly string[] = PARAMETERS[name];
  const args = new Map<string, ExpressionNode>();
  for (const [i, arg] of ref.call.args.entries()) {
    const parameter = arg.kind === 'named-argument' ? arg.name.name.toUpperCase() : parameters[i];
    if (parameter === undefined || !parameters.includes(parameter)) {
      context.report('wrong-arguments', `${name} has no such argument.`, arg.span, { hint: `Usage: ${USAGE[name]}` });
      return undefined;
    }
    args.set(parameter, arg.kind === 'named-argument' ? arg.value : arg);
  }
  return args;
}

function bindData(context: BindContext, data: TableArgument): LogicalNode {
  if (data.query !== undefined) {
    return bindQuery(context, data.query);
  }
  return data.table === undefined ? errorNode() : (bindTablePath(context, data.table, [])?.node ?? errorNode());
}

function bindTimeColumn(
  context: BindContext,
  name: WindowName,
  descriptor: Descriptor,
  fields: readonly RowField[],
): number | undefined {
  const [column] = descriptor.columns;
  const columnName = column?.name.parts.at(-1)?.name ?? '';
  const index = fields.findIndex((field) => field.name === columnName);
  const field = fields[index];
  if (field === undefined) {
    context.reportUnknown({
      code: 'unknown-column',
      message: `There is no column "${columnName}" for ${name}`,
      span: column?.span ?? descriptor.span,
      name: columnName,
      candidates: fields.map((candidate) => candidate.name),
    });
    return undefined;
  }
  if (timeAttributeOf(field.type) === undefined) {
    context.report(
      'not-a-time-attribute',
      `${name} needs a time attribute, but "${columnName}" is a plain column.`,
      column?.span ?? descriptor.span,
      {
        hint: `Declare WATERMARK FOR ${columnName} AS … in its table, or use a PROCTIME() column.`,
      },
    );
    return undefined;
  }
  return index;
}

interface SpecRequest {
  readonly name: WindowName;
  readonly args: ReadonlyMap<string, ExpressionNode>;
  readonly data: TableArgument;
  readonly input: LogicalNode;
  readonly ref: TableFunction;
}

function bindSpec(context: BindContext, request: SpecRequest): WindowSpec | undefined {
  const { name, args, ref } = request;
  const length = (parameter: string): number | undefined => {
    const node = args.get(parameter);
    return node === undefined ? undefined : intervalMillis(context, node);
  };
  const [size, slide, step, gap] = ['SIZE', 'SLIDE', 'STEP', 'GAP'].map(length);
  const offset = length('OFFSET') ?? 0;
  const wrong = (message: string): undefined => {
    context.report('wrong-window', message, ref.call.span, { hint: `Usage: ${USAGE[name]}` });
    return undefined;
  };
  switch (name) {
    case 'TUMBLE':
      return isLength(size) ? { kind: 'tumble', size, offset } : wrong('TUMBLE needs a size longer than zero.');
    case 'HOP':
      if (!isLength(size) || !isLength(slide)) {
        return wrong('HOP needs a slide and a size longer than zero.');
      }
      return size % slide === 0
        ? { kind: 'hop', size, slide, offset }
        : wrong('The size of HOP must be a whole multiple of its slide.');
    case 'CUMULATE':
      if (!isLength(size) || !isLength(step)) {
        return wrong('CUMULATE needs a step and a size longer than zero.');
      }
      return size % step === 0
        ? { kind: 'cumulate', size, step, offset }
        : wrong('The size of CUMULATE must be a whole multiple of its step.');
    case 'SESSION': {
      const partitionKeys = bindPartition(context, request);
      if (!isLength(gap) || partitionKeys === undefined) {
        return isLength(gap) ? undefined : wrong('SESSION needs a gap longer than zero.');
      }
      return { kind: 'session', gap, partitionKeys };
    }
  }
}

function isLength(millis: number | undefined): millis is number {
  return millis !== undefined && millis > 0;
}

function intervalMillis(context: BindContext, node: ExpressionNode): number | undefined {
  const bound: Expression = bindExpression({ context, scope: { columns: [] }, clause: 'a window function' }, node);
  if (isErrorExpression(bound)) {
    return undefined;
  }
  if (bound.type.kind !== 'INTERVAL_DAY_TIME') {
    context.report(
      'wrong-window',
      "A window's length must be an interval of days or less, as in INTERVAL '10' MINUTE.",
      node.span,
    );
    return undefined;
  }
  return integerOf(bound);
}

function bindPartition(context: BindContext, request: SpecRequest): number[] | undefined {
  const columns = request.input.output.map((field) => ({ ...field, relation: [] }));
  const keys = request.data.partitionBy.map((node) =>
    bindExpression({ context, scope: { columns }, clause: 'PARTITION BY' }, node),
  );
  const indices = keys.flatMap((key) => (key.kind === 'input' ? [key.index] : []));
  if (indices.length !== keys.length) {
    context.notSupported('PARTITION BY an expression in SESSION', request.ref.call.span);
    return undefined;
  }
  return indices;
}
