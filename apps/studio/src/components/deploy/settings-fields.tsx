import type { ApplicationSettingsView } from '@riffle/protocol';
import { type ReactNode, useId } from 'react';
import type { settingsProblems } from '../../core/applications/settings-check.ts';

export interface SettingsFieldsProps {
  readonly settings: ApplicationSettingsView;
  readonly problems: ReturnType<typeof settingsProblems>;
  readonly onChange: (settings: ApplicationSettingsView) => void;
}

/** Parallelism, checkpoints and snapshots of an application. */
export function SettingsFields({ settings, problems, onChange }: SettingsFieldsProps) {
  return (
    <div className="settings-fields">
      <NumberField
        label="Parallelism"
        hint="How many subtasks each step of the job may have."
        value={settings.parallelism}
        problem={problems.parallelism}
        onChange={(parallelism) => onChange({ ...settings, parallelism })}
      />
      <NumberField
        label="Checkpoint every (seconds)"
        hint="After a failure it goes on from the last one."
        value={settings.checkpointInterval / 1000}
        disabled={!settings.checkpointing}
        problem={problems.checkpointInterval}
        onChange={(seconds) => onChange({ ...settings, checkpointInterval: Math.round(seconds * 1000) })}
      />
      <CheckField
        label="Take checkpoints"
        checked={settings.checkpointing}
        onChange={(checkpointing) => onChange({ ...settings, checkpointing })}
      />
      <CheckField
        label="Keep a snapshot when it is stopped or updated"
        checked={settings.snapshots}
        onChange={(snapshots) => onChange({ ...settings, snapshots })}
      />
    </div>
  );
}

interface NumberFieldProps {
  readonly label: string;
  readonly hint: string;
  readonly value: number;
  readonly problem: string | undefined;
  readonly disabled?: boolean;
  readonly onChange: (value: number) => void;
}

export function NumberField({ label, hint, value, problem, disabled = false, onChange }: NumberFieldProps) {
  const id = useId();
  return (
    <Field id={id} label={label} hint={hint} problem={problem}>
      <input
        id={id}
        className="plain-field"
        type="number"
        min={0}
        step="any"
        disabled={disabled}
        value={Number.isNaN(value) ? '' : value}
        aria-invalid={problem !== undefined}
        aria-describedby={`${id}-hint`}
        onChange={(event) => onChange(event.target.valueAsNumber)}
      />
    </Field>
  );
}

interface FieldProps {
  readonly id: string;
  readonly label: string;
  readonly hint: string;
  readonly problem: string | undefined;
  readonly children: ReactNode;
}

export function Field({ id, label, hint, problem, children }: FieldProps) {
  return (
    <div className="plain-label">
      <label htmlFor={id}>{label}</label>
      {children}
      <span id={`${id}-hint`} className={problem === undefined ? 'field-hint' : 'field-problem'}>
        {problem ?? hint}
      </span>
    </div>
  );
}

interface CheckFieldProps {
  readonly label: string;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
}

export function CheckField({ label, checked, onChange }: CheckFieldProps) {
  return (
    <label className="check-field">
      <input type="checkbox" checked={checked} onChange={(event) => onChange(event.target.checked)} /> {label}
    </label>
  );
}
