/** Event-time temporal joins and lookup joins. */
import { type LogicalType, type RowField, withNullability } from '@riffle/columns';
import type { Expression } from '@riffle/plan';
import { conjunctionOf, conjunctsOf, inputsRead, remapInputs } from '../logical/expressions.ts';
import type { LogicalNode, LogicalScan } from '../logical/node.ts';
import { calc } from './calc.ts';
import { type Draft, exchange } from './draft.ts';
import { splitCondition } from './join-condition.ts';
import { PlanningError } from './planning-error.ts';
import { upsertKeys } from './upsert-keys.ts';
import { windowTime } from './window-time.ts';

type TemporalJoin = Extract<LogicalNode, { kind: 'temporal-join' }>;

export function convertTemporalJoin(node: TemporalJoin, below: (node: LogicalNode) => Draft): Draft {
  const left = below(node.left);
  const time = windowTime(left, node.timeIndex);
  if (time.kind === 'proctime') {
    return lookupJoin(node, left, below);
  }
  const { left: keyed, right, condition, trim } = computedKeys(node, left, below(node.right));
  const unique = upsertKeys(right);
  const columns = condition.keys.map((key) => key.right);
  const uniqueKey = unique.find((key) => key.every((column) => columns.includes(column)));
  if (uniqueKey === undefined) {
    throw new PlanningError(
      'temporal-key',
      'An event-time temporal join needs a primary key on the right table, and equality on the whole key in ON.',
    );
  }
  const rightTime = right.output.findIndex((field) => 'attribute' in field.type && field.type.attribute === 'rowtime');
  if (rightTime === -1) {
    throw new PlanningError(
      'temporal-rowtime',
      'An event-time temporal join needs a rowtime column (a WATERMARK) on the right table.',
    );
  }
  return trim({
    kind: 'temporal-join',
    inputs: [
      exchange(
        keyed,
        condition.keys.map((key) => key.left),
      ),
      exchange(right, columns),
    ],
    type: node.type,
    keys: condition.keys,
    condition: conjunctionOf(condition.rest),
    time: 'rowtime',
    leftTime: node.timeIndex,
    rightTime,
    rightUniqueKey: uniqueKey,
    output: paddedOutput(keyed.output, right.output, node.type),
  });
}

function paddedOutput(left: readonly RowField[], right: readonly RowField[], type: 'inner' | 'left'): RowField[] {
  const pad = (field: RowField): LogicalType => {
    const plain = 'attribute' in field.type ? dropAttribute(field.type) : field.type;
    return type === 'left' ? withNullability(plain, true) : plain;
  };
  return [...left, ...right.map((field) => ({ ...field, type: pad(field) }))];
}

function dropAttribute(
  type: Extract<LogicalType, { kind: 'TIMESTAMP' | 'TIMESTAMP_LTZ' | 'TIMESTAMP_TZ' }>,
): LogicalType {
  const { attribute: _, ...plain } = type;
  return plain;
}

interface Keyed {
  readonly left: Draft;
  readonly right: Draft;
  readonly condition: ReturnType<typeof splitCondition>;
  trim(draft: Draft): Draft;
}

/** A left side of ON that is an expression becomes a column. */
function computedKeys(node: TemporalJoin, left: Draft, right: Draft): Keyed {
  const width = left.output.length;
  const added: Expression[] = [];
  const conjuncts = conjunctsOf(node.condition).map((part) => {
    if (part.kind !== 'call' || part.name !== '=') {
      return part;
    }
    const args = part.args.map((arg) => {
      const isLeft = arg.kind !== 'input' && arg.kind !== 'literal' && [...inputsRead(arg)].every((i) => i < width);
      return isLeft ? { kind: 'input' as const, index: -added.push(arg), type: arg.type } : arg;
    });
    return { ...part, args };
  });
  if (added.length === 0) {
    return { left, right, condition: splitCondition(conjuncts, width), trim: (draft) => draft };
  }
  const newWidth = width + added.length;
  const moved = conjuncts.map((part) =>
    remapInputs(part, (index) => (index < 0 ? width - index - 1 : index < width ? index : index + added.length)),
  );
  const columns = left.output.map((field, index): Expression => ({ kind: 'input', index, type: field.type }));
  const output = [...left.output, ...added.map((e, i) => ({ name: `$key${i}`, type: e.type }))];
  return {
    left: calc(left, null, [...columns, ...added], output),
    right,
    condition: splitCondition(moved, newWidth),
    trim: (draft) => {
      const kept = draft.output.map((_, i) => i).filter((i) => i < width || i >= newWidth);
      const projections = kept.map(
        (index): Expression => ({
          kind: 'input',
          index,
          type: draft.output[index]?.type ?? { kind: 'NULL', nullable: true },
        }),
      );
      return calc(
        draft,
        null,
        projections,
        kept.flatMap((index) => draft.output[index] ?? []),
      );
    },
  };
}

interface LookupSide {
  readonly scan: LogicalScan;
  readonly filter: Expression | null;
}

/** The right side of a lookup join is the bare table, perhaps filtered, perhaps with columns left out. */
function lookupSide(node: LogicalNode): LookupSide | undefined {
  switch (node.kind) {
    case 'scan':
      return { scan: node, filter: null };
    case 'filter': {
      const below = lookupSide(node.input);
      return below === undefined
        ? undefined
        : { ...below, filter: conjunctionOf([...conjunctsOf(below.filter), node.condition]) };
    }
    default:
      return undefined;
  }
}

function lookupJoin(node: TemporalJoin, left: Draft, below: (node: LogicalNode) => Draft): Draft {
  const projection = node.right.kind === 'project' ? node.right : undefined;
  const side = lookupSide(projection?.input ?? node.right);
  if (side === undefined || side.scan.connector.lookup !== true) {
    const name = below(node.right)
      .output.map((field) => field.name)
      .join(', ');
    throw new PlanningError(
      'not-a-lookup-table',
      `FOR SYSTEM_TIME AS OF a processing-time column needs a table that can be looked up by key; the one with the columns ${name} cannot.`,
    );
  }
  const { scan } = side;
  const width = left.output.length;
  const toPhysical = (index: number): number => scan.projection[index] ?? index;
  const toScan = (index: number): number => {
    const column = projection?.expressions[index];
    return toPhysical(column === undefined ? index : column.kind === 'input' ? column.index : -1);
  };
  const onScan = conjunctsOf(node.condition).map((part) =>
    remapInputs(part, (index) => (index < width ? index : width + toScan(index - width))),
  );
  const keys = onScan.flatMap((part) => lookupKey(part, width));
  if (keys.length === 0) {
    throw new PlanningError(
      'lookup-key',
      'A lookup join needs an ON condition that equates a column of the looked-up table with a value.',
    );
  }
  const rest = onScan.filter((part) => lookupKey(part, width).length === 0);
  const padded = paddedOutput([], scan.physicalColumns, node.type);
  const joined: Draft = {
    kind: 'lookup-join',
    inputs: [left],
    type: node.type,
    table: scan.id,
    connector: scan.connector.identifier,
    options: scan.options,
    physicalColumns: scan.physicalColumns,
    keys,
    preFilter: null,
    condition: conjunctionOf([
      ...rest,
      ...conjunctsOf(side.filter).map((part) => remapInputs(part, (i) => width + toPhysical(i))),
    ]),
    hints: node.hints,
    output: [...left.output, ...padded],
  };
  return projectLookup(node, joined, { width, toScan });
}

function lookupKey(part: Expression, width: number): { right: number; value: Expression }[] {
  if (part.kind !== 'call' || part.name !== '=') {
    return [];
  }
  for (const [a, b] of [part.args, [...part.args].reverse()]) {
    const isColumn = a?.kind === 'input' && a.index >= width;
    if (isColumn && b !== undefined && [...inputsRead(b)].every((index) => index < width)) {
      return [{ right: a.index - width, value: b }];
    }
  }
  return [];
}

function projectLookup(
  node: TemporalJoin,
  joined: Draft,
  columns: { width: number; toScan: (index: number) => number },
): Draft {
  const { width, toScan } = columns;
  const projections = node.output.map((field, i): Expression => {
    const index = i < width ? i : width + toScan(i - width);
    return { kind: 'input', index, type: joined.output[index]?.type ?? field.type };
  });
  return calc(joined, null, projections, node.output);
}
