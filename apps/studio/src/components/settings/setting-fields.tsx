import { useId } from 'react';

interface ChoiceSettingProps {
  readonly title: string;
  readonly hint?: string | undefined;
  readonly value: string;
  readonly choices: readonly (readonly [value: string, title: string])[];
  readonly onChoose: (value: string) => void;
}

/** One of several, with its name before it and what it means below. */
export function ChoiceSetting({ title, hint, value, choices, onChoose }: ChoiceSettingProps) {
  const id = useId();
  return (
    <div className="setting">
      <label htmlFor={id}>{title}</label>
      <div className="setting-value">
        <select
          id={id}
          value={value}
          aria-describedby={hint === undefined ? undefined : `${id}-hint`}
          onChange={(event) => onChoose(event.target.value)}
        >
          {choices.map(([choice, words]) => (
            <option key={choice} value={choice}>
              {words}
            </option>
          ))}
        </select>
        {hint !== undefined && (
          <p id={`${id}-hint`} className="setting-hint">
            {hint}
          </p>
        )}
      </div>
    </div>
  );
}

interface SwitchSettingProps {
  readonly title: string;
  readonly hint?: string | undefined;
  readonly on: boolean;
  readonly onSwitch: (on: boolean) => void;
}

export function SwitchSetting({ title, hint, on, onSwitch }: SwitchSettingProps) {
  const id = useId();
  return (
    <div className="setting">
      <label htmlFor={id}>{title}</label>
      <div className="setting-value">
        <input
          id={id}
          type="checkbox"
          checked={on}
          aria-describedby={hint === undefined ? undefined : `${id}-hint`}
          onChange={(event) => onSwitch(event.target.checked)}
        />
        {hint !== undefined && (
          <p id={`${id}-hint`} className="setting-hint">
            {hint}
          </p>
        )}
      </div>
    </div>
  );
}
