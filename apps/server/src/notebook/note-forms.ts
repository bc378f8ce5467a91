import {
  type DynamicForm,
  distinctForms,
  type FormValue,
  type FormValues,
  type NoteDocument,
  paragraphForms,
  readFormValues,
  readStoredForms,
  storedForms,
} from '@riffle/note-model';
import type { FormView } from '@riffle/protocol';
import { allValues, type KeptValues, partSecrets, viewForms, withValue } from './cell-forms.ts';

/** The forms all paragraphs of a note share (`$${…}`), with their values. */
export class NoteForms {
  readonly #forms = new Map<string, DynamicForm>();
  #values: KeptValues;

  /** Takes what the note has stored, and what its texts ask for. */
  constructor(document: NoteDocument) {
    for (const form of readStoredForms(document['noteForms'], 'note')) {
      this.#forms.set(form.name, form);
    }
    for (const { text = '' } of document.paragraphs) {
      this.register(text);
    }
    this.#values = partSecrets(readFormValues(document['noteParams']), [...this.#forms.values()]);
  }

  /** Takes the note's forms of a text; true when any is new or other than before. */
  register(text: string): boolean {
    const before = JSON.stringify([...this.#forms.values()]);
    for (const form of distinctForms(paragraphForms(text).occurrences, 'note')) {
      const bare = form.kind === 'textbox' && form.defaultValue === '' && form.label === undefined;
      if (!bare || !this.#forms.has(form.name)) {
        this.#forms.set(form.name, form);
      }
    }
    return JSON.stringify([...this.#forms.values()]) !== before;
  }

  has(name: string): boolean {
    return this.#forms.has(name);
  }

  set(name: string, value: FormValue): void {
    this.#values = withValue(this.#values, name, value, this.#forms.get(name)?.kind === 'password');
  }

  /** Takes a form and its value away; a text that uses it brings it back when it is changed or run. */
  remove(name: string): void {
    this.#forms.delete(name);
    const { [name]: _stored, ...stored } = this.#values.stored;
    const { [name]: _secret, ...secrets } = this.#values.secrets;
    this.#values = { stored, secrets };
  }

  get values(): FormValues {
    return allValues(this.#values);
  }

  view(): FormView[] {
    return viewForms([...this.#forms.values()], this.values);
  }

  /** What is stored with the note; never a password. */
  stored(): { noteForms: Record<string, unknown>; noteParams: FormValues } {
    const forms = [...this.#forms.values()];
    return { noteForms: storedForms(forms), noteParams: partSecrets(this.#values.stored, forms).stored };
  }
}
