import type { Cell } from '@riffle/protocol';
import { studio } from '../../page.ts';
import { FormField } from './form-field.tsx';
import { usePending } from './use-pending.ts';

/** The fields a cell's text asks for, above its output. */
export function CellForms({ cell }: { cell: Cell }) {
  const [runOnSelection, choose] = usePending(cell.runOnSelection, (value) =>
    studio.cells.patch(cell.id, { runOnSelection: value }),
  );
  if (cell.forms.length === 0) {
    return null;
  }
  const runs = cell.language !== 'markdown';
  const hasChoice = runs && cell.forms.some(({ kind }) => kind === 'select');
  const run = (): void => void studio.cells.run(cell.id);
  return (
    <fieldset className="forms" aria-label="Values of this cell" data-testid="cell-forms">
      {cell.forms.map((form) => (
        <FormField
          key={`${form.kind} ${form.name}`}
          form={form}
          cellId={cell.id}
          onChosen={runs && runOnSelection && form.kind === 'select' ? run : undefined}
          onEnter={runs ? run : undefined}
        />
      ))}
      {hasChoice && (
        <label className="form-run">
          <input type="checkbox" checked={runOnSelection} onChange={(event) => void choose(event.target.checked)} />
          run when I choose
        </label>
      )}
    </fieldset>
  );
}
