import type { Millis } from '@riffle/base';
import type { Value, VectorBuilder } from '@riffle/columns';
import type { WindowProperty } from '@riffle/plan';
import type { AggregateSet } from '../aggregates/aggregate-set.ts';
import type { ChangeBuilder } from '../rows/change-builder.ts';
import type { KeyIndex } from '../state/key-index.ts';
import type { WindowClock } from '../time/window-clock.ts';

export interface WindowResultsParts {
  readonly keys: KeyIndex;
  readonly aggregates: AggregateSet;
  readonly clock: WindowClock;
  readonly changes: ChangeBuilder;
  readonly properties: readonly WindowProperty[];
  readonly keyWidth: number;
  /** The first column of the key is the window's start and not part of the result. */
  readonly startInKey: boolean;
}

/** Groups of one window, by key number and slot. */
export interface WindowGroups {
  readonly keys: Int32Array;
  readonly slots: Int32Array;
}

/** Writes the results of a window: grouping columns, aggregates, window properties; column by column. */
export class WindowResults {
  readonly #parts: WindowResultsParts;

  constructor(parts: WindowResultsParts) {
    this.#parts = parts;
  }

  /** Appends a row per group. `start` is ignored where the key holds it. */
  append(groups: WindowGroups, start: Millis, end: Millis): void {
    const { changes } = this.#parts;
    for (let from = 0; from < groups.slots.length; ) {
      const to = Math.min(groups.slots.length, from + changes.room);
      const some = { keys: groups.keys.subarray(from, to), slots: groups.slots.subarray(from, to) };
      this.#appendColumns(some, start, end);
      changes.endRows(to - from);
      from = to;
    }
  }

  #appendColumns({ keys, slots }: WindowGroups, start: Millis, end: Millis): void {
    const { aggregates, changes, keyWidth, properties, startInKey } = this.#parts;
    const { columns } = changes.builder;
    let column = 0;
    for (let part = startInKey ? 1 : 0; part < keyWidth; part++) {
      this.#appendKeys(keys, part, columns[column++] as VectorBuilder);
    }
    for (let call = 0; call < aggregates.length; call++) {
      aggregates.appendResults(call, slots, columns[column++] as VectorBuilder);
    }
    for (const property of properties) {
      const target = columns[column] as VectorBuilder;
      if (startInKey) {
        this.#appendOwnWindows({ keys, end, property, column }, target);
      } else {
        target.appendRepeated(this.#parts.clock.propertyFor(property, { start, end }, column), keys.length);
      }
      column++;
    }
  }

  #appendKeys(keys: Int32Array, part: number, target: VectorBuilder): void {
    const values = this.#parts.keys.keyColumn(part);
    for (let i = 0; i < keys.length; i++) {
      target.append(values[keys[i] as number] as Value);
    }
  }

  /** Windows that came with the rows may start at different times though they end at the same. */
  #appendOwnWindows(
    of: { keys: Int32Array; end: Millis; property: WindowProperty; column: number },
    target: VectorBuilder,
  ): void {
    const { clock, keys } = this.#parts;
    const starts = keys.keyColumn(0);
    for (let i = 0; i < of.keys.length; i++) {
      const start = starts[of.keys[i] as number] as Millis;
      target.append(clock.propertyFor(of.property, { start, end: of.end }, of.column));
    }
  }
}
