import type { ResultMode } from '@riffle/protocol';

const MODES: readonly ResultMode[] = ['append', 'update', 'single'];

/** The result mode a header asks for, in any letter case; undefined when it asks for none. */
export function askedMode(properties: Readonly<Record<string, string>>): ResultMode | undefined {
  return properties['type']?.toLowerCase() as ResultMode | undefined;
}

/** What is wrong with the values of a header's properties, in one sentence; null when nothing is. */
export function propertyProblem(properties: Readonly<Record<string, string>>): string | null {
  const mode = askedMode(properties);
  if (mode !== undefined && !MODES.includes(mode)) {
    return `type=${properties['type']} is not known. Use append, update or single, or leave it out.`;
  }
  for (const name of ['parallelism', 'maxParallelism']) {
    const value = properties[name];
    if (value !== undefined && !/^0*[1-9]\d*$/.test(value)) {
      return `${name}=${value} is no number of tasks. Use a whole number from 1 up, or leave it out.`;
    }
  }
  const interval = properties['refreshInterval'];
  if (interval !== undefined && !/^\d+$/.test(interval)) {
    return `refreshInterval=${interval} is no number of milliseconds. Use one such as 1000, or leave it out.`;
  }
  return null;
}
