import type { DynamicForm, FormKind, FormScope, FormValue, FormValues } from './form.ts';

/** How a note stores a form (`settings.forms`, `noteForms`), as Zeppelin names things. */
export interface StoredForm {
  readonly type: 'TextBox' | 'Password' | 'Select' | 'CheckBox';
  readonly name: string;
  readonly displayName?: string | undefined;
  readonly defaultValue: FormValue;
  readonly hidden: boolean;
  /** The delimiter of a checkbox. */
  readonly argument?: string | undefined;
  readonly options?: readonly { readonly value: string; readonly displayName?: string | undefined }[] | undefined;
}

const STORED_KIND: Readonly<Record<FormKind, StoredForm['type']>> = {
  textbox: 'TextBox',
  password: 'Password',
  select: 'Select',
  checkbox: 'CheckBox',
};

/** Forms as they are stored, by name. What a password is when none is entered stays in the text alone. */
export function storedForms(forms: readonly DynamicForm[]): Record<string, StoredForm> {
  return Object.fromEntries(
    forms.map((form) => [
      form.name,
      {
        type: STORED_KIND[form.kind],
        name: form.name,
        ...(form.label === undefined ? {} : { displayName: form.label }),
        defaultValue: form.kind === 'password' ? '' : form.defaultValue,
        hidden: form.hidden,
        ...(form.kind === 'checkbox' ? { argument: form.delimiter } : {}),
        ...(form.options.length === 0
          ? {}
          : {
              options: form.options.map(({ value, label }) => ({
                value,
                ...(label === undefined ? {} : { displayName: label }),
              })),
            }),
      },
    ]),
  );
}

/** Reads stored forms of any age: older notes say `input`, `select`, `checkbox`, or no type at all. */
export function readStoredForms(raw: unknown, scope: FormScope): DynamicForm[] {
  return Object.entries(asRecord(raw)).map(([name, value]) => readStoredForm(name, asRecord(value), scope));
}

function readStoredForm(name: string, raw: Readonly<Record<string, unknown>>, scope: FormScope): DynamicForm {
  const options = Array.isArray(raw['options']) ? raw['options'].map(asRecord) : [];
  const kind = readKind(raw['type'], options.length > 0);
  const label = raw['displayName'];
  return {
    kind,
    scope,
    name,
    ...(typeof label === 'string' && label !== name ? { label } : {}),
    defaultValue: readValue(raw['defaultValue']) ?? (kind === 'checkbox' ? [] : ''),
    hidden: raw['hidden'] === true,
    delimiter: typeof raw['argument'] === 'string' ? raw['argument'] : ',',
    options: options.map(({ value, displayName }) => ({
      value: String(value ?? ''),
      ...(typeof displayName === 'string' ? { label: displayName } : {}),
    })),
  };
}

function readKind(type: unknown, hasOptions: boolean): FormKind {
  switch (typeof type === 'string' ? type.toLowerCase() : '') {
    case 'password':
      return 'password';
    case 'select':
      return 'select';
    case 'checkbox':
      return 'checkbox';
    case 'textbox':
    case 'input':
      return 'textbox';
    default:
      return hasOptions ? 'select' : 'textbox';
  }
}

/** Reads stored values (`settings.params`, `noteParams`); what is no value is left out. */
export function readFormValues(raw: unknown): FormValues {
  return Object.fromEntries(
    Object.entries(asRecord(raw)).flatMap(([name, value]) => {
      const read = readValue(value);
      return read === undefined ? [] : [[name, read]];
    }),
  );
}

function readValue(raw: unknown): FormValue | undefined {
  if (Array.isArray(raw)) {
    return raw.map(String);
  }
  return typeof raw === 'string' || typeof raw === 'number' || typeof raw === 'boolean' ? String(raw) : undefined;
}

function asRecord(raw: unknown): Readonly<Record<string, unknown>> {
  return typeof raw === 'object' && raw !== null && !Array.isArray(raw) ? (raw as Record<string, unknown>) : {};
}
