import type { Cell, ChartSettings, ResultColumn } from '@riffle/protocol';
import { useId, useRef } from 'react';
import { planChart, settingsOf } from '../../core/chart/chart-plan.ts';
import { displayAt } from '../../core/results/display.ts';
import { studio } from '../../page.ts';
import { ColumnChips, Well } from './wells.tsx';

type Kind = ChartSettings['kind'];
type Stacking = ChartSettings['stacking'];

const KINDS: readonly { readonly value: Kind; readonly title: string }[] = [
  { value: 'bar', title: 'Bar' },
  { value: 'line', title: 'Line' },
  { value: 'area', title: 'Area' },
  { value: 'pie', title: 'Pie' },
  { value: 'scatter', title: 'Scatter' },
];
const STACKINGS: Readonly<Record<'bar' | 'area', readonly { readonly value: Stacking; readonly title: string }[]>> = {
  bar: [
    { value: 'none', title: 'Beside each other' },
    { value: 'stacked', title: 'Stacked' },
    { value: 'share', title: 'Stacked to 100 %' },
  ],
  area: [
    { value: 'none', title: 'Over each other' },
    { value: 'stacked', title: 'Stacked' },
    { value: 'share', title: 'Stacked to 100 %' },
  ],
};
const AXES = [
  { key: 'x', title: 'x' },
  { key: 'y', title: 'y' },
  { key: 'group', title: 'Groups' },
  { key: 'size', title: 'Size' },
] as const;

interface ChartSettingsFormProps {
  readonly cell: Cell;
  readonly place: number;
  readonly columns: readonly ResultColumn[];
  /** Which result it is of, where a cell has several. */
  readonly title?: string | undefined;
}

/** What the chart of a result shows; every choice takes effect at once and stays with the cell. */
export function ChartSettingsForm({ cell, place, columns, title }: ChartSettingsFormProps) {
  const plan = planChart(columns, displayAt(cell, place).chart);
  const settings = settingsOf(plan, columns);
  const change = useSettingsChange(cell.id, place, columns);
  return (
    <section aria-label={title ?? 'Chart'} className="chart-settings" data-testid="chart-settings">
      <h2 className="inspector-title">{title ?? 'Chart'}</h2>
      <KindChoice kind={settings.kind} onKind={(kind) => change((now) => withKind(now, kind))} />
      <ColumnChips columns={columns} />
      {settings.kind === 'scatter' ? (
        AXES.map((axis) => (
          <Well
            key={axis.key}
            title={axis.title}
            columns={axis.key === 'y' || axis.key === 'size' ? columns.filter((c) => c.role === 'number') : columns}
            chosen={oneOf(settings.scatter[axis.key])}
            single
            onChange={(chosen) =>
              change((now) => {
                const { [axis.key]: _, ...others } = now.scatter;
                const name = chosen[0]?.name;
                return { ...now, scatter: name === undefined ? others : { ...others, [axis.key]: name } };
              })
            }
          />
        ))
      ) : (
        <>
          <Well
            title="Keys"
            hint={settings.kind === 'pie' ? 'a slice each' : 'along the axis'}
            columns={columns}
            chosen={settings.keys.map((name) => ({ name }))}
            onChange={(chosen) => change((now) => ({ ...now, keys: chosen.map(({ name }) => name) }))}
          />
          <Well
            title="Groups"
            hint={settings.kind === 'pie' ? 'a slice each' : 'a series each'}
            columns={columns}
            chosen={settings.groups.map((name) => ({ name }))}
            onChange={(chosen) => change((now) => ({ ...now, groups: chosen.map(({ name }) => name) }))}
          />
          <Well
            title="Values"
            columns={columns}
            chosen={settings.values}
            aggregated
            onChange={(chosen) =>
              change((now) => ({
                ...now,
                values: chosen.map(({ name, aggregation }) => ({
                  name,
                  aggregation: aggregation ?? (roleOf(columns, name) === 'number' ? 'sum' : 'count'),
                })),
              }))
            }
          />
        </>
      )}
      {(settings.kind === 'bar' || settings.kind === 'area') && (
        <Choice
          label="Series"
          value={settings.stacking}
          options={STACKINGS[settings.kind]}
          onChange={(value) => change((now) => ({ ...now, stacking: stackingOf(value) }))}
        />
      )}
      {settings.kind !== 'pie' && (
        <label className="check-line">
          <input
            type="checkbox"
            checked={settings.logScale}
            onChange={(event) => {
              const logScale = event.target.checked;
              change((now) => ({ ...now, logScale }));
            }}
          />
          Log scale
        </label>
      )}
    </section>
  );
}

function KindChoice({ kind, onKind }: { kind: Kind; onKind: (kind: Kind) => void }) {
  const name = useId();
  return (
    <fieldset className="kind-choice">
      <legend className="visually-hidden">Kind</legend>
      {KINDS.map(({ value, title }) => (
        <label key={value} data-on={value === kind}>
          <input
            type="radio"
            className="visually-hidden"
            name={name}
            checked={value === kind}
            data-testid={`kind-${value}`}
            onChange={() => onKind(value)}
          />
          {title}
        </label>
      ))}
    </fieldset>
  );
}

/** Areas stand on each other unless asked otherwise, as in Zeppelin. */
function withKind(settings: ChartSettings, kind: Kind): ChartSettings {
  const stacking = kind === 'area' && settings.kind !== 'bar' ? 'stacked' : settings.stacking;
  return { ...settings, kind, stacking };
}

function stackingOf(value: string): Stacking {
  return value === 'stacked' || value === 'share' ? value : 'none';
}

function oneOf(name: string | undefined): readonly { readonly name: string }[] {
  return name === undefined ? [] : [{ name }];
}

function roleOf(columns: readonly ResultColumn[], name: string): ResultColumn['role'] | undefined {
  return columns.find((column) => column.name === name)?.role;
}

type SettingsChange = (settings: ChartSettings) => ChartSettings;

/** Changes the settings as the server has them, one change after the other: a quick second one keeps the first. */
function useSettingsChange(
  cellId: string,
  place: number,
  columns: readonly ResultColumn[],
): (change: SettingsChange) => void {
  const last = useRef<Promise<void>>(Promise.resolve());
  return (change) => {
    last.current = last.current.then(() => {
      const cell = studio.notes.getState().cells[cellId];
      const chart = cell === undefined ? undefined : displayAt(cell, place).chart;
      const now = settingsOf(planChart(columns, chart), columns);
      return studio.cells.patch(cellId, { display: { index: place, chart: change(now) } });
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
