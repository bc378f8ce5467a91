import type { PropertyGroupView } from '@riffle/protocol';
import { useId, useState } from 'react';
import { Icon } from '../ui/icon.tsx';

interface PropertyFieldsProps {
  readonly groups: readonly PropertyGroupView[];
  readonly problem: string | undefined;
  readonly onChange: (groups: PropertyGroupView[]) => void;
}

/** Runtime properties: groups of keys and values, as the program reads them. */
export function PropertyFields({ groups, problem, onChange }: PropertyFieldsProps) {
  const hint = useId();
  const change = (index: number, group: PropertyGroupView | null): void => {
    onChange(groups.flatMap((each, i) => (i === index ? (group ?? []) : [each])));
  };
  return (
    <div className="properties" data-testid="properties">
      {groups.map((group, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a group's name is what is being typed
        <Group key={i} group={group} onChange={(changed) => change(i, changed)} />
      ))}
      {problem !== undefined && (
        <p id={hint} className="field-problem">
          {problem}
        </p>
      )}
      <button
        type="button"
        className="button small"
        onClick={() => onChange([...groups, { id: freeGroup(groups), values: { '': '' } }])}
      >
        <Icon name="plus" size={12} /> Add a group
      </button>
    </div>
  );
}

function freeGroup(groups: readonly PropertyGroupView[]): string {
  const taken = groups.map(({ id }) => id);
  let n = groups.length + 1;
  while (taken.includes(`Group${n}`)) {
    n += 1;
  }
  return `Group${n}`;
}

function Group({ group, onChange }: { group: PropertyGroupView; onChange: (group: PropertyGroupView | null) => void }) {
  // While it is typed a key may be that of another one; the rows stay as they are then.
  const [typed, setTyped] = useState<readonly [string, string][] | null>(null);
  const entries = typed !== null && sameValues(typed, group.values) ? typed : Object.entries(group.values);
  const keys = entries.map(([key]) => key);
  const twice = keys.find((key, i) => key !== '' && keys.indexOf(key) !== i);
  const set = (changed: [string, string][]): void => {
    setTyped(changed);
    onChange({ ...group, values: Object.fromEntries(changed) });
  };
  return (
    <fieldset className="property-group">
      <legend className="sr-only">Property group {group.id}</legend>
      <div className="property-row">
        <input
          className="plain-field"
          aria-label="Name of the group"
          value={group.id}
          spellCheck={false}
          onChange={(event) => onChange({ ...group, id: event.target.value })}
        />
        <span className="grow" />
        <button type="button" className="button small" onClick={() => set([...entries, ['', '']])}>
          <Icon name="plus" size={12} /> Add a property
        </button>
        <button
          type="button"
          className="icon-button small"
          aria-label={`Remove the group ${group.id}`}
          title="Remove the group"
          onClick={() => onChange(null)}
        >
          <Icon name="trash" size={14} />
        </button>
      </div>
      {entries.map(([key, value], i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a key is what is being typed
        <div className="property-row" key={i}>
          <input
            className="plain-field"
            aria-label={`Key ${i + 1} of ${group.id}`}
            placeholder="key"
            value={key}
            spellCheck={false}
            onChange={(event) => set(entries.map((entry, at) => (at === i ? [event.target.value, value] : entry)))}
          />
          <input
            className="plain-field wide"
            aria-label={`Value of ${group.id}.${key}`}
            placeholder="value"
            value={value}
            spellCheck={false}
            onChange={(event) => set(entries.map((entry, at) => (at === i ? [key, event.target.value] : entry)))}
          />
          <button
            type="button"
            className="icon-button small"
            aria-label={`Remove ${group.id}.${key}`}
            title="Remove the property"
            onClick={() => set(entries.filter((_, at) => at !== i))}
          >
            <Icon name="close" size={14} />
          </button>
        </div>
      ))}
      {twice !== undefined && <p className="field-problem">{twice} is there twice: the last one counts.</p>}
    </fieldset>
  );
}

function sameValues(entries: readonly [string, string][], values: Readonly<Record<string, string>>): boolean {
  return JSON.stringify(Object.fromEntries(entries)) === JSON.stringify(values);
}
