import type { Cell, ChartSettings, ResultColumn } from '@riffle/protocol';
import { useId, useRef } from 'react';
import { planChart, settingsOf } from '../../core/chart/chart-columns.ts';
import { studio } from '../../page.ts';

/** What the chart of a cell shows; every choice takes effect at once and stays with the cell. */
export function ChartSettingsForm({ cell, columns }: { cell: Cell; columns: readonly ResultColumn[] }) {
  const settings = settingsOf(planChart(columns, cell.chart), columns);
  const numbers = columns.filter((column) => column.role === 'number');
  const change = useSettingsChange(cell.id, columns, settings);
  return (
    <section aria-label="Chart" className="chart-settings" data-testid="chart-settings">
      <h2 className="inspector-title">Chart</h2>
      <Choice
        label="Kind"
        value={settings.kind}
        options={[
          { value: 'line', title: 'Line' },
          { value: 'bar', title: 'Bar' },
        ]}
        onChange={(kind) => change((now) => ({ ...now, kind: kind === 'bar' ? 'bar' : 'line' }))}
      />
      <Choice
        label="Along"
        value={settings.x ?? ''}
        options={columns.map((column) => ({ value: column.name, title: column.name }))}
        onChange={(x) => change((now) => ({ ...now, x }))}
      />
      <Choice
        label="One series per"
        value={settings.group ?? ''}
        options={[
          { value: '', title: 'column' },
          ...columns
            .filter((column) => column.role !== 'number' && column.name !== settings.x)
            .map((column) => ({ value: column.name, title: column.name })),
        ]}
        onChange={(group) => change(({ group: _, ...rest }) => (group === '' ? rest : { ...rest, group }))}
      />
      <fieldset className="value-choices">
        <legend>Values</legend>
        {numbers.map((column) => (
          <label key={column.name}>
            <input
              type="checkbox"
              checked={settings.values.includes(column.name)}
              onChange={(event) =>
                change((now) => ({
                  ...now,
                  values: event.target.checked
                    ? [...now.values, column.name]
                    : now.values.filter((name) => name !== column.name),
                }))
              }
            />
            {column.name}
          </label>
        ))}
        {numbers.length === 0 && <p className="inspector-hint">No column holds numbers.</p>}
      </fieldset>
    </section>
  );
}

type SettingsChange = (settings: ChartSettings) => ChartSettings;

/** Changes the settings as the server has them, one change after the other: a quick second one keeps the first. */
function useSettingsChange(
  cellId: string,
  columns: readonly ResultColumn[],
  shown: ChartSettings,
): (change: SettingsChange) => void {
  const last = useRef<Promise<void>>(Promise.resolve());
  return (change) => {
    last.current = last.current.then(() => {
      const cell = studio.notes.getState().cells[cellId];
      const now = cell === undefined ? shown : settingsOf(planChart(columns, cell.chart), columns);
      return studio.cells.patch(cellId, { chart: change(now) });
    });
  };
}

interface ChoiceProps {
  readonly label: string;
  readonly value: string;
  readonly options: readonly { readonly value: string; readonly title: string }[];
  readonly onChange: (value: string) => void;
}

function Choice({ label, value, options, onChange }: ChoiceProps) {
  const id = useId();
  return (
    <div className="choice">
      <label htmlFor={id}>{label}</label>
      <select id={id} value={value} onChange={(event) => onChange(event.target.value)}>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.title}
          </option>
        ))}
      </select>
    </div>
  );
}
