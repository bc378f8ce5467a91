import {
  type DynamicForm,
  distinctForms,
  type FormValue,
  type FormValues,
  paragraphForms,
  readStoredForms,
} from '@riffle/note-model';
import { CliError } from '../cli-error.ts';
import type { NoteToRun } from './note-file.ts';

/** The note with the values of `NAME=VALUE` texts in its forms. @throws CliError for a name that no form has. */
export function withParams(note: NoteToRun, texts: readonly string[]): NoteToRun {
  const given = readParams(texts);
  const forms = formsOf(note);
  for (const name of given.keys()) {
    if (!forms.some((form) => form.name === name)) {
      const names = [...new Set(forms.map((form) => form.name))];
      const known = names.length === 0 ? 'The note has no forms.' : `The note has: ${names.join(', ')}.`;
      throw new CliError(`--param ${name}: there is no such form. ${known}`, 2);
    }
  }
  const values = valuesFor(forms, given);
  return {
    ...note,
    paragraphs: note.paragraphs.map((paragraph) => ({
      ...paragraph,
      values: {
        paragraph: { ...paragraph.values.paragraph, ...values },
        note: { ...paragraph.values.note, ...values },
      },
    })),
  };
}

function readParams(texts: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const given = new Map<string, string[]>();
  for (const text of texts) {
    const equals = text.indexOf('=');
    if (equals < 1) {
      throw new CliError(`--param takes NAME=VALUE, not "${text}".`, 2);
    }
    const name = text.slice(0, equals);
    given.set(name, [...(given.get(name) ?? []), text.slice(equals + 1)]);
  }
  return given;
}

function formsOf({ document, paragraphs }: NoteToRun): DynamicForm[] {
  const inTexts = paragraphs.flatMap(({ text }) => {
    const { occurrences } = paragraphForms(text);
    return [...distinctForms(occurrences, 'paragraph'), ...distinctForms(occurrences, 'note')];
  });
  return [...inTexts, ...readStoredForms(document['noteForms'], 'note')];
}

/** A checkbox takes all of its values, any other form the last one. */
function valuesFor(forms: readonly DynamicForm[], given: ReadonlyMap<string, readonly string[]>): FormValues {
  return Object.fromEntries(
    [...given].map(([name, values]): [string, FormValue] => {
      const isCheckbox = forms.some((form) => form.name === name && form.kind === 'checkbox');
      return [name, isCheckbox ? values.filter((value) => value !== '') : (values.at(-1) ?? '')];
    }),
  );
}
