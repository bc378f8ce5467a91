export interface Point {
  readonly x: number;
  readonly y: number;
}

/**
 * At most `limit` points that draw the same line: of each stretch the lowest and the highest,
 * in their order, and always the first and the last. Points must be in order of x.
 */
export function downsample(points: readonly Point[], limit: number): readonly Point[] {
  const first = points[0];
  const last = points.at(-1);
  if (points.length <= limit || first === undefined || last === undefined) {
    return points;
  }
  const buckets = Math.max(1, Math.floor((limit - 2) / 2));
  const inner = points.length - 2;
  const kept: Point[] = [first];
  for (let i = 0; i < buckets; i++) {
    const from = 1 + Math.floor((i * inner) / buckets);
    const to = 1 + Math.floor(((i + 1) * inner) / buckets);
    keepExtremes(points, from, to, kept);
  }
  kept.push(last);
  return kept;
}

function keepExtremes(points: readonly Point[], from: number, to: number, kept: Point[]): void {
  let low = from;
  let high = from;
  for (let i = from + 1; i < to; i++) {
    const { y } = points[i] as Point;
    low = y < (points[low] as Point).y ? i : low;
    high = y > (points[high] as Point).y ? i : high;
  }
  kept.push(points[Math.min(low, high)] as Point);
  if (low !== high) {
    kept.push(points[Math.max(low, high)] as Point);
  }
}
