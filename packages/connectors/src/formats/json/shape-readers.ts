import type { RowBuffer } from '../row-buffer.ts';
import type { JsonBytes } from './json-bytes.ts';
import type { RecordShape } from './record-shape.ts';
import { shapeProgram } from './shape-code.ts';
import { type ExactValue, ShapeReader } from './shape-reader.ts';

/** How many shapes are kept; a stream that mixes more kinds of records is decoded exactly where none fits. */
const MOST_SHAPES = 8;
/** Learning stops for good after so many attempts: the records have little in common. */
const MOST_ATTEMPTS = 256;

/** The shapes seen lately, the one that fitted last first. */
export class ShapeReaders {
  readonly #json: JsonBytes;
  readonly #exact: ExactValue;
  readonly #readers: ShapeReader[] = [];
  #attempts = 0;

  constructor(json: JsonBytes, exact: ExactValue) {
    this.#json = json;
    this.#exact = exact;
  }

  get learning(): boolean {
    return this.#attempts < MOST_ATTEMPTS;
  }

  /** Takes the shape of a record that none fitted; undefined when it has none. */
  learn(shape: RecordShape | undefined): void {
    this.#attempts++;
    if (shape === undefined) {
      return;
    }
    const program = shapeProgram(shape);
    // A record of a known shape gets here by an odd value.
    if (!this.#readers.some((known) => known.body === program.body)) {
      this.#readers.unshift(new ShapeReader(program, { json: this.#json, exact: this.#exact }));
      this.#readers.length = Math.min(this.#readers.length, MOST_SHAPES);
    }
  }

  /** As `ShapeReader.read`, by the first shape that fits the record at `json.at`. */
  read(out: RowBuffer, lastRow: number): number {
    const readers = this.#readers;
    for (let i = 0; i < readers.length; i++) {
      const reader = readers[i] as ShapeReader;
      const row = reader.read(out, lastRow);
      if (row > out.rowCount) {
        if (i > 0) {
          readers.splice(i, 1);
          readers.unshift(reader);
        }
        return row;
      }
    }
    return out.rowCount;
  }
}
