import type { FormValue } from '@riffle/note-model';
import { setCellForm } from './cell-forms-edit.ts';
import type { NoteBook } from './note-book.ts';

/** What clients do with the forms of notes. */
export class FormBook {
  readonly #notes: NoteBook;

  constructor(notes: NoteBook) {
    this.#notes = notes;
  }

  /** Gives a form its value: the cell's, or without a cell the note's. On disk when it settles, unless it is a password. */
  async set(noteId: string, cellId: string | undefined, name: string, value: FormValue): Promise<void> {
    if (cellId === undefined) {
      const note = await this.#notes.open(noteId);
      note.forms.set(name, value);
      await this.#notes.saveResults(note);
      this.#notes.announceForms(note);
    } else {
      const { note, cell } = await this.#notes.cell(noteId, cellId);
      setCellForm(cell, name, value);
      await this.#notes.saveResults(note);
      this.#notes.announce(note, cell);
    }
  }

  /** Takes a form of the note away, until a cell that uses it is changed or run. */
  async remove(noteId: string, name: string): Promise<void> {
    const note = await this.#notes.open(noteId);
    note.forms.remove(name);
    await this.#notes.saveResults(note);
    this.#notes.announceForms(note);
  }
}
