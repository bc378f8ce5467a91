import {
  type Batch,
  type LogicalType,
  RowKind,
  type Value,
  type Vector,
  type VectorBuilder,
  valueAt,
} from '@riffle/columns';
import { type Accumulators, findAggregate } from '@riffle/functions';
import type { AggregateCall } from '@riffle/plan';
import { NotSupportedError } from '../errors.ts';
import { type CompiledRow, type CompiledVector, compileRow, compileVector, evaluationContext } from '../expressions.ts';
import type { OperatorContext } from '../operator.ts';
import { DistinctAccumulators } from './distinct.ts';

interface CompiledAggregate {
  readonly accumulators: Accumulators;
  readonly args: readonly CompiledVector[];
  readonly filter: CompiledVector | null;
  /** The same over a row of values. */
  readonly rowArgs: readonly CompiledRow[];
  readonly rowFilter: CompiledRow | null;
  readonly skipsNulls: boolean;
  /** Reused for every row: accumulators copy what they keep. */
  readonly scratch: Value[];
}

/** The arguments and filter of one call over a batch. */
interface Evaluated {
  readonly args: readonly Vector[];
  readonly filter: Vector | null;
}

/** Bytes one slot of one call takes, for the memory account; what values hold beyond that is not seen. */
const BYTES_PER_SLOT = 24;
const BYTES_PER_DISTINCT = 72;

/** All aggregate calls of an operator over numbered groups. */
export class AggregateSet {
  readonly #calls: readonly CompiledAggregate[];
  #evaluated: readonly Evaluated[] = [];
  #batch: Batch | null = null;

  constructor(options: {
    readonly calls: readonly AggregateCall[];
    readonly inputTypes: readonly LogicalType[];
    readonly retracting: boolean;
    readonly context: OperatorContext;
  }) {
    const { calls, inputTypes, retracting, context } = options;
    this.#calls = calls.map((call) => compileCall(call, { inputTypes, retracting, context }));
  }

  get length(): number {
    return this.#calls.length;
  }

  /** The types of `save`, one per call. */
  get stateTypes(): readonly LogicalType[] {
    return this.#calls.map((call) => call.accumulators.stateType);
  }

  bytes(slots: number): number {
    let bytes = slots * this.#calls.length * BYTES_PER_SLOT;
    for (const { accumulators } of this.#calls) {
      if (accumulators instanceof DistinctAccumulators) {
        bytes += accumulators.entries * BYTES_PER_DISTINCT;
      }
    }
    return bytes;
  }

  reset(slot: number): void {
    for (const call of this.#calls) {
      call.accumulators.reset(slot);
    }
  }

  merge(slot: number, from: number): void {
    for (const call of this.#calls) {
      call.accumulators.merge(slot, from);
    }
  }

  result(slot: number, call: number): Value {
    return (this.#calls[call] as CompiledAggregate).accumulators.result(slot);
  }

  /** Appends the results of one call for many slots to a column. */
  appendResults(call: number, slots: Int32Array, column: VectorBuilder): void {
    const { accumulators } = this.#calls[call] as CompiledAggregate;
    for (let i = 0; i < slots.length; i++) {
      column.append(accumulators.result(slots[i] as number));
    }
  }

  save(slot: number): Value[] {
    return this.#calls.map((call) => call.accumulators.save(slot));
  }

  load(slot: number, states: readonly Value[]): void {
    this.#calls.forEach((call, i) => {
      call.accumulators.load(slot, states[i] as Value);
    });
  }

  /** Evaluates arguments and filters of a batch; `countRow` refers to it afterwards. */
  prepare(batch: Batch): void {
    this.#batch = batch;
    this.#evaluated = this.#calls.map((call) => ({
      args: call.args.map((arg) => arg(batch)),
      filter: call.filter?.(batch) ?? null,
    }));
  }

  /** Adds or takes back one row of the batch given to `prepare`. */
  countRow(slot: number, row: number, retract: boolean): void {
    for (let i = 0; i < this.#calls.length; i++) {
      const call = this.#calls[i] as CompiledAggregate;
      const { args, filter } = this.#evaluated[i] as Evaluated;
      if (filter === null || isTrue(filter, row)) {
        countInto(call, { slot, args, row, retract });
      }
    }
  }

  /** Adds or takes back a row given as values, for operators that keep rows. */
  countValues(slot: number, row: readonly Value[], retract: boolean): void {
    for (const call of this.#calls) {
      if (call.rowFilter === null || call.rowFilter(row) === true) {
        countRowArguments(call, slot, row, retract);
      }
    }
  }

  /** Counts a whole batch, row `i` into `slots[i]`. `gaps` tells that a slot may be negative: its row is left out. */
  countBatch(batch: Batch, slots: Int32Array, gaps: boolean): void {
    this.prepare(batch);
    for (let i = 0; i < this.#calls.length; i++) {
      const evaluated = this.#evaluated[i] as Evaluated;
      this.#countColumn(this.#calls[i] as CompiledAggregate, evaluated, { slots, gaps });
    }
  }

  #countColumn(call: CompiledAggregate, evaluated: Evaluated, to: { slots: Int32Array; gaps: boolean }): void {
    const batch = this.#batch as Batch;
    const { slots } = to;
    const { args, filter } = evaluated;
    const column = args[0];
    const plain = filter === null && batch.kinds === null && args.length <= 1 && (column?.nulls ?? null) === null;
    if (plain && call.accumulators.addColumn !== undefined && !to.gaps) {
      call.accumulators.addColumn(slots, column?.values ?? slots, batch.rowCount);
      return;
    }
    for (let row = 0; row < batch.rowCount; row++) {
      const slot = slots[row] as number;
      if (slot >= 0 && (filter === null || isTrue(filter, row))) {
        countInto(call, { slot, args, row, retract: isRetraction(batch, row) });
      }
    }
  }
}

/** Whether the row takes something away. */
export function isRetraction(batch: Batch, row: number): boolean {
  const kind = batch.kinds === null ? RowKind.insert : batch.kinds[row];
  return kind === RowKind.updateBefore || kind === RowKind.delete;
}

function compileCall(
  call: AggregateCall,
  options: { inputTypes: readonly LogicalType[]; retracting: boolean; context: OperatorContext },
): CompiledAggregate {
  const { inputTypes, retracting, context } = options;
  const definition = context.functions.aggregates?.get(call.name) ?? findAggregate(call.name);
  if (definition === undefined) {
    throw new NotSupportedError(`the aggregate function ${call.name}`);
  }
  const argumentTypes = call.args.map((arg) => arg.type);
  const inner = definition.create({
    argumentTypes,
    resultType: call.type,
    literals: call.args.map((arg) => (arg.kind === 'literal' ? arg.value : undefined)),
    context: evaluationContext(context),
    retracting,
    options: call.options ?? {},
  });
  return {
    accumulators: call.distinct ? new DistinctAccumulators(inner, argumentTypes) : inner,
    args: call.args.map((arg) => compileVector(arg, inputTypes, context)),
    filter: call.filter === null ? null : compileVector(call.filter, inputTypes, context),
    rowArgs: call.args.map((arg) => compileRow(arg, context)),
    rowFilter: call.filter === null ? null : compileRow(call.filter, context),
    skipsNulls: definition.skipsNulls,
    scratch: call.args.map(() => null),
  };
}

function countInto(
  call: CompiledAggregate,
  at: { slot: number; args: readonly Vector[]; row: number; retract: boolean },
): void {
  const { scratch } = call;
  for (let i = 0; i < at.args.length; i++) {
    const value = valueAt(at.args[i] as Vector, at.row);
    if (value === null && call.skipsNulls) {
      return;
    }
    scratch[i] = value;
  }
  if (at.retract) {
    call.accumulators.retract(at.slot, scratch);
  } else {
    call.accumulators.add(at.slot, scratch);
  }
}

function countRowArguments(call: CompiledAggregate, slot: number, row: readonly Value[], retract: boolean): void {
  const { scratch, rowArgs } = call;
  for (let i = 0; i < rowArgs.length; i++) {
    const value = (rowArgs[i] as CompiledRow)(row);
    if (value === null && call.skipsNulls) {
      return;
    }
    scratch[i] = value;
  }
  if (retract) {
    call.accumulators.retract(slot, scratch);
  } else {
    call.accumulators.add(slot, scratch);
  }
}

function isTrue(column: Vector, row: number): boolean {
  return valueAt(column, row) === true;
}
