/** Sets of columns that identify a row of an operator's output over all its changes. */
import type { Expression } from '@riffle/plan';
import { type Draft, type DraftKind, inputOf } from './draft.ts';

export type UpsertKeys = readonly (readonly number[])[];

const known = new WeakMap<Draft, UpsertKeys>();

export function upsertKeys(draft: Draft): UpsertKeys {
  const cached = known.get(draft);
  if (cached !== undefined) {
    return cached;
  }
  const keys = distinctKeys(compute(draft));
  known.set(draft, keys);
  return keys;
}

function distinctKeys(keys: UpsertKeys): UpsertKeys {
  const seen = new Set<string>();
  return keys
    .map((key) => [...new Set(key)].sort((a, b) => a - b))
    .filter((key) => {
      const text = key.join();
      return seen.has(text) ? false : seen.add(text);
    });
}

function compute(draft: Draft): UpsertKeys {
  switch (draft.kind) {
    case 'source': {
      const keys = draft.primaryKey.map((name) => draft.output.findIndex((field) => field.name === name));
      return keys.length === 0 || keys.includes(-1) ? [] : [keys];
    }
    case 'calc':
      return throughProjections(upsertKeys(inputOf(draft)), draft.projections);
    case 'exchange':
    case 'watermark-assigner':
    case 'drop-update-before':
    case 'sort':
    case 'limit':
    case 'temporal-sort':
    case 'sink':
    case 'collect':
      return upsertKeys(inputOf(draft));
    case 'over-aggregate':
      return withinPartition(upsertKeys(inputOf(draft)), draft.partition);
    case 'changelog-normalize':
      return [draft.uniqueKey];
    case 'group-aggregate':
      return [draft.grouping.map((_, i) => i)];
    case 'window-aggregate':
    case 'group-window-aggregate': {
      const start = draft.grouping.length + draft.calls.length;
      const bounds = draft.properties.flatMap((property, i) =>
        property === 'window-start' || property === 'window-end' ? [start + i] : [],
      );
      return bounds.length === 2 ? [[...draft.grouping.map((_, i) => i), ...bounds]] : [];
    }
    case 'rank':
      return rankKeys(draft);
    case 'deduplicate':
      return [draft.key];
    case 'window-rank': {
      const { start, end } = draft.windowColumns;
      const isOne = draft.range.start === draft.range.end && draft.range.end === 1;
      return isOne ? [[...draft.partition, start, end]] : [];
    }
    case 'join':
      return joinKeys(draft);
    case 'interval-join':
    case 'window-join':
      return [];
    case 'temporal-join':
    case 'lookup-join':
      return upsertKeys(inputOf(draft));
    case 'values':
    case 'correlate':
    case 'expand':
    case 'window-table-function':
    case 'union':
    case 'match':
      return [];
  }
}

/** Keys that hold the partition's: changes of one key then stay in order, as one subtask makes them all. */
function withinPartition(keys: UpsertKeys, partition: readonly number[]): UpsertKeys {
  return keys.filter((key) => partition.every((column) => key.includes(column)));
}

/** Keys whose every column comes out unchanged. */
function throughProjections(keys: UpsertKeys, projections: readonly Expression[]): UpsertKeys {
  const position = (column: number): number => projections.findIndex((e) => sourceColumn(e) === column);
  return keys.map((key) => key.map(position)).filter((key) => !key.includes(-1));
}

/** The input column an expression hands on; a cast that loses nothing keeps keys apart. */
function sourceColumn(expression: Expression): number | undefined {
  if (expression.kind === 'input') {
    return expression.index;
  }
  if (expression.kind === 'cast' && expression.arg.kind === 'input' && isInjective(expression)) {
    return expression.arg.index;
  }
  return undefined;
}

const WIDENING = ['TINYINT', 'SMALLINT', 'INTEGER', 'BIGINT'];

function isInjective(cast: Extract<Expression, { kind: 'cast' }>): boolean {
  const [from, to] = [WIDENING.indexOf(cast.arg.type.kind), WIDENING.indexOf(cast.type.kind)];
  if (from !== -1 && to !== -1) {
    return from <= to;
  }
  const fromType = cast.arg.type;
  return (
    cast.type.kind === 'VARCHAR' &&
    'length' in fromType &&
    fromType.kind === 'VARCHAR' &&
    cast.type.length >= fromType.length
  );
}

function rankKeys(draft: DraftKind<'rank'>): UpsertKeys {
  const input = inputOf(draft);
  const inherited = withinPartition(upsertKeys(input), draft.partition);
  const isOne = 'start' in draft.range && draft.range.start === 1 && draft.range.end === 1;
  if (draft.rank === 'row-number' && isOne) {
    // A new first row replaces the old one, whatever key that had.
    return [draft.partition];
  }
  const byRank = draft.outputRank && draft.rank === 'row-number' ? [[...draft.partition, input.output.length]] : [];
  return [...byRank, ...inherited];
}

/** Whether the join's keys hold a whole key of that side: then each row of the other side meets at most one. */
function isUniqueSide(draft: DraftKind<'join'>, side: 'left' | 'right'): boolean {
  const columns = draft.keys.map((key) => key[side]);
  return upsertKeys(inputOf(draft, side === 'left' ? 0 : 1)).some((key) =>
    key.every((column) => columns.includes(column)),
  );
}

/** The keys of a side that hold the join's: the changes of a row that meets other partners may overtake each other. */
function keysWithin(draft: DraftKind<'join'>, side: 'left' | 'right'): UpsertKeys {
  const columns = draft.keys.map((key) => key[side]);
  return withinPartition(upsertKeys(inputOf(draft, side === 'left' ? 0 : 1)), columns);
}

function joinKeys(draft: DraftKind<'join'>): UpsertKeys {
  const left = keysWithin(draft, 'left');
  if (draft.type === 'semi' || draft.type === 'anti') {
    return left;
  }
  const width = inputOf(draft, 0).output.length;
  const right = keysWithin(draft, 'right').map((key) => key.map((column) => column + width));
  const both = left.flatMap((l) => right.map((r) => [...l, ...r]));
  const leftAlone = isUniqueSide(draft, 'right') && (draft.type === 'inner' || draft.type === 'left') ? left : [];
  const rightAlone = isUniqueSide(draft, 'left') && (draft.type === 'inner' || draft.type === 'right') ? right : [];
  return [...leftAlone, ...rightAlone, ...both];
}
