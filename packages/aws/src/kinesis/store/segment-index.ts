/** Where a record stands in its segment file. */
export interface IndexEntry {
  readonly ordinal: number;
  readonly arrival: number;
  readonly offset: number;
}

const BYTES_BETWEEN_ENTRIES = 64 << 10;

/** A sparse index of one segment: about one entry every 64 KiB, the first record always among them. */
export class SegmentIndex {
  readonly #entries: IndexEntry[] = [];

  /** Takes notice of a record; records must come in order. */
  note(entry: IndexEntry): void {
    const last = this.#entries.at(-1);
    if (last === undefined || entry.offset - last.offset >= BYTES_BETWEEN_ENTRIES) {
      this.#entries.push(entry);
    }
  }

  get first(): IndexEntry | undefined {
    return this.#entries[0];
  }

  /** The offset of a record at or before `ordinal`, from which a scan finds it. */
  offsetBefore(ordinal: number): number {
    return this.#lastWhere((entry) => entry.ordinal <= ordinal)?.offset ?? 0;
  }

  /** The offset of a record from which a scan finds the first one that arrived at or after `arrival`. */
  offsetBeforeArrival(arrival: number): number {
    return this.#lastWhere((entry) => entry.arrival < arrival)?.offset ?? 0;
  }

  /** The last entry for which `holds`, which must hold for a prefix of the entries. */
  #lastWhere(holds: (entry: IndexEntry) => boolean): IndexEntry | undefined {
    let low = 0;
    let high = this.#entries.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const entry = this.#entries[middle];
      if (entry !== undefined && holds(entry)) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return this.#entries[low - 1];
  }
}
