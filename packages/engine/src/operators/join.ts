import { type Batch, kindAt, type LogicalType, RowKind, rowAt, types, type Value } from '@riffle/columns';
import type { JoinNode } from '@riffle/plan';
import { type CompiledRow, compileRow } from '../expressions.ts';
import type { Operator, OperatorContext } from '../operator.ts';
import { ChangeBuilder } from '../rows/change-builder.ts';
import { KeyedState } from '../state/keyed-state.ts';
import { routingWithin } from '../state/routing.ts';
import type { RestoredState, StateSchema, StateTable } from '../state/state-table.ts';
import { type JoinRecord, type JoinRows, JoinSide } from './join-side.ts';

interface JoinState {
  readonly sides: readonly [JoinRows, JoinRows];
}

interface Change {
  readonly row: readonly Value[];
  readonly kind: RowKind;
  /** 0 for left. */
  readonly input: 0 | 1;
}

/**
 * A regular join keeps both sides. Inner: every change is combined with the matching rows of the other side and keeps
 * its kind. Outer: a row without a match is emitted padded with NULLs; each row of an outer side counts its matches, so
 * that the padded row goes when the first match comes (-D before +I) and comes back when the last one goes. Semi and
 * anti: left rows come and go as that count leaves or reaches 0.
 */
export class JoinOperator implements Operator {
  readonly #node: JoinNode;
  readonly #isOuter: readonly [boolean, boolean];
  readonly #widths: readonly [number, number];
  readonly #keyColumns: readonly [readonly number[], readonly number[]];
  readonly #sides: readonly [JoinSide, JoinSide];
  readonly #condition: CompiledRow | null;
  readonly #state: KeyedState<JoinState>;
  readonly #changes: ChangeBuilder;
  readonly #schemas: readonly [StateSchema, StateSchema];

  constructor(context: OperatorContext, node: JoinNode) {
    const [left = [], right = []] = context.inputTypes;
    const now = (): number => context.clock.now();
    this.#node = node;
    this.#widths = [left.length, right.length];
    this.#isOuter = [node.type === 'left' || node.type === 'full', node.type === 'right' || node.type === 'full'];
    this.#keyColumns = [node.keys.map((key) => key.left), node.keys.map((key) => key.right)];
    this.#sides = [
      new JoinSide({ upsertKeys: node.leftUpsertKeys, ttl: node.leftStateTtl, now }),
      new JoinSide({ upsertKeys: node.rightUpsertKeys, ttl: node.rightStateTtl, now }),
    ];
    this.#condition = node.condition === null ? null : compileRow(node.condition, context);
    this.#state = new KeyedState<JoinState>({
      context,
      keyTypes: node.keys.map((key) => left[key.left] as LogicalType),
      // When nothing of a key was written for the longer time, all of it has expired.
      ttl: node.leftStateTtl > 0 && node.rightStateTtl > 0 ? Math.max(node.leftStateTtl, node.rightStateTtl) : 0,
      create: () => ({ sides: [new Map(), new Map()] }),
      isEmpty: ({ sides }) => sides[0].size === 0 && sides[1].size === 0,
      dropped: ({ sides }) => {
        this.#sides[0].size -= sides[0].size;
        this.#sides[1].size -= sides[1].size;
      },
    });
    this.#changes = new ChangeBuilder(context.outputTypes, (batch) => context.output.emit(batch));
    this.#schemas = [this.#schemaOf(context, 0, left), this.#schemaOf(context, 1, right)];
  }

  processBatch(batch: Batch, input: number): void {
    const side = input === 0 ? 0 : 1;
    const slots = this.#state.lookup(batch, this.#keyColumns[side]);
    for (let row = 0; row < batch.rowCount; row++) {
      const change: Change = { row: rowAt(batch, row), kind: kindAt(batch, row), input: side };
      const slot = slots[row] as number;
      this.#processChange(this.#state.at(slot), change);
      this.#state.touch(slot);
    }
    this.#state.sweep(batch.rowCount);
    this.#changes.flush();
  }

  stateBytes(): number {
    const [left, right] = this.#sides;
    return this.#state.bytes + left.size * (120 + this.#widths[0] * 24) + right.size * (120 + this.#widths[1] * 24);
  }

  async close(): Promise<void> {
    this.#state.close();
  }

  snapshot(): readonly StateTable[] {
    return ([0, 1] as const).map((side) => {
      const rows: Value[][] = [];
      this.#state.forEach(({ sides }, key) => {
        for (const record of sides[side].values()) {
          rows.push([...key, record.count, record.associations, record.writtenAt, ...record.row]);
        }
      });
      return { ...this.#schemas[side], rows };
    });
  }

  restore(state: RestoredState): void {
    const width = this.#node.keys.length;
    for (const side of [0, 1] as const) {
      for (const row of state.rows(this.#schemas[side])) {
        const { sides } = this.#state.at(this.#state.ofKey(row.slice(0, width)));
        const [count, associations, writtenAt] = row.slice(width, width + 3) as number[];
        this.#sides[side].load(sides[side], {
          row: row.slice(width + 3),
          count: count as number,
          associations: associations as number,
          writtenAt: writtenAt as number,
        });
      }
    }
  }

  #schemaOf(context: OperatorContext, side: 0 | 1, rowTypes: readonly LogicalType[]): StateSchema {
    const columns = this.#keyColumns[side];
    return {
      name: side === 0 ? 'left' : 'right',
      keyTypes: columns.map((column) => rowTypes[column] as LogicalType),
      valueTypes: [types.bigint(), types.bigint(), types.bigint(), ...rowTypes],
      routing: routingWithin(columns, context.routing(side)),
    };
  }

  #processChange(state: JoinState, change: Change): void {
    const matches = this.#matchesOf(state, change);
    if (this.#node.type === 'semi' || this.#node.type === 'anti') {
      this.#processExistence(state, change, matches);
    } else if (isAddition(change.kind)) {
      this.#processAddition(state, change, matches);
    } else {
      this.#processRetraction(state, change, matches);
    }
  }

  #matchesOf(state: JoinState, change: Change): JoinRecord[] {
    const { input, row } = change;
    if (this.#hasNullKey(row, this.#keyColumns[input])) {
      return [];
    }
    const other = input === 0 ? 1 : 0;
    const condition = this.#condition;
    return this.#sides[other].matching(state.sides[other], (candidate) => {
      if (condition === null) {
        return true;
      }
      return condition(input === 0 ? [...row, ...candidate] : [...candidate, ...row]) === true;
    });
  }

  #hasNullKey(row: readonly Value[], columns: readonly number[]): boolean {
    return this.#node.keys.some((key, i) => key.filterNulls && row[columns[i] as number] === null);
  }

  #processAddition(state: JoinState, change: Change, matches: readonly JoinRecord[]): void {
    const { input, row, kind } = change;
    const other = input === 0 ? 1 : 0;
    const associations = matches.reduce((sum, match) => sum + match.count, 0);
    if (this.#isOuter[other]) {
      for (const match of matches) {
        if (match.associations === 0) {
          this.#repeat(match.count, () => this.#emitPadded(match.row, other, RowKind.delete));
        }
        match.associations++;
      }
    }
    this.#sides[input].add(state.sides[input], row, associations);
    if (matches.length === 0) {
      if (this.#isOuter[input]) {
        this.#emitPadded(row, input, RowKind.insert);
      }
      return;
    }
    const outKind = this.#isOuter[0] || this.#isOuter[1] ? RowKind.insert : kind;
    this.#emitMatches(change, matches, outKind);
  }

  #processRetraction(state: JoinState, change: Change, matches: readonly JoinRecord[]): void {
    const { input, row, kind } = change;
    const other = input === 0 ? 1 : 0;
    this.#sides[input].retract(state.sides[input], row);
    if (matches.length === 0) {
      if (this.#isOuter[input]) {
        this.#emitPadded(row, input, RowKind.delete);
      }
      return;
    }
    this.#emitMatches(change, matches, this.#isOuter[0] || this.#isOuter[1] ? RowKind.delete : kind);
    if (this.#isOuter[other]) {
      for (const match of matches) {
        match.associations--;
        if (match.associations === 0) {
          this.#repeat(match.count, () => this.#emitPadded(match.row, other, RowKind.insert));
        }
      }
    }
  }

  #processExistence(state: JoinState, change: Change, matches: readonly JoinRecord[]): void {
    const { input, row, kind } = change;
    const adds = isAddition(kind);
    if (input === 0) {
      const associations = matches.reduce((sum, match) => sum + match.count, 0);
      if (associations > 0 === (this.#node.type === 'semi')) {
        this.#changes.append(row, kind);
      }
    }
    if (adds) {
      const associations = input === 0 ? matches.reduce((sum, match) => sum + match.count, 0) : 0;
      this.#sides[input].add(state.sides[input], row, associations);
    } else {
      this.#sides[input].retract(state.sides[input], row);
    }
    if (input === 1) {
      for (const match of matches) {
        this.#changeExistence(match, kind);
      }
    }
  }

  /** A right row came or went: left rows for which that decides appear or disappear. */
  #changeExistence(match: JoinRecord, kind: RowKind): void {
    const adds = isAddition(kind);
    const decides = match.associations === (adds ? 0 : 1);
    match.associations += adds ? 1 : -1;
    if (decides) {
      const outKind = this.#node.type === 'semi' ? kind : opposite(kind);
      this.#repeat(match.count, () => this.#changes.append(match.row, outKind));
    }
  }

  #emitMatches(change: Change, matches: readonly JoinRecord[], kind: RowKind): void {
    for (const match of matches) {
      const joined = change.input === 0 ? [...change.row, ...match.row] : [...match.row, ...change.row];
      this.#repeat(match.count, () => this.#changes.append(joined, kind));
    }
  }

  #emitPadded(row: readonly Value[], side: 0 | 1, kind: RowKind): void {
    const nulls = new Array<Value>(this.#widths[side === 0 ? 1 : 0]).fill(null);
    this.#changes.append(side === 0 ? [...row, ...nulls] : [...nulls, ...row], kind);
  }

  #repeat(count: number, act: () => void): void {
    for (let i = 0; i < count; i++) {
      act();
    }
  }
}

function isAddition(kind: RowKind): boolean {
  return kind === RowKind.insert || kind === RowKind.updateAfter;
}

function opposite(kind: RowKind): RowKind {
  switch (kind) {
    case RowKind.insert:
      return RowKind.delete;
    case RowKind.delete:
      return RowKind.insert;
    case RowKind.updateAfter:
      return RowKind.updateBefore;
    default:
      return RowKind.updateAfter;
  }
}
