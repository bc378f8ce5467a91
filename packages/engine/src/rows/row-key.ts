import { MapValue, type Value, VariantValue } from '@riffle/columns';

/** A text that equal values share and different values do not; NULL equals NULL here, as in GROUP BY. */
export function encodeValue(value: Value): string {
  switch (typeof value) {
    case 'string':
      return `s${value.length}:${value}`;
    case 'number':
      return Object.is(value, -0) ? 'n0;' : `n${value};`;
    case 'bigint':
      return `n${value};`;
    case 'boolean':
      return value ? 't' : 'f';
    default:
      return encodeObject(value);
  }
}

function encodeObject(value: Exclude<Value, number | string | boolean | bigint>): string {
  if (value === null) {
    return '_';
  }
  if (value instanceof Uint8Array) {
    return `b${value.length}:${Array.from(value, (byte) => byte.toString(16).padStart(2, '0')).join('')}`;
  }
  if (value instanceof MapValue) {
    const entries = value.entries.map(([key, item]) => encodeValue(key) + encodeValue(item)).sort();
    return `m${entries.length}{${entries.join('')}}`;
  }
  if (value instanceof VariantValue) {
    return `v${JSON.stringify(value.content, variantJson)};`;
  }
  return `a${value.length}[${(value as readonly Value[]).map(encodeValue).join('')}]`;
}

function variantJson(_key: string, content: unknown): unknown {
  if (typeof content === 'bigint') {
    return { long: content.toString() };
  }
  return content instanceof Map ? { map: [...content] } : content;
}

/** The encoding of several values together. */
export function encodeRow(values: readonly Value[]): string {
  let text = '';
  for (const value of values) {
    text += encodeValue(value);
  }
  return text;
}

/** The encoding of some columns of a row. */
export function encodeColumns(row: readonly Value[], columns: readonly number[]): string {
  let text = '';
  for (const column of columns) {
    text += encodeValue(row[column] as Value);
  }
  return text;
}

/** Equality as GROUP BY and change detection see it: NULL equals NULL, NaN equals NaN. */
export function sameValue(a: Value, b: Value): boolean {
  if (a === b || (typeof a === 'number' && typeof b === 'number' && Number.isNaN(a) && Number.isNaN(b))) {
    return true;
  }
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) {
    return false;
  }
  return encodeValue(a) === encodeValue(b);
}

export function sameRow(a: readonly Value[], b: readonly Value[]): boolean {
  for (let i = 0; i < a.length; i++) {
    if (!sameValue(a[i] as Value, b[i] as Value)) {
      return false;
    }
  }
  return true;
}
