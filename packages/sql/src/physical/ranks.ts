/** Top-N and deduplication, plain or within a window. */
import { timeAttributeOf } from '../binder/casts.ts';
import type { LogicalRank } from '../logical/node.ts';
import { windowColumns } from '../logical/window-columns.ts';
import { type Draft, exchange } from './draft.ts';
import { isInsertOnlyDraft } from './modify-kinds.ts';
import type { PlannerSettings } from './settings.ts';

export function convertRank(node: LogicalRank, input: Draft, settings: PlannerSettings): Draft {
  return windowRank(node, input) ?? deduplicate(node, input, settings) ?? topN(node, input, settings);
}

function output(node: LogicalRank, input: Draft): Draft['output'] {
  return [...input.output, ...node.output.slice(node.input.output.length)];
}

function windowRank(node: LogicalRank, input: Draft): Draft | undefined {
  const columns = windowColumns(node.input);
  const { start, end } = columns ?? {};
  if (columns === undefined || start === undefined || end === undefined || node.rank !== 'row-number') {
    return undefined;
  }
  if (!node.partition.includes(start) || !node.partition.includes(end) || !isInsertOnlyDraft(input)) {
    return undefined;
  }
  const keys = node.partition.filter((index) => index !== start && index !== end);
  return {
    kind: 'window-rank',
    inputs: [exchange(input, keys)],
    partition: keys,
    order: node.order,
    range: node.range,
    outputRank: node.outputRank,
    time: { index: -1, kind: columns.timeKind, local: columns.local },
    windowColumns: { start, end },
    output: output(node, input),
  };
}

/** The first or last row by time per key: cheaper than a Top-1. */
function deduplicate(node: LogicalRank, input: Draft, settings: PlannerSettings): Draft | undefined {
  const [key, ...others] = node.order;
  const type = key === undefined ? undefined : input.output[key.index]?.type;
  const time = type === undefined ? undefined : timeAttributeOf(type);
  const isFirst = node.range.start === 1 && node.range.end === 1 && node.rank === 'row-number';
  if (key === undefined || others.length > 0 || time === undefined || !isFirst || !isInsertOnlyDraft(input)) {
    return undefined;
  }
  return {
    kind: 'deduplicate',
    inputs: [exchange(input, node.partition)],
    key: node.partition,
    time,
    timeIndex: key.index,
    keep: key.descending ? 'last' : 'first',
    generateUpdateBefore: false,
    stateTtl: settings.stateTtl,
    outputRank: node.outputRank,
    output: output(node, input),
  };
}

function topN(node: LogicalRank, input: Draft, settings: PlannerSettings): Draft {
  return {
    kind: 'rank',
    inputs: [exchange(input, node.partition)],
    rank: node.rank,
    partition: node.partition,
    order: node.order,
    range: node.range,
    outputRank: node.outputRank,
    strategy: 'retract',
    generateUpdateBefore: false,
    stateTtl: settings.stateTtl,
    output: output(node, input),
  };
}
