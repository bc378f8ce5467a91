/** Dynamic forms: fields that a paragraph's text asks for, with `${…}` for itself and `$${…}` for the whole note. */

export type FormKind = 'textbox' | 'password' | 'select' | 'checkbox';
/** Whose value it is: the paragraph's own, or one that all paragraphs of the note share. */
export type FormScope = 'paragraph' | 'note';

/** The text of a field; of a checkbox, the values that are ticked. */
export type FormValue = string | readonly string[];
export type FormValues = Readonly<Record<string, FormValue>>;

export interface FormOption {
  readonly value: string;
  /** What the person reads instead of the value. */
  readonly label?: string | undefined;
}

export interface DynamicForm {
  readonly kind: FormKind;
  readonly scope: FormScope;
  readonly name: string;
  /** What the person reads instead of the name. */
  readonly label?: string | undefined;
  readonly defaultValue: FormValue;
  /** A hidden form has a value and no field. */
  readonly hidden: boolean;
  /** Choices of a select, boxes of a checkbox. */
  readonly options: readonly FormOption[];
  /** What parts the ticked values of a checkbox in the text. */
  readonly delimiter: string;
}

/** One place in a text where a form's value goes. */
export interface FormOccurrence {
  readonly form: DynamicForm;
  /** Offsets of `${…}`, with the `_` of a hidden form. */
  readonly start: number;
  readonly end: number;
}

export interface FormProblem {
  readonly message: string;
  readonly start: number;
  readonly end: number;
}

/** Values by scope, as a run takes them. */
export interface ScopedValues {
  readonly paragraph: FormValues;
  readonly note: FormValues;
}

export const NO_VALUES: ScopedValues = { paragraph: {}, note: {} };

/** The forms of a text by scope, each once: of several places with one name, the first that says more than the name. */
export function distinctForms(occurrences: readonly FormOccurrence[], scope: FormScope): readonly DynamicForm[] {
  const found = new Map<string, DynamicForm>();
  for (const { form } of occurrences) {
    const known = found.get(form.name);
    if (form.scope === scope && (known === undefined || (isBare(known) && !isBare(form)))) {
      found.set(form.name, form);
    }
  }
  return [...found.values()];
}

/** Whether a place gives nothing but the form's name. */
function isBare({ kind, label, defaultValue, options }: DynamicForm): boolean {
  return kind === 'textbox' && label === undefined && defaultValue === '' && options.length === 0;
}

/** The value a form has: the given one in the form's own shape, or its default. */
export function formValue(form: DynamicForm, values: FormValues): FormValue {
  const given = Object.hasOwn(values, form.name) ? values[form.name] : undefined;
  const value = given ?? form.defaultValue;
  if (form.kind === 'checkbox') {
    return typeof value === 'string' ? (value === '' ? [] : [value]) : value;
  }
  return typeof value === 'string' ? value : value.join(form.delimiter);
}
