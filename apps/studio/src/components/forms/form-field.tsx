import type { FormView } from '@riffle/protocol';
import { type KeyboardEvent, useId, useState } from 'react';
import type { FormInput } from '../../core/forms/form-actions.ts';
import { studio } from '../../page.ts';
import { usePending } from './use-pending.ts';

export interface FormFieldProps {
  readonly form: FormView;
  /** Null for a form of the note. */
  readonly cellId: string | null;
  /** A value was chosen from a list. */
  readonly onChosen?: (() => void) | undefined;
  /** Enter was pressed in a text. */
  readonly onEnter?: (() => void) | undefined;
}

/** One field with its label. */
export function FormField(props: FormFieldProps) {
  switch (props.form.kind) {
    case 'select':
      return <SelectField {...props} />;
    case 'checkbox':
      return <CheckboxField {...props} />;
    case 'textbox':
    case 'password':
      return <TextField {...props} />;
  }
}

/** What is typed stays in the field until the server has it, whatever comes from elsewhere meanwhile. */
function TextField({ form, cellId, onEnter }: FormFieldProps) {
  const id = useId();
  const [typed, setTyped] = useState<string | null>(null);
  const secret = form.kind === 'password';
  const send = async (value: string): Promise<void> => {
    if (await studio.forms.set(cellId, form.name, value)) {
      setTyped((now) => (now === value ? null : now));
    }
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>): void => {
    if (event.key === 'Enter' && !event.nativeEvent.isComposing) {
      event.preventDefault();
      void (typed === null ? Promise.resolve() : send(typed)).then(onEnter);
    }
  };
  return (
    <div className="form-field">
      <label htmlFor={id}>{form.label}</label>
      <input
        id={id}
        type={secret ? 'password' : 'text'}
        autoComplete={secret ? 'new-password' : 'off'}
        spellCheck={false}
        value={typed ?? asText(form.value)}
        placeholder={secret && form.entered === true ? 'entered' : ''}
        aria-description={secret ? 'Kept until the server stops, never with the note' : undefined}
        title={secret ? 'Kept until the server stops, never with the note' : undefined}
        onChange={(event) => {
          setTyped(event.target.value);
          studio.forms.type(cellId, form.name, event.target.value);
        }}
        onBlur={() => typed !== null && void send(typed)}
        onKeyDown={onKeyDown}
      />
    </div>
  );
}

function SelectField({ form, cellId, onChosen }: FormFieldProps) {
  const id = useId();
  const [shown, choose] = usePending(form.value, (value) => studio.forms.set(cellId, form.name, value));
  const value = asText(shown);
  const known = form.options.some((option) => option.value === value);
  return (
    <div className="form-field">
      <label htmlFor={id}>{form.label}</label>
      <select
        id={id}
        value={value}
        onChange={(event) => {
          void choose(event.target.value).then((done) => done && onChosen?.());
        }}
      >
        {!known && <option value={value}>{value}</option>}
        {form.options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </div>
  );
}

function CheckboxField({ form, cellId, onChosen }: FormFieldProps) {
  const [shown, choose] = usePending(form.value, (value) => studio.forms.set(cellId, form.name, value));
  const ticked = typeof shown === 'string' ? [shown] : shown;
  return (
    <fieldset className="form-field form-boxes">
      <legend>{form.label}</legend>
      {form.options.map((option) => (
        <label key={option.value}>
          <input
            type="checkbox"
            checked={ticked.includes(option.value)}
            onChange={(event) => {
              // In the order of the options, so that the text does not depend on the order of the clicks.
              const value = form.options
                .map((each) => each.value)
                .filter((each) => (each === option.value ? event.target.checked : ticked.includes(each)));
              void choose(value).then((done) => done && onChosen?.());
            }}
          />
          {option.label}
        </label>
      ))}
    </fieldset>
  );
}

function asText(value: FormInput): string {
  return typeof value === 'string' ? value : value.join(', ');
}
