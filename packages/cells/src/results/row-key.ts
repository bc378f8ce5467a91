import { MapValue, type Value, VariantValue } from '@riffle/columns';

/** A text that two rows share exactly when their values are equal, position by position. */
export function rowKey(values: readonly Value[]): string {
  return values.map(valueKey).join('\u0001');
}

function valueKey(value: Value): string {
  if (value === null) {
    return '\u0000';
  }
  if (typeof value === 'string') {
    // The length in front keeps a value that holds the separator apart from two values.
    return `${value.length}:${value}`;
  }
  if (typeof value !== 'object') {
    return String(value);
  }
  if (value instanceof Uint8Array) {
    return `b${value.toHex()}`;
  }
  if (value instanceof MapValue) {
    return `{${value.entries.map(([key, entry]) => `${valueKey(key)}=${valueKey(entry)}`).join('\u0002')}}`;
  }
  if (value instanceof VariantValue) {
    return `v${JSON.stringify(value.content)}`;
  }
  return `[${value.map(valueKey).join('\u0002')}]`;
}
