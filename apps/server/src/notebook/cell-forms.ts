import {
  type DynamicForm,
  distinctForms,
  type FormValue,
  type FormValues,
  formValue,
  type ParagraphDocument,
  paragraphForms,
  readFormValues,
  readStoredForms,
  storedForms,
} from '@riffle/note-model';
import type { FormView } from '@riffle/protocol';

/** A form's values: those kept with the note, and passwords, which are kept in memory alone. */
export interface KeptValues {
  readonly stored: FormValues;
  readonly secrets: FormValues;
}

/** All values, as a run takes them. */
export function allValues({ stored, secrets }: KeptValues): FormValues {
  return { ...stored, ...secrets };
}

/** The values with one more; a password goes where it is not stored. */
export function withValue(values: KeptValues, name: string, value: FormValue, secret: boolean): KeptValues {
  const { [name]: _stored, ...stored } = values.stored;
  const { [name]: _secret, ...secrets } = values.secrets;
  return secret
    ? { stored, secrets: { ...secrets, [name]: value } }
    : { stored: { ...stored, [name]: value }, secrets };
}

/** Parts values as a note from elsewhere may hold them: passwords in the clear go to memory. */
export function partSecrets(values: FormValues, forms: readonly DynamicForm[]): KeptValues {
  const passwords = new Set(forms.filter(({ kind }) => kind === 'password').map(({ name }) => name));
  const entries = Object.entries(values);
  return {
    stored: Object.fromEntries(entries.filter(([name]) => !passwords.has(name))),
    secrets: Object.fromEntries(entries.filter(([name]) => passwords.has(name))),
  };
}

/** The fields a person sees. */
export function viewForms(forms: readonly DynamicForm[], values: FormValues): FormView[] {
  return forms
    .filter(({ hidden }) => !hidden)
    .map((form) => {
      const { name, kind, label = name, options } = form;
      const value = formValue(form, values);
      return {
        name,
        kind,
        label,
        value: kind === 'password' ? '' : typeof value === 'string' ? value : [...value],
        ...(kind === 'password' ? { entered: value !== '' } : {}),
        options: options.map((option) => ({ value: option.value, label: option.label ?? option.value })),
      };
    });
}

/** The paragraph's own forms: those of its text, or, where the text has none, those another tool stored with it. */
export function formsOfParagraph({ text = '', settings }: ParagraphDocument): readonly DynamicForm[] {
  const { occurrences, readsForms } = paragraphForms(text);
  return readsForms ? distinctForms(occurrences, 'paragraph') : readStoredForms(settings['forms'], 'paragraph');
}

export function valuesOfParagraph({ settings }: ParagraphDocument): FormValues {
  return readFormValues(settings['params']);
}

/** The paragraph with the forms its text has now, and with these values. */
export function withForms(paragraph: ParagraphDocument, stored: FormValues): ParagraphDocument {
  const { settings } = paragraph;
  const forms = paragraphForms(paragraph.text ?? '').readsForms
    ? storedForms(formsOfParagraph(paragraph))
    : (settings['forms'] ?? {});
  return { ...paragraph, settings: { ...settings, forms, params: stored } };
}
