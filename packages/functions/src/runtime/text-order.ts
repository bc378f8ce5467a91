/**
 * The order of two texts by code point, which is Flink's order of their UTF-8 bytes.
 * UTF-16 units differ from it only where a surrogate meets a unit above the surrogates.
 */
export function compareText(a: string, b: string): number {
  if (a === b) {
    return 0;
  }
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const [x, y] = [a.charCodeAt(i), b.charCodeAt(i)];
    if (x !== y) {
      const isTurned = x >= 0xd800 && y >= 0xd800 && isSurrogate(x) !== isSurrogate(y);
      return x < y !== isTurned ? -1 : 1;
    }
  }
  return a.length < b.length ? -1 : 1;
}

function isSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdfff;
}

/** The order of two byte strings, unsigned. */
export function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const difference = (a[i] as number) - (b[i] as number);
    if (difference !== 0) {
      return difference;
    }
  }
  return a.length - b.length;
}
