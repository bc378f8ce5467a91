import type { Value } from '@riffle/columns';
import '../buffer-slices.ts';
import type { ColumnBuffer, RowBuffer } from '../row-buffer.ts';
import type { JsonBytes } from './json-bytes.ts';
import type { ShapeProgram } from './shape-code.ts';

/** The exact decoder for one value: the value of field `target` that begins at `start`, or undefined to give up. */
export type ExactValue = (
  target: number,
  bytes: Buffer,
  range: { readonly start: number; readonly limit: number },
) => { value: Value; end: number } | undefined;

type Program = (j: JsonBytes, columns: readonly ColumnBuffer[], firstRow: number, lastRow: number) => number;

type ProgramMaker = (...constants: unknown[]) => Program;

const LINE_FEED = 10;
const MOST_COMPILED = 128;
/** Readers of the same program share it, and with it what the runtime has learned to make it fast. */
const COMPILED = new Map<string, ProgramMaker>();

function compiled(body: string, names: readonly string[]): ProgramMaker {
  const known = COMPILED.get(body);
  if (known !== undefined) {
    return known;
  }
  if (COMPILED.size === MOST_COMPILED) {
    COMPILED.clear();
  }
  const text = `'use strict';\nreturn function readRecords(j, columns, firstRow, lastRow) {${body}\n};`;
  const make = new Function(...names, text) as ProgramMaker;
  COMPILED.set(body, make);
  return make;
}

/**
 * Reads records of one shape straight from bytes into columns. At the first byte that is not as expected it stops before
 * the record, and the exact decoder, whose results it must equal, reads that one.
 */
export class ShapeReader {
  /** The program's text: two shapes are the same when it is. */
  readonly body: string;
  readonly #json: JsonBytes;
  readonly #exact: ExactValue;
  readonly #program: Program;
  #columns: readonly ColumnBuffer[] = [];

  constructor({ body, constants }: ShapeProgram, setup: { json: JsonBytes; exact: ExactValue }) {
    this.#json = setup.json;
    this.#exact = setup.exact;
    this.body = body;
    const exact = (target: number, start: number, row: number): number => this.#readExactly(target, start, row);
    this.#program = compiled(body, ['exact', ...Object.keys(constants)])(exact, ...Object.values(constants));
  }

  /**
   * Reads records from `json.at` on into the rows from `out.rowCount` to `lastRow`, as many as are of the shape; the
   * rows are not ended yet. Gives the row it stopped at (that row may hold junk, to be overwritten), with `json.at`
   * where the next record begins.
   */
  read(out: RowBuffer, lastRow: number): number {
    this.#columns = out.columns;
    return this.#program(this.#json, out.columns, out.rowCount, lastRow);
  }

  #readExactly(target: number, start: number, row: number): number {
    const { bytes, limit } = this.#json;
    const lineEnd = bytes.indexOf(LINE_FEED, start);
    const read = this.#exact(target, bytes, { start, limit: lineEnd === -1 ? limit : Math.min(lineEnd, limit) });
    if (read === undefined) {
      return -1;
    }
    (this.#columns[target] as ColumnBuffer).set(row, read.value);
    return read.end;
  }
}
