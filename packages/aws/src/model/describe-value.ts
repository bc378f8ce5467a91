/** How the real services print a refused value inside a validation message: Java's `toString` of it. */
export function describeValue(value: unknown): string {
  if (value === null || value === undefined) {
    return 'null';
  }
  if (value instanceof Uint8Array) {
    return `'java.nio.HeapByteBuffer[pos=0 lim=${value.length} cap=${value.length}]'`;
  }
  return `'${javaText(value)}'`;
}

function javaText(value: unknown): string {
  if (Array.isArray(value)) {
    return `[${value.map(javaText).join(', ')}]`;
  }
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).map(([key, inner]) => `${key}=${javaText(inner)}`);
    return `{${entries.join(', ')}}`;
  }
  return String(value);
}
