import { OptionReader } from '../option-reader.ts';

export interface PrintOptions {
  readonly channel: 'out' | 'error';
  /** Stands before every line: the identifier, and the task's number when there are several tasks. */
  readonly prefix: string;
}

export function printOptions(
  options: Readonly<Record<string, string>>,
  place: { readonly subtask: number; readonly parallelism: number },
): PrintOptions {
  const reader = new OptionReader(options);
  const identifier = reader.text('print-identifier') ?? '';
  const task = place.parallelism > 1 ? String(place.subtask + 1) : '';
  const separator = identifier !== '' && task !== '' ? ':' : '';
  const name = `${identifier}${separator}${task}`;
  return { channel: reader.flag('standard-error') ? 'error' : 'out', prefix: name === '' ? '' : `${name}> ` };
}
