/** Drops every column nobody reads, from the top down to the scans. */
import type { AggregateCall, Expression, SortKey } from '@riffle/plan';
import { nodes } from '../logical/build.ts';
import { inputsRead, remapInputs } from '../logical/expressions.ts';
import type { LogicalNode, LogicalScan } from '../logical/node.ts';

export function pruneColumns(plan: LogicalNode): LogicalNode {
  const all = new Set(plan.output.map((_, i) => i));
  return prune(plan, all).node;
}

/** A plan with fewer columns, and where each kept column now stands. */
interface Pruned {
  readonly node: LogicalNode;
  at(index: number): number;
}

type Needed = ReadonlySet<number>;

function prune(node: LogicalNode, needed: Needed): Pruned {
  switch (node.kind) {
    case 'scan':
      return pruneScan(node, needed);
    case 'values':
      return kept(node);
    case 'project':
      return pruneProject(node, needed);
    case 'filter': {
      const below = prune(node.input, union(needed, inputsRead(node.condition)));
      return { node: nodes.filter(below.node, remapInputs(node.condition, below.at)), at: below.at };
    }
    case 'watermark': {
      const below = prune(node.input, union(needed, inputsRead(node.watermark), [node.rowtimeIndex]));
      const rowtimeIndex = below.at(node.rowtimeIndex);
      const output = below.node.output.map((field, i) =>
        i === rowtimeIndex ? { ...field, type: node.output[node.rowtimeIndex]?.type ?? field.type } : field,
      );
      const watermark = remapInputs(node.watermark, below.at);
      return { node: { ...node, input: below.node, rowtimeIndex, watermark, output }, at: below.at };
    }
    case 'aggregate':
      return pruneAggregate(node, needed);
    case 'expand':
      return pruneExpand(node, needed);
    case 'group-window': {
      const reads = [node.timeIndex, ...node.grouping, ...callReads(node.calls)];
      const below = prune(node.input, new Set(reads));
      return kept({
        ...node,
        input: below.node,
        timeIndex: below.at(node.timeIndex),
        grouping: node.grouping.map(below.at),
        calls: remapCalls(node.calls, below.at),
      });
    }
    case 'window-table':
      return pruneWindowTable(node, needed);
    case 'join':
    case 'temporal-join':
      return pruneJoin(node, needed);
    case 'correlate':
      return pruneCorrelate(node, needed);
    case 'union':
      return pruneUnion(node, needed);
    case 'sort': {
      const below = prune(node.input, union(needed, keyReads(node.order)));
      const order = remapKeys(node.order, below.at);
      return { node: { ...node, input: below.node, order, output: below.node.output }, at: below.at };
    }
    case 'over':
      return pruneOver(node, needed);
    case 'rank':
      return pruneRank(node, needed);
    case 'match':
      return pruneMatch(node);
    case 'sink':
    case 'collect': {
      const below = prune(node.input, new Set(node.input.output.map((_, i) => i)));
      const names = node.input.output.map((field) => field.name);
      const columns = node.input.output.map(
        (field, i): Expression => ({ kind: 'input', index: below.at(i), type: field.type }),
      );
      const same =
        columns.length === below.node.output.length && columns.every((c, i) => c.kind === 'input' && c.index === i);
      return kept({ ...node, input: same ? below.node : nodes.project(below.node, columns, names) });
    }
  }
}

/** Like `prune`, but what the input had to keep for itself does not come along: these operators store whole rows. */
function pruneExactly(node: LogicalNode, needed: Needed): Pruned {
  const below = prune(node, needed);
  if (below.node.output.length <= needed.size || needed.size === 0) {
    return below;
  }
  const chosen = sorted(needed);
  const columns = chosen.map((index): Expression => {
    const at = below.at(index);
    return { kind: 'input', index: at, type: below.node.output[at]?.type ?? { kind: 'NULL', nullable: true } };
  });
  const names = chosen.map((index) => node.output[index]?.name ?? '');
  return { node: nodes.project(below.node, columns, names), at: positions(chosen) };
}

function kept(node: LogicalNode): Pruned {
  return { node, at: (index) => index };
}

function union(...sets: readonly Iterable<number>[]): Set<number> {
  return new Set(sets.flatMap((set) => [...set]));
}

function sorted(set: Needed): number[] {
  return [...set].sort((a, b) => a - b);
}

function positions(kept: readonly number[]): (index: number) => number {
  const map = new Map(kept.map((index, i) => [index, i]));
  return (index) => map.get(index) ?? -1;
}

function keyReads(order: readonly SortKey[]): number[] {
  return order.map((key) => key.index);
}

function remapKeys(order: readonly SortKey[], at: (index: number) => number): SortKey[] {
  return order.map((key) => ({ ...key, index: at(key.index) }));
}

function callReads(calls: readonly AggregateCall[]): number[] {
  return calls.flatMap((call) => [
    ...call.args.flatMap((arg) => [...inputsRead(arg)]),
    ...(call.filter === null ? [] : inputsRead(call.filter)),
  ]);
}

function remapCalls(calls: readonly AggregateCall[], at: (index: number) => number): AggregateCall[] {
  return calls.map((call) => ({
    ...call,
    args: call.args.map((arg) => remapInputs(arg, at)),
    filter: call.filter === null ? null : remapInputs(call.filter, at),
  }));
}

function pruneScan(node: LogicalScan, needed: Needed): Pruned {
  const keys = keysOfUpserts(node);
  const wanted = union(needed, keys, ...node.filters.map((filter) => inputsRead(filter)));
  const chosen = wanted.size === 0 && node.output.length > 0 ? [0] : sorted(wanted);
  const at = positions(chosen);
  const physical = node.projection.length;
  const pruned: LogicalScan = {
    ...node,
    projection: chosen.flatMap((index) => (index < physical ? [node.projection[index] ?? 0] : [])),
    metadata: chosen.flatMap((index) => node.metadata[index - physical] ?? []),
    filters: node.filters.map((filter) => remapInputs(filter, at)),
    output: chosen.flatMap((index) => node.output[index] ?? []),
  };
  return { node: pruned, at };
}

/** An upsert source's rows mean nothing without their key. */
function keysOfUpserts(node: LogicalScan): number[] {
  const isUpsert = node.changelog.updateAfter && !node.changelog.updateBefore;
  const names = node.table.schema.primaryKey?.columns ?? [];
  const isChanging = isUpsert || node.changelog.updateBefore;
  return isChanging
    ? names.map((name) => node.output.findIndex((field) => field.name === name)).filter((i) => i >= 0)
    : [];
}

function pruneProject(node: Extract<LogicalNode, { kind: 'project' }>, needed: Needed): Pruned {
  const chosen = needed.size === 0 && node.expressions.length > 0 ? [0] : sorted(needed);
  const expressions = chosen.flatMap((index) => node.expressions[index] ?? []);
  const below = prune(node.input, union(...expressions.map((e) => inputsRead(e))));
  const remapped = expressions.map((e) => remapInputs(e, below.at));
  const names = chosen.map((index) => node.output[index]?.name ?? '');
  return { node: nodes.project(below.node, remapped, names), at: positions(chosen) };
}

function pruneAggregate(node: Extract<LogicalNode, { kind: 'aggregate' }>, needed: Needed): Pruned {
  const keys = node.grouping.length;
  const chosen = node.calls.map((_, i) => i).filter((i) => needed.has(keys + i));
  const calls = chosen.flatMap((i) => node.calls[i] ?? []);
  const below = prune(node.input, new Set([...node.grouping, ...callReads(calls)]));
  const aggregate = {
    ...node,
    input: below.node,
    grouping: node.grouping.map(below.at),
    calls: remapCalls(calls, below.at),
    output: [...node.output.slice(0, keys), ...chosen.flatMap((i) => node.output[keys + i] ?? [])],
  };
  return { node: aggregate, at: (index) => (index < keys ? index : keys + chosen.indexOf(index - keys)) };
}

function pruneExpand(node: Extract<LogicalNode, { kind: 'expand' }>, needed: Needed): Pruned {
  const chosen = sorted(needed);
  const projections = node.projections.map((row) => chosen.flatMap((index) => row[index] ?? []));
  const below = prune(node.input, union(...projections.flat().map((e) => inputsRead(e))));
  const expand = {
    ...node,
    input: below.node,
    projections: projections.map((row) => row.map((e) => remapInputs(e, below.at))),
    output: chosen.flatMap((index) => node.output[index] ?? []),
  };
  return { node: expand, at: positions(chosen) };
}

function pruneWindowTable(node: Extract<LogicalNode, { kind: 'window-table' }>, needed: Needed): Pruned {
  const width = node.input.output.length;
  const { window } = node;
  const partition = window.kind === 'session' ? window.partitionKeys : [];
  const below = prune(
    node.input,
    union(
      [...needed].filter((i) => i < width),
      [node.timeIndex],
      partition,
    ),
  );
  const newWidth = below.node.output.length;
  const spec = window.kind === 'session' ? { ...window, partitionKeys: partition.map(below.at) } : window;
  const output = [...below.node.output, ...node.output.slice(width)];
  return {
    node: { ...node, input: below.node, window: spec, timeIndex: below.at(node.timeIndex), output },
    at: (index) => (index < width ? below.at(index) : newWidth + index - width),
  };
}

function pruneJoin(node: Extract<LogicalNode, { kind: 'join' | 'temporal-join' }>, needed: Needed): Pruned {
  const width = node.left.output.length;
  const all = union(
    needed,
    node.condition === null ? [] : inputsRead(node.condition),
    node.kind === 'temporal-join' ? [node.timeIndex, ...rowtimeOf(node.right).map((i) => width + i)] : [],
  );
  const left = pruneExactly(node.left, new Set([...all].filter((i) => i < width)));
  const right = (node.kind === 'join' ? pruneExactly : prune)(
    node.right,
    new Set([...all].filter((i) => i >= width).map((i) => i - width)),
  );
  const newWidth = left.node.output.length;
  const at = (index: number): number => (index < width ? left.at(index) : newWidth + right.at(index - width));
  const joined = nodes.join({ left: left.node, right: right.node, type: node.type, condition: null });
  const condition = node.condition === null ? null : remapInputs(node.condition, at);
  const parts = { left: left.node, right: right.node, condition, output: joined.output };
  return node.kind === 'join'
    ? { node: { ...node, ...parts }, at }
    : { node: { ...node, ...parts, timeIndex: left.at(node.timeIndex) }, at };
}

/** The versions of a temporal join's right side are told apart by its rowtime. */
function rowtimeOf(node: LogicalNode): number[] {
  const index = node.output.findIndex(({ type }) => 'attribute' in type && type.attribute === 'rowtime');
  return index === -1 ? [] : [index];
}

function pruneCorrelate(node: Extract<LogicalNode, { kind: 'correlate' }>, needed: Needed): Pruned {
  const width = node.input.output.length;
  const below = prune(
    node.input,
    union(
      [...needed].filter((i) => i < width),
      inputsRead(node.call),
    ),
  );
  const newWidth = below.node.output.length;
  const call = { ...node.call, args: node.call.args.map((arg) => remapInputs(arg, below.at)) };
  const output = [...below.node.output, ...node.output.slice(width)];
  return {
    node: { ...node, input: below.node, call, output },
    at: (index) => (index < width ? below.at(index) : newWidth + index - width),
  };
}

/** All inputs must keep the same columns in the same order. */
function pruneUnion(node: Extract<LogicalNode, { kind: 'union' }>, needed: Needed): Pruned {
  const chosen = needed.size === 0 ? [0] : sorted(needed);
  const output = chosen.flatMap((index) => node.output[index] ?? []);
  const inputs = node.inputs.map((input) => {
    const below = prune(input, new Set(chosen));
    const columns = chosen.map((index): Expression => {
      const type = input.output[index]?.type ?? { kind: 'NULL', nullable: true };
      return { kind: 'input', index: below.at(index), type };
    });
    const same =
      columns.length === below.node.output.length && columns.every((c, i) => c.kind === 'input' && c.index === i);
    return same
      ? below.node
      : nodes.project(
          below.node,
          columns,
          output.map((field) => field.name),
        );
  });
  return { node: { ...node, inputs, output }, at: positions(chosen) };
}

function pruneOver(node: Extract<LogicalNode, { kind: 'over' }>, needed: Needed): Pruned {
  const width = node.input.output.length;
  const chosen = node.calls.map((_, i) => i).filter((i) => needed.has(width + i));
  const calls = chosen.flatMap((i) => node.calls[i] ?? []);
  if (calls.length === 0) {
    return prune(node.input, needed);
  }
  const reads = [...node.partition, ...keyReads(node.order), ...callReads(calls)];
  const below = pruneExactly(
    node.input,
    union(
      [...needed].filter((i) => i < width),
      reads,
    ),
  );
  const newWidth = below.node.output.length;
  const over = {
    ...node,
    input: below.node,
    partition: node.partition.map(below.at),
    order: remapKeys(node.order, below.at),
    calls: remapCalls(calls, below.at),
    output: [...below.node.output, ...chosen.flatMap((i) => node.output[width + i] ?? [])],
  };
  return { node: over, at: (index) => (index < width ? below.at(index) : newWidth + chosen.indexOf(index - width)) };
}

function pruneRank(node: Extract<LogicalNode, { kind: 'rank' }>, needed: Needed): Pruned {
  const width = node.input.output.length;
  const outputRank = node.outputRank && needed.has(width);
  const below = pruneExactly(
    node.input,
    union(
      [...needed].filter((i) => i < width),
      node.partition,
      keyReads(node.order),
    ),
  );
  const newWidth = below.node.output.length;
  const rank = {
    ...node,
    input: below.node,
    partition: node.partition.map(below.at),
    order: remapKeys(node.order, below.at),
    outputRank,
    output: [...below.node.output, ...(outputRank ? node.output.slice(width) : [])],
  };
  return { node: rank, at: (index) => (index < width ? below.at(index) : newWidth) };
}

function pruneMatch(node: Extract<LogicalNode, { kind: 'match' }>): Pruned {
  const expressions = [...node.measures, ...node.defines.map((define) => define.condition)];
  const reads = union(node.partition, keyReads(node.order), ...expressions.map((e) => inputsRead(e)));
  const below = prune(node.input, reads);
  return kept({
    ...node,
    input: below.node,
    partition: node.partition.map(below.at),
    order: remapKeys(node.order, below.at),
    measures: node.measures.map((measure) => remapInputs(measure, below.at)),
    defines: node.defines.map((define) => ({ ...define, condition: remapInputs(define.condition, below.at) })),
  });
}
