/** Aggregations by window: GROUP BY window_start, window_end, and the legacy group windows. */
import type { WindowProperty } from '@riffle/plan';
import { nodes } from '../logical/build.ts';
import { identity, input as inputAt, inputsRead, remapInputs, sameExpression } from '../logical/expressions.ts';
import type { LogicalAggregate, LogicalGroupWindow, LogicalNode } from '../logical/node.ts';
import { type WindowColumns, windowColumns } from '../logical/window-columns.ts';
import { mergeNodes } from '../optimizer/merge-nodes.ts';
import { calc } from './calc.ts';
import { type Draft, exchange } from './draft.ts';
import type { PlannerSettings } from './settings.ts';
import { windowTime } from './window-time.ts';

type Convert = (node: LogicalNode) => Draft;

/**
 * An aggregation whose keys hold both bounds of its input's window. Undefined when it is no such aggregation.
 * Where nothing between the window function and here uses the window's columns otherwise, the function is folded into
 * the operator; else the rows come with their windows attached.
 */
export function convertWindowAggregate(node: LogicalAggregate, below: Convert): Draft | undefined {
  const columns = windowColumns(node.input);
  const start = columns?.start;
  const end = columns?.end;
  if (columns === undefined || start === undefined || end === undefined) {
    return undefined;
  }
  if (!node.grouping.includes(start) || !node.grouping.includes(end)) {
    return undefined;
  }
  const bounds = [start, end, ...(columns.time === undefined ? [] : [columns.time])];
  const grouping = node.grouping.filter((index) => !bounds.includes(index));
  const folded = foldWindow(node, columns, grouping);
  if (folded === undefined && columns.window.kind === 'session') {
    // Sessions of other keys than the groups have end at different times within a group: the result keeps changing.
    return undefined;
  }
  const plain = folded === undefined ? undefined : below(folded.input);
  const aggregate =
    folded === undefined || plain === undefined
      ? attachedAggregate(node, { columns, grouping, start, end }, below(node.input))
      : foldedAggregate(node, folded, plain);
  return reorder(node, columns, aggregate, grouping);
}

interface Folded {
  /** The window function's input with what was between projected on it, the time column last. */
  readonly input: LogicalNode;
  readonly timeIndex: number;
  readonly grouping: readonly number[];
  readonly calls: LogicalAggregate['calls'];
  readonly window: WindowColumns['window'];
}

function foldWindow(node: LogicalAggregate, columns: WindowColumns, grouping: readonly number[]): Folded | undefined {
  const reads = node.calls.flatMap((call) => [
    ...call.args.flatMap((arg) => [...inputsRead(arg)]),
    ...(call.filter === null ? [] : inputsRead(call.filter)),
  ]);
  const needed = [...new Set([...grouping, ...reads])];
  if (needed.some((index) => [columns.start, columns.end, columns.time].includes(index))) {
    return undefined;
  }
  const stripped = withSessionKeys(stripWindow(node.input, needed), needed, grouping);
  if (stripped === undefined) {
    return undefined;
  }
  const at = (index: number): number => needed.indexOf(index);
  return {
    input: stripped.input,
    timeIndex: stripped.timeIndex,
    grouping: grouping.map(at),
    calls: node.calls.map((call) => ({
      ...call,
      args: call.args.map((arg) => remapInputs(arg, at)),
      filter: call.filter === null ? null : remapInputs(call.filter, at),
    })),
    window: stripped.window,
  };
}

interface Stripped {
  readonly input: LogicalNode;
  readonly timeIndex: number;
  readonly window: WindowColumns['window'];
}

/**
 * A session is one of its partition; folded into an aggregation it is one of the group. So both must have the same
 * keys, and the columns `stripWindow` has added for them are then the grouping columns themselves.
 */
function withSessionKeys(
  stripped: Stripped | undefined,
  needed: readonly number[],
  grouping: readonly number[],
): Stripped | undefined {
  if (stripped === undefined || stripped.window.kind !== 'session') {
    return stripped;
  }
  const input = mergeNodes(stripped.input);
  const expressions = input.kind === 'project' ? input.expressions : identity(input.output);
  const partitionKeys = stripped.window.partitionKeys.map((key) =>
    expressions.slice(0, needed.length).findIndex((e) => sameExpression(e, expressions[key] ?? e)),
  );
  const keys = new Set(grouping.map((index) => needed.indexOf(index)));
  const isSame = keys.size === partitionKeys.length && partitionKeys.every((key) => keys.has(key));
  if (!isSame) {
    return undefined;
  }
  const width = needed.length + 1;
  const names = input.output.slice(0, width).map((field) => field.name);
  const below = input.kind === 'project' ? input.input : input;
  return {
    ...stripped,
    input: nodes.project(below, expressions.slice(0, width), names),
    window: { ...stripped.window, partitionKeys },
  };
}

/** The columns `needed` computed below the window function, then its time column; undefined when they need the window. */
function stripWindow(node: LogicalNode, needed: readonly number[]): Stripped | undefined {
  if (node.kind === 'window-table') {
    const width = node.input.output.length;
    if (needed.some((index) => index >= width)) {
      return undefined;
    }
    const all = identity(node.input.output);
    const session = node.window.kind === 'session' ? node.window.partitionKeys : [];
    const chosen = [...needed, node.timeIndex, ...session];
    const expressions = chosen.flatMap((index) => all[index] ?? []);
    const input = nodes.project(
      node.input,
      expressions,
      chosen.map((index) => node.input.output[index]?.name ?? ''),
    );
    const window =
      node.window.kind === 'session'
        ? { ...node.window, partitionKeys: session.map((_, i) => needed.length + 1 + i) }
        : node.window;
    return { input, timeIndex: needed.length, window };
  }
  if (node.kind === 'project') {
    const wanted = needed.map((index) => node.expressions[index]);
    const reads = [...new Set(wanted.flatMap((e) => (e === undefined ? [] : [...inputsRead(e)])))];
    const below = stripWindow(node.input, reads);
    if (below === undefined) {
      return undefined;
    }
    const computed = wanted.flatMap((e) => (e === undefined ? [] : [remapInputs(e, (index) => reads.indexOf(index))]));
    return over(
      below,
      reads.length,
      computed,
      needed.map((index) => node.output[index]?.name ?? ''),
    );
  }
  if (node.kind === 'filter') {
    const reads = [...new Set([...needed, ...inputsRead(node.condition)])];
    const below = stripWindow(node.input, reads);
    if (below === undefined) {
      return undefined;
    }
    const condition = remapInputs(node.condition, (index) => reads.indexOf(index));
    const filtered = { ...below, input: nodes.filter(below.input, condition) };
    const columns = needed.map((index) =>
      inputAt(reads.indexOf(index), node.output[index]?.type ?? { kind: 'NULL', nullable: true }),
    );
    return over(
      filtered,
      reads.length,
      columns,
      needed.map((index) => node.output[index]?.name ?? ''),
    );
  }
  return undefined;
}

function over(
  below: Stripped,
  width: number,
  columns: readonly ReturnType<typeof remapInputs>[],
  names: readonly string[],
): Stripped {
  const rest = identity(below.input.output).slice(width);
  const restNames = below.input.output.slice(width).map((field) => field.name);
  const input = nodes.project(below.input, [...columns, ...rest], [...names, ...restNames]);
  const shift = columns.length - width;
  const window =
    below.window.kind === 'session'
      ? { ...below.window, partitionKeys: below.window.partitionKeys.map((key) => key + shift) }
      : below.window;
  return { input, timeIndex: columns.length, window };
}

const PROPERTIES: readonly WindowProperty[] = ['window-start', 'window-end', 'window-rowtime'];

function propertiesOf(columns: WindowColumns): readonly WindowProperty[] {
  return columns.timeKind === 'proctime' ? ['window-start', 'window-end', 'window-proctime'] : PROPERTIES;
}

function foldedAggregate(node: LogicalAggregate, folded: Folded, input: Draft): Draft {
  const columns = windowColumns(node.input);
  const time = windowTime(input, folded.timeIndex);
  const properties = columns === undefined ? PROPERTIES : propertiesOf(columns);
  return {
    kind: 'window-aggregate',
    inputs: [exchange(input, folded.grouping)],
    window: folded.window,
    time,
    attached: null,
    grouping: folded.grouping,
    calls: folded.calls,
    properties,
    retracting: false,
    output: aggregateOutput(
      node,
      folded.grouping.map((index) => input.output[index]),
      time.index,
      input,
    ),
  };
}

interface Attached {
  readonly columns: WindowColumns;
  readonly grouping: readonly number[];
  readonly start: number;
  readonly end: number;
}

function attachedAggregate(node: LogicalAggregate, attached: Attached, input: Draft): Draft {
  const { columns, grouping, start, end } = attached;
  const window = columns.window.kind === 'session' ? { ...columns.window, partitionKeys: [] } : columns.window;
  return {
    kind: 'window-aggregate',
    inputs: [exchange(input, grouping)],
    window,
    time: { index: -1, kind: columns.timeKind, local: columns.local },
    attached: { start, end },
    grouping,
    calls: node.calls,
    properties: propertiesOf(columns),
    retracting: false,
    output: aggregateOutput(
      node,
      grouping.map((index) => input.output[index]),
      columns.time ?? -1,
      input,
    ),
  };
}

function aggregateOutput(
  node: LogicalAggregate,
  keys: readonly (Draft['output'][number] | undefined)[],
  timeIndex: number,
  input: Draft,
): Draft['output'] {
  const timestamp = { kind: 'TIMESTAMP', nullable: false, precision: 3 } as const;
  const time = input.output[timeIndex]?.type ?? ({ ...timestamp, attribute: 'rowtime' } as const);
  return [
    ...keys.filter((key) => key !== undefined),
    ...node.output.slice(node.grouping.length),
    { name: 'window_start', type: timestamp },
    { name: 'window_end', type: timestamp },
    { name: 'window_time', type: { ...time, nullable: false } },
  ];
}

/** Back to the order the logical aggregation has: its keys, bounds among them, then the calls. */
function reorder(node: LogicalAggregate, columns: WindowColumns, aggregate: Draft, grouping: readonly number[]): Draft {
  const calls = node.calls.length;
  const property = grouping.length + calls;
  const position = (index: number): number => {
    if (index === columns.start) {
      return property;
    }
    if (index === columns.end) {
      return property + 1;
    }
    return index === columns.time ? property + 2 : grouping.indexOf(index);
  };
  const order = [...node.grouping.map(position), ...node.calls.map((_, i) => grouping.length + i)];
  const projections = order.map((at) => inputAt(at, aggregate.output[at]?.type ?? { kind: 'NULL', nullable: true }));
  return calc(aggregate, null, projections, node.output);
}

export function convertGroupWindow(node: LogicalGroupWindow, input: Draft, settings: PlannerSettings): Draft {
  return {
    kind: 'group-window-aggregate',
    inputs: [exchange(input, node.grouping)],
    window: node.window,
    time: windowTime(input, node.timeIndex),
    grouping: node.grouping,
    calls: node.calls,
    properties: node.properties,
    retracting: false,
    emit: settings.emit,
    generateUpdateBefore: false,
    output: node.output,
  };
}
