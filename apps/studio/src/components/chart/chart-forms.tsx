import type { Cell } from '@riffle/protocol';
import { useMemo } from 'react';
import { guessRoles } from '../../core/format/guess-role.ts';
import { displayAt, isQueryOutput, placeOf, type RowsOutput } from '../../core/results/display.ts';
import { ChartSettingsForm } from './chart-settings-form.tsx';

/** The settings of every chart that is open in a cell. */
export function ChartForms({ cell }: { cell: Cell }) {
  const outputs = cell.run?.outputs ?? [];
  const results = outputs.filter(isQueryOutput);
  return results.map((output, i) => {
    const place = placeOf(outputs, output);
    const { view } = displayAt(cell, place);
    return view === 'chart' || view === 'split' ? (
      <OneForm
        key={place}
        cell={cell}
        place={place}
        output={output}
        title={results.length > 1 ? `Chart of result ${i + 1}` : undefined}
      />
    ) : null;
  });
}

interface OneFormProps {
  readonly cell: Cell;
  readonly place: number;
  readonly output: RowsOutput;
  readonly title: string | undefined;
}

function OneForm({ cell, place, output, title }: OneFormProps) {
  const columns = useMemo(
    () => (output.kind === 'table' ? guessRoles(output.columns, output.rows) : output.columns),
    [output],
  );
  return <ChartSettingsForm cell={cell} place={place} columns={columns} title={title} />;
}
