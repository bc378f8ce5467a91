import type { NoteDocument, ParagraphDocument, ScopedValues } from '@riffle/note-model';
import { withRunsOf } from '@riffle/notes';
import { type CellState, cellValues, openCell } from './cell-state.ts';
import { NoteForms } from './note-forms.ts';

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
  /** The forms all its cells share. */
  forms: NoteForms;
  readonly #deleted = new Map<string, DeletedCell>();

  constructor(path: string, document: NoteDocument) {
    this.path = path;
    this.#document = document;
    this.#cells = document.paragraphs.map(openCell);
    this.forms = new NoteForms(document);
  }

  get id(): string {
    return this.#document.id;
  }

  /** Settings of the note, as Zeppelin keeps them. */
  get config(): Readonly<Record<string, unknown>> {
    return this.#document.config ?? {};
  }

  configure(config: Readonly<Record<string, unknown>>): void {
    this.#document = { ...this.#document, config: { ...this.config, ...config } };
  }

  get cells(): readonly CellState[] {
    return this.#cells;
  }

  /** What the forms of a cell's text have been given. */
  valuesOf(cell: CellState): ScopedValues {
    return { paragraph: cellValues(cell), note: this.forms.values };
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

  /** Takes over another content, what has run kept: a cell stays itself by its id. Gives what went and what is other now. */
  replace(content: NoteDocument): { removed: CellState[]; changed: CellState[] } {
    const before = this.#cells;
    const wanted = new Set(content.paragraphs.map((paragraph) => paragraph.id));
    const removed = before.filter((cell) => !wanted.has(cell.paragraph.id));
    for (const cell of removed) {
      this.#deleted.set(cell.paragraph.id, { state: cell, index: before.indexOf(cell) });
    }
    const changed: CellState[] = [];
    this.#cells = content.paragraphs.map((paragraph) => {
      const cell = this.find(paragraph.id) ?? this.#deleted.get(paragraph.id)?.state ?? openCell(paragraph);
      if (takeContent(cell, paragraph) || !before.includes(cell)) {
        changed.push(cell);
      }
      return cell;
    });
    for (const { paragraph } of this.#cells) {
      this.#deleted.delete(paragraph.id);
    }
    this.#document = { ...content, id: this.id };
    this.forms = new NoteForms(content);
    return { removed, changed };
  }

  /** The note as a document, its paragraphs made from the cells by `paragraphOf`. */
  document(paragraphOf: (cell: CellState) => NoteDocument['paragraphs'][number]): NoteDocument {
    const name = this.path.slice(this.path.lastIndexOf('/') + 1);
    return { ...this.#document, ...this.forms.stored(), name, paragraphs: this.#cells.map(paragraphOf) };
  }
}

/** Whether anything about the cell is other now. */
function takeContent(cell: CellState, paragraph: ParagraphDocument): boolean {
  const before = cell.paragraph;
  cell.paragraph = withRunsOf(before, paragraph);
  if (cell.paragraph.text !== before.text) {
    cell.revision++;
    return true;
  }
  return JSON.stringify(cell.paragraph) !== JSON.stringify(before);
}

function clamp(index: number, length: number): number {
  return Math.max(0, Math.min(index, length));
}
