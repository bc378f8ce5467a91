import type { FormValue } from '@riffle/note-model';
import { formsOfParagraph, partSecrets, valuesOfParagraph, withForms, withValue } from './cell-forms.ts';
import type { CellState } from './cell-state.ts';

/** Gives the cell a new text and the forms that text has; a value whose form is a password now is stored no longer. */
export function setCellText(cell: CellState, text: string): void {
  const paragraph = { ...cell.paragraph, text };
  const { stored, secrets } = partSecrets(valuesOfParagraph(paragraph), formsOfParagraph(paragraph));
  cell.paragraph = withForms(paragraph, stored);
  cell.secrets = { ...cell.secrets, ...secrets };
}

/** Gives a form of the cell a value. */
export function setCellForm(cell: CellState, name: string, value: FormValue): void {
  const secret = formsOfParagraph(cell.paragraph).some((form) => form.name === name && form.kind === 'password');
  const values = { stored: valuesOfParagraph(cell.paragraph), secrets: cell.secrets };
  const { stored, secrets } = withValue(values, name, value, secret);
  cell.paragraph = withForms(cell.paragraph, stored);
  cell.secrets = secrets;
}
