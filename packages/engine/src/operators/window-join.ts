import type { Millis } from '@riffle/base';
import { type Batch, type LogicalType, rowAt, types, type Value, type Vector, valueAt } from '@riffle/columns';
import type { WindowJoinNode } from '@riffle/plan';
import { type CompiledRow, compileRow } from '../expressions.ts';
import type { Operator, OperatorContext } from '../operator.ts';
import { ChangeBuilder } from '../rows/change-builder.ts';
import { routingWithin } from '../state/routing.ts';
import type { RestoredState, StateSchema, StateTable } from '../state/state-table.ts';
import { readMillis } from '../time/time-column.ts';
import { type WindowGroup, WindowRows } from './window-rows.ts';

type Rows = readonly (readonly Value[])[];

/** Joins the rows of both sides that share window and key, once the window is over. Append-only in, append-only out. */
export class WindowJoinOperator implements Operator {
  readonly #context: OperatorContext;
  readonly #node: WindowJoinNode;
  readonly #held: WindowRows;
  readonly #changes: ChangeBuilder;
  readonly #condition: CompiledRow | null;
  readonly #schemas: readonly [StateSchema, StateSchema];
  readonly #padding: readonly [readonly Value[], readonly Value[]];

  constructor(context: OperatorContext, node: WindowJoinNode) {
    this.#context = context;
    this.#node = node;
    this.#changes = new ChangeBuilder(context.outputTypes, (batch) => context.output.emit(batch));
    this.#held = new WindowRows({ context, time: node.time, inputs: 2, fire: (group) => this.#emitJoined(group) });
    this.#condition = node.condition === null ? null : compileRow(node.condition, context);
    this.#schemas = [this.#schemaOf(0), this.#schemaOf(1)];
    const nulls = (input: number): Value[] => new Array<Value>(context.inputTypes[input]?.length ?? 0).fill(null);
    this.#padding = [nulls(0), nulls(1)];
  }

  open(): void {
    this.#held.schedule();
  }

  processBatch(batch: Batch, input: number): void {
    const { start, end } = input === 0 ? this.#node.left : this.#node.right;
    const keys = this.#keyColumns(input);
    for (let row = 0; row < batch.rowCount; row++) {
      const values = rowAt(batch, row);
      const place = {
        start: valueAt(batch.columns[start] as Vector, row),
        end: readMillis(batch.columns[end] as Vector, row) as Millis,
        key: keys.map((column) => values[column] as Value),
      };
      this.#held.add(input, place, values);
    }
  }

  onWatermark(watermark: Millis): void {
    this.#held.advance(watermark);
    this.#changes.flush();
    this.#context.output.watermark(watermark);
  }

  stateBytes(): number {
    return this.#held.bytes;
  }

  snapshot(): readonly StateTable[] {
    return ([0, 1] as const).map((input) => {
      const rows: Value[][] = [];
      this.#held.forEach(({ key, start, end, inputs }) => {
        rows.push(...(inputs[input] ?? []).map((row) => [...key, start, end, ...row]));
      });
      return { ...this.#schemas[input], rows };
    });
  }

  restore(state: RestoredState): void {
    const width = this.#node.keys.length;
    for (const input of [0, 1] as const) {
      for (const saved of state.rows(this.#schemas[input])) {
        const [start, end, ...row] = saved.slice(width);
        this.#held.load(input, { start: start as Value, end: end as number, key: saved.slice(0, width) }, row);
      }
    }
  }

  async close(): Promise<void> {
    this.#held.close();
  }

  #keyColumns(input: number): readonly number[] {
    return this.#node.keys.map((key) => (input === 0 ? key.left : key.right));
  }

  #schemaOf(input: 0 | 1): StateSchema {
    const inputTypes = this.#context.inputTypes[input] ?? [];
    const columns = this.#keyColumns(input);
    return {
      name: input === 0 ? 'left' : 'right',
      keyTypes: columns.map((column) => inputTypes[column] as LogicalType),
      valueTypes: [types.bigint(), types.bigint(), ...inputTypes],
      routing: routingWithin(columns, this.#context.routing(input)),
    };
  }

  #emitJoined(group: WindowGroup): void {
    const [left = [], right = []] = group.inputs;
    const hasNull = this.#node.keys.some((key, i) => key.filterNulls && group.key[i] === null);
    const matches = hasNull ? left.map(() => []) : left.map((row) => right.filter((other) => this.#holds(row, other)));
    const { type } = this.#node;
    if (type === 'semi' || type === 'anti') {
      this.#emitExisting(left, matches, type === 'semi');
    } else {
      this.#emitPairs(left, right, matches);
    }
    if (this.#node.time.kind === 'proctime') {
      this.#changes.flush();
    }
  }

  #holds(left: readonly Value[], right: readonly Value[]): boolean {
    return this.#condition === null || this.#condition([...left, ...right]) === true;
  }

  #emitExisting(left: Rows, matches: readonly Rows[], wanted: boolean): void {
    left.forEach((row, i) => {
      if ((matches[i] as Rows).length > 0 === wanted) {
        this.#changes.append(row);
      }
    });
  }

  #emitPairs(left: Rows, right: Rows, matches: readonly Rows[]): void {
    const { type } = this.#node;
    const matched = new Set<readonly Value[]>();
    left.forEach((row, i) => {
      const found = matches[i] as Rows;
      for (const other of found) {
        matched.add(other);
        this.#changes.append([...row, ...other]);
      }
      if (found.length === 0 && (type === 'left' || type === 'full')) {
        this.#changes.append([...row, ...this.#padding[1]]);
      }
    });
    if (type === 'right' || type === 'full') {
      for (const row of right) {
        if (!matched.has(row)) {
          this.#changes.append([...this.#padding[0], ...row]);
        }
      }
    }
  }
}
