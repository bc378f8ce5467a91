/** Joins of two streams: window join, interval join, else the regular join that keeps both sides. */
import { type LogicalType, withNullability } from '@riffle/columns';
import type { Expression, JoinKey } from '@riffle/plan';
import { timeAttributeOf, withoutAttribute } from '../binder/casts.ts';
import { conjunctionOf, conjunctsOf, inputsRead } from '../logical/expressions.ts';
import type { LogicalJoin, LogicalNode } from '../logical/node.ts';
import { windowColumns } from '../logical/window-columns.ts';
import { calc } from './calc.ts';
import { type Draft, exchange } from './draft.ts';
import { type SplitCondition, splitCondition } from './join-condition.ts';
import { isInsertOnlyDraft } from './modify-kinds.ts';
import type { PlannerSettings } from './settings.ts';
import { timeBounds } from './time-bounds.ts';
import { upsertKeys } from './upsert-keys.ts';

export function convertJoin(node: LogicalJoin, below: (node: LogicalNode) => Draft, settings: PlannerSettings): Draft {
  const prepared = computeKeys(node, below(node.left), below(node.right));
  const draft =
    (settings.mode === 'streaming' ? (windowJoin(node, prepared) ?? intervalJoin(node, prepared)) : undefined) ??
    regularJoin(node, prepared, settings);
  return prepared.trim(draft);
}

interface Prepared {
  readonly left: Draft;
  readonly right: Draft;
  readonly width: number;
  readonly condition: SplitCondition;
  /** Takes away the key columns that were added. */
  trim(draft: Draft): Draft;
}

/** Equalities of computed values become equalities of columns that a calc below adds. */
function computeKeys(node: LogicalJoin, left: Draft, right: Draft): Prepared {
  const width = left.output.length;
  const conjuncts = conjunctsOf(node.condition).map(nullSafeEquality);
  const split = splitCondition(conjuncts, width);
  const computed = split.rest.map((part) => computedEquality(part, width));
  if (computed.every((part) => part === undefined)) {
    return { left, right, width, condition: split, trim: (draft) => draft };
  }
  const leftKeys = computed.flatMap((part) => (part === undefined || part.left.kind === 'input' ? [] : [part.left]));
  const rightKeys = computed.flatMap((part) => (part === undefined || part.right.kind === 'input' ? [] : [part.right]));
  const newLeft = append(left, leftKeys);
  const newRight = append(right, rightKeys);
  const newWidth = newLeft.output.length;
  const keys = computed.flatMap((part) => {
    if (part === undefined) {
      return [];
    }
    const l = part.left.kind === 'input' ? part.left.index : width + leftKeys.indexOf(part.left);
    const r = part.right.kind === 'input' ? part.right.index : right.output.length + rightKeys.indexOf(part.right);
    return [{ left: l, right: r, filterNulls: true }];
  });
  const shift = newWidth - width;
  const rest = split.rest.filter((_, i) => computed[i] === undefined).map((e) => shiftRight(e, width, shift));
  return {
    left: newLeft,
    right: newRight,
    width: newWidth,
    condition: { keys: [...split.keys, ...keys], rest },
    trim: (draft) => trimJoin(node, draft, { left: width, added: shift, right: right.output.length }),
  };
}

function append(draft: Draft, expressions: readonly Expression[]): Draft {
  if (expressions.length === 0) {
    return draft;
  }
  const columns = draft.output.map((field, index): Expression => ({ kind: 'input', index, type: field.type }));
  const output = [...draft.output, ...expressions.map((e, i) => ({ name: `$key${i}`, type: e.type }))];
  return calc(draft, null, [...columns, ...expressions], output);
}

function shiftRight(expression: Expression, from: number, by: number): Expression {
  switch (expression.kind) {
    case 'input':
      return expression.index < from ? expression : { ...expression, index: expression.index + by };
    case 'call':
      return { ...expression, args: expression.args.map((arg) => shiftRight(arg, from, by)) };
    case 'cast':
    case 'field':
      return { ...expression, arg: shiftRight(expression.arg, from, by) };
    default:
      return expression;
  }
}

function trimJoin(node: LogicalJoin, draft: Draft, widths: { left: number; added: number; right: number }): Draft {
  const isHalf = node.type === 'semi' || node.type === 'anti';
  const left = Array.from({ length: widths.left }, (_, i) => i);
  const right = isHalf ? [] : Array.from({ length: widths.right }, (_, i) => widths.left + widths.added + i);
  const columns = [...left, ...right].map(
    (index): Expression => ({
      kind: 'input',
      index,
      type: draft.output[index]?.type ?? { kind: 'NULL', nullable: true },
    }),
  );
  const output = columns.map((column, i) => ({ name: node.output[i]?.name ?? '', type: column.type }));
  return calc(draft, null, columns, output);
}

/** `a = b OR (a IS NULL AND b IS NULL)` is one equality that takes NULLs as equal. */
function nullSafeEquality(condition: Expression): Expression {
  if (condition.kind !== 'call' || condition.name !== 'OR' || condition.args.length !== 2) {
    return condition;
  }
  for (const [equal, nulls] of [condition.args, [...condition.args].reverse()]) {
    const sides = equal?.kind === 'call' && equal.name === '=' ? equal.args : [];
    const tests = nulls === undefined ? [] : conjunctsOf(nulls);
    const tested = tests.flatMap((test) => (test.kind === 'call' && test.name === 'IS NULL' ? test.args : []));
    const columns = sides.map((side) => (side.kind === 'input' ? side.index : -1)).sort();
    const nullColumns = tested.map((side) => (side.kind === 'input' ? side.index : -2)).sort();
    if (equal !== undefined && columns.length === 2 && tests.length === 2 && columns.join() === nullColumns.join()) {
      return { kind: 'call', name: 'IS NOT DISTINCT FROM', args: sides, type: withNullability(condition.type, false) };
    }
  }
  return condition;
}

function computedEquality(part: Expression, width: number): { left: Expression; right: Expression } | undefined {
  if (part.kind !== 'call' || part.name !== '=') {
    return undefined;
  }
  const [a, b] = part.args;
  if (a === undefined || b === undefined || a.type.kind !== b.type.kind) {
    return undefined;
  }
  const side = (e: Expression): 'left' | 'right' | undefined => {
    const read = [...inputsRead(e)];
    if (read.length === 0) {
      return undefined;
    }
    return read.every((i) => i < width) ? 'left' : read.every((i) => i >= width) ? 'right' : undefined;
  };
  const toRight = (e: Expression): Expression => shiftRight(e, width, -width);
  if (side(a) === 'left' && side(b) === 'right') {
    return { left: a, right: toRight(b) };
  }
  return side(a) === 'right' && side(b) === 'left' ? { left: b, right: toRight(a) } : undefined;
}

/** Equality of both window bounds of two windowed streams joins within each window. */
function windowJoin(node: LogicalJoin, prepared: Prepared): Draft | undefined {
  const left = windowColumns(node.left);
  const right = windowColumns(node.right);
  const { keys, rest } = prepared.condition;
  const isBound = (key: JoinKey, bound: 'start' | 'end'): boolean =>
    left?.[bound] !== undefined && key.left === left[bound] && key.right === right?.[bound];
  const hasBounds = keys.some((key) => isBound(key, 'start')) && keys.some((key) => isBound(key, 'end'));
  if (
    left?.start === undefined ||
    left.end === undefined ||
    right?.start === undefined ||
    right.end === undefined ||
    !hasBounds
  ) {
    return undefined;
  }
  if (
    left.window.kind !== right.window.kind ||
    JSON.stringify(sizeOf(left.window)) !== JSON.stringify(sizeOf(right.window))
  ) {
    return undefined;
  }
  if (!isInsertOnlyDraft(prepared.left) || !isInsertOnlyDraft(prepared.right)) {
    return undefined;
  }
  const own = keys.filter((key) => !isBound(key, 'start') && !isBound(key, 'end'));
  return {
    kind: 'window-join',
    inputs: exchanges(prepared, own),
    type: node.type,
    keys: own,
    condition: conjunctionOf(rest),
    time: { index: -1, kind: left.timeKind, local: left.local },
    left: { start: left.start, end: left.end },
    right: { start: right.start, end: right.end },
    output: outputOf(node, prepared, (type) => type),
  };
}

function sizeOf(window: NonNullable<ReturnType<typeof windowColumns>>['window']): unknown {
  return window.kind === 'session' ? { kind: 'session', gap: window.gap } : window;
}

/** Two append-only streams whose time attributes are bounded against each other. */
function intervalJoin(node: LogicalJoin, prepared: Prepared): Draft | undefined {
  const { left, right, width, condition } = prepared;
  if (!isInsertOnlyDraft(left) || !isInsertOnlyDraft(right)) {
    return undefined;
  }
  const timeOf = (index: number) => {
    const type = index < width ? left.output[index]?.type : right.output[index - width]?.type;
    return type === undefined ? undefined : timeAttributeOf(type);
  };
  const bounds = timeBounds([...condition.rest, ...timeEqualities(condition, prepared)], width, timeOf);
  if (bounds === undefined) {
    return undefined;
  }
  const rest = condition.rest.filter((part) => !bounds.used.includes(part));
  const keys = condition.keys.filter((key) => !(key.left === bounds.leftTime && key.right === bounds.rightTime));
  return {
    kind: 'interval-join',
    inputs: exchanges(prepared, keys),
    type: node.type,
    keys,
    condition: conjunctionOf(rest),
    time: bounds.time,
    leftTime: bounds.leftTime,
    rightTime: bounds.rightTime,
    lower: bounds.lower,
    upper: bounds.upper,
    output: outputOf(node, prepared, (type) => type),
  };
}

/** Equality of both rowtimes is a bound of zero width. */
function timeEqualities(condition: SplitCondition, prepared: Prepared): Expression[] {
  return condition.keys.flatMap((key) => {
    const l = prepared.left.output[key.left]?.type;
    const r = prepared.right.output[key.right]?.type;
    const areTimes =
      l !== undefined && r !== undefined && timeAttributeOf(l) !== undefined && timeAttributeOf(r) !== undefined;
    if (!areTimes) {
      return [];
    }
    const args: Expression[] = [
      { kind: 'input', index: key.left, type: l },
      { kind: 'input', index: prepared.width + key.right, type: r },
    ];
    return [{ kind: 'call', name: '=', args, type: { kind: 'BOOLEAN', nullable: true } } satisfies Expression];
  });
}

function exchanges(prepared: Prepared, keys: readonly JoinKey[]): Draft[] {
  return [
    exchange(
      prepared.left,
      keys.map((key) => key.left),
    ),
    exchange(
      prepared.right,
      keys.map((key) => key.right),
    ),
  ];
}

function outputOf(node: LogicalJoin, prepared: Prepared, change: (type: LogicalType) => LogicalType): Draft['output'] {
  const isHalf = node.type === 'semi' || node.type === 'anti';
  const padLeft = node.type === 'right' || node.type === 'full';
  const padRight = node.type === 'left' || node.type === 'full';
  const pad = (type: LogicalType, padded: boolean): LogicalType => (padded ? withNullability(type, true) : type);
  const left = prepared.left.output.map((field) => ({ ...field, type: change(pad(field.type, padLeft)) }));
  const right = prepared.right.output.map((field) => ({ ...field, type: change(pad(field.type, padRight)) }));
  return isHalf ? left : [...left, ...right];
}

/** Keeps both sides for ever (or for the state's TTL); time attributes end here. */
function regularJoin(node: LogicalJoin, prepared: Prepared, settings: PlannerSettings): Draft {
  const { keys, rest } = prepared.condition;
  return {
    kind: 'join',
    inputs: exchanges(prepared, keys),
    type: node.type,
    keys,
    condition: conjunctionOf(rest),
    leftUpsertKeys: upsertKeys(prepared.left),
    rightUpsertKeys: upsertKeys(prepared.right),
    leftStateTtl: node.leftStateTtl ?? settings.stateTtl,
    rightStateTtl: node.rightStateTtl ?? settings.stateTtl,
    output: outputOf(node, prepared, withoutAttribute),
  };
}
