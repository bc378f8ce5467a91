import type { NoteDocument } from '@riffle/note-model';
import { type CellState, openCell } from './cell-state.ts';

/** A deleted cell, as long as it can be brought back. */
interface DeletedCell {
  readonly state: CellState;
  readonly index: number;
}

/** A note while it is open: its document and the cells with what runs in them. Knows nothing of clients or disks. */
export class LiveNote {
  path: string;
  #document: NoteDocument;
  #cells: CellState[];
  readonly #deleted = new Map<string, DeletedCell>();

  constructor(path: string, document: NoteDocument) {
    this.path = path;
    this.#document = document;
    this.#cells = document.paragraphs.map(openCell);
  }

  get id(): string {
    return this.#document.id;
  }

  get cells(): readonly CellState[] {
    return this.#cells;
  }

  find(cellId: string): CellState | undefined {
    return this.#cells.find((cell) => cell.paragraph.id === cellId);
  }

  indexOf(cell: CellState): number {
    return this.#cells.indexOf(cell);
  }

  insert(cell: CellState, index: number): void {
    this.#cells.splice(clamp(index, this.#cells.length), 0, cell);
  }

  remove(cell: CellState): void {
    const index = this.indexOf(cell);
    this.#cells.splice(index, 1);
    this.#deleted.set(cell.paragraph.id, { state: cell, index });
  }

  /** Puts a removed cell back where it was; undefined when there is none of that id. */
  restore(cellId: string): CellState | undefined {
    const deleted = this.#deleted.get(cellId);
    if (deleted !== undefined) {
      this.#deleted.delete(cellId);
      this.insert(deleted.state, deleted.index);
    }
    return deleted?.state;
  }

  move(cell: CellState, index: number): void {
    this.#cells.splice(this.indexOf(cell), 1);
    this.insert(cell, index);
  }

  /** The note as a document, its paragraphs made from the cells by `paragraphOf`. */
  document(paragraphOf: (cell: CellState) => NoteDocument['paragraphs'][number]): NoteDocument {
    const name = this.path.slice(this.path.lastIndexOf('/') + 1);
    return { ...this.#document, name, paragraphs: this.#cells.map(paragraphOf) };
  }
}

function clamp(index: number, length: number): number {
  return Math.max(0, Math.min(index, length));
}
