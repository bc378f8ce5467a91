import type { ApplicationSettingsView, PropertyGroupView } from '@riffle/protocol';

export const NEW_SETTINGS: ApplicationSettingsView = {
  parallelism: 1,
  parallelismPerKpu: 1,
  checkpointing: true,
  checkpointInterval: 60_000,
  minPause: 5_000,
  logLevel: 'INFO',
  snapshots: true,
  systemRollback: false,
  properties: [],
};

const MOST_KPUS = 64;

/** Why a name cannot be that of a new application; undefined when it can. */
export function nameProblem(name: string, taken: readonly string[]): string | undefined {
  if (name === '') {
    return 'Give it a name.';
  }
  if (!/^[a-zA-Z0-9_.-]+$/.test(name)) {
    return 'Letters, digits, dots, hyphens and underscores only.';
  }
  if (name.length > 128) {
    return 'At most 128 characters.';
  }
  return taken.includes(name) ? 'There is an application of that name already.' : undefined;
}

/** Why settings would be refused, by field. */
export function settingsProblems(
  settings: ApplicationSettingsView,
): Partial<Record<keyof ApplicationSettingsView, string>> {
  const { parallelism, parallelismPerKpu, checkpointInterval, checkpointing } = settings;
  const most = parallelismPerKpu * MOST_KPUS;
  return {
    ...(Number.isInteger(parallelism) && parallelism >= 1 && parallelism <= most
      ? {}
      : { parallelism: `A whole number from 1 to ${most}.` }),
    ...(!checkpointing || (Number.isInteger(checkpointInterval) && checkpointInterval >= 1)
      ? {}
      : { checkpointInterval: 'A time above 0 seconds.' }),
    ...propertiesProblem(settings.properties),
  };
}

function propertiesProblem(groups: readonly PropertyGroupView[]): { properties?: string } {
  const ids = groups.map(({ id }) => id);
  if (ids.some((id) => id === '')) {
    return { properties: 'Every group needs a name.' };
  }
  const twice = ids.find((id, i) => ids.indexOf(id) !== i);
  if (twice !== undefined) {
    return { properties: `The group ${twice} is there twice.` };
  }
  return groups.some(({ values }) => Object.keys(values).includes(''))
    ? { properties: 'Every property needs a key.' }
    : {};
}

/** `Group.Key` as group and key; groups may hold dots, so the last dot parts them. */
export function splitReference(name: string): { group: string; key: string } {
  const dot = name.lastIndexOf('.');
  return dot < 1 ? { group: 'Application', key: name } : { group: name.slice(0, dot), key: name.slice(dot + 1) };
}

/** Groups with one value more. */
export function withProperty(
  groups: readonly PropertyGroupView[],
  { group, key }: { readonly group: string; readonly key: string },
  value: string,
): PropertyGroupView[] {
  return groups.some(({ id }) => id === group)
    ? groups.map((each) => (each.id === group ? { ...each, values: { ...each.values, [key]: value } } : each))
    : [...groups, { id: group, values: { [key]: value } }];
}
