import { type Batch, type LogicalType, rowAt, types, type Value } from '@riffle/columns';
import type { SortKey } from '@riffle/plan';
import { isRetraction } from '../aggregates/aggregate-set.ts';
import type { Operator, OperatorContext } from '../operator.ts';
import { ChangeBuilder } from '../rows/change-builder.ts';
import { rowComparator } from '../rows/compare.ts';
import { encodeColumns } from '../rows/row-key.ts';
import { KeyedState } from '../state/keyed-state.ts';
import { routingWithin } from '../state/routing.ts';
import type { RestoredState, StateSchema, StateTable } from '../state/state-table.ts';
import { TopN, type TopNRows } from './top-n.ts';

export interface RankSpec {
  readonly partition: readonly number[];
  readonly order: readonly SortKey[];
  readonly range: { readonly start: number; readonly end: number } | { readonly endColumn: number };
  readonly outputRank: boolean;
  readonly strategy: 'append-fast' | 'update-fast' | 'retract';
  readonly generateUpdateBefore: boolean;
  readonly stateTtl: number;
}

/**
 * Top-N per partition over a stream, also ORDER BY … LIMIT and LIMIT with retractions. The strategy says what the input
 * may do: `append-fast` only adds, `update-fast` replaces rows of a unique key by better ones, `retract` does anything
 * and therefore keeps every row.
 */
export class RankOperator implements Operator {
  readonly #spec: RankSpec;
  readonly #topN: TopN;
  readonly #uniqueKey: readonly number[] | null;
  readonly #state: KeyedState<TopNRows>;
  readonly #changes: ChangeBuilder;
  readonly #schema: StateSchema;
  readonly #width: number;
  #rows = 0;

  constructor(context: OperatorContext, spec: RankSpec) {
    const inputTypes = context.inputTypes[0] ?? [];
    const keyTypes = spec.partition.map((column) => inputTypes[column] as LogicalType);
    this.#spec = spec;
    this.#width = inputTypes.length;
    this.#uniqueKey = spec.strategy === 'update-fast' ? (context.inputUpsertKeys(0)[0] ?? null) : null;
    this.#changes = new ChangeBuilder(context.outputTypes, (batch) => context.output.emit(batch));
    this.#topN = new TopN({
      repeatEqual: spec.strategy === 'append-fast',
      compare: rowComparator(spec.order),
      start: 'start' in spec.range ? spec.range.start : 1,
      outputRank: spec.outputRank,
      forget: spec.strategy === 'append-fast',
      generateUpdateBefore: spec.generateUpdateBefore,
      emit: (row, kind) => this.#changes.append(row, kind),
    });
    this.#state = new KeyedState<TopNRows>({
      context,
      keyTypes,
      ttl: spec.stateTtl,
      create: () => ({ rows: [], end: -1 }),
      isEmpty: ({ rows }) => rows.length === 0,
    });
    this.#schema = {
      name: 'rows',
      keyTypes,
      valueTypes: [types.bigint(), types.bigint(), ...inputTypes],
      routing: routingWithin(spec.partition, context.routing(0)),
    };
  }

  processBatch(batch: Batch): void {
    const slots = this.#state.lookup(batch, this.#spec.partition);
    for (let row = 0; row < batch.rowCount; row++) {
      const slot = slots[row] as number;
      const state = this.#state.at(slot);
      const before = state.rows.length;
      this.#processRow(state, rowAt(batch, row), isRetraction(batch, row));
      this.#rows += state.rows.length - before;
      this.#state.touch(slot);
    }
    this.#state.sweep(batch.rowCount);
    this.#changes.flush();
  }

  stateBytes(): number {
    return this.#state.bytes + this.#rows * (40 + this.#width * 24);
  }

  /** Rows are saved in their order, which is also the order of arrival among equals. */
  snapshot(): readonly StateTable[] {
    const rows: Value[][] = [];
    this.#state.forEach((state, key, slot) => {
      for (const row of state.rows) {
        rows.push([...key, state.end, this.#state.writtenAt(slot), ...row]);
      }
    });
    return [{ ...this.#schema, rows }];
  }

  restore(state: RestoredState): void {
    const width = this.#spec.partition.length;
    for (const row of state.rows(this.#schema)) {
      const key = row.slice(0, width);
      const kept = this.#state.at(this.#state.ofKey(key));
      kept.rows.push(row.slice(width + 2));
      kept.end = row[width] as number;
      this.#state.load(key, kept, row[width + 1] as number);
      this.#rows++;
    }
  }

  async close(): Promise<void> {
    this.#state.close();
  }

  #processRow(state: TopNRows, row: readonly Value[], retract: boolean): void {
    if (state.end === -1) {
      const { range } = this.#spec;
      state.end = 'end' in range ? range.end : Number(row[range.endColumn] ?? 0);
    }
    if (retract) {
      this.#topN.remove(state, row);
      return;
    }
    const known = this.#positionOfKey(state, row);
    if (known === -1) {
      this.#topN.add(state, row);
    } else {
      this.#topN.update(state, known, row);
    }
  }

  #positionOfKey(state: TopNRows, row: readonly Value[]): number {
    const key = this.#uniqueKey;
    if (key === null) {
      return -1;
    }
    const wanted = encodeColumns(row, key);
    return state.rows.findIndex((candidate) => encodeColumns(candidate, key) === wanted);
  }
}
