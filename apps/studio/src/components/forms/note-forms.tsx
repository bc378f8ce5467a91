import { useStore } from 'zustand';
import { studio } from '../../page.ts';
import { Icon } from '../ui/icon.tsx';
import { FormField } from './form-field.tsx';

/** The fields all cells of the note share, at its top. */
export function NoteForms() {
  const forms = useStore(studio.notes, (state) => state.open?.forms);
  if (forms === undefined || forms.length === 0) {
    return null;
  }
  return (
    <fieldset className="forms note-forms" aria-label="Values of this note" data-testid="note-forms">
      {forms.map((form) => (
        <div key={`${form.kind} ${form.name}`} className="note-form">
          <FormField form={form} cellId={null} />
          <button
            type="button"
            className="icon-button small"
            aria-label={`Remove ${form.label}`}
            title="Remove; a cell that uses it brings it back when it runs"
            onClick={() => void studio.forms.remove(form.name)}
          >
            <Icon name="close" />
          </button>
        </div>
      ))}
    </fieldset>
  );
}
