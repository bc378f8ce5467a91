/** The colour of a series for as long as the chart lives: the first eight names get one each, the rest share "other". */
export type SeriesColors = Map<string, number>;

export const MAX_SERIES = 8;
export const OTHER = 'other';

/** No column or value of a result is named by a lone NUL character. */
const OTHER_KEY = '\u0000';

/** The eighth name keeps its colour to itself until a ninth comes; from then on both and all later ones are "other". */
export function colorOf(name: string, colors: SeriesColors): number {
  const known = colors.get(name) ?? colors.get(OTHER_KEY);
  if (known !== undefined) {
    return known;
  }
  if (colors.size < MAX_SERIES) {
    colors.set(name, colors.size + 1);
    return colors.size;
  }
  const last = [...colors].find(([, color]) => color === MAX_SERIES);
  if (last !== undefined) {
    colors.delete(last[0]);
  }
  colors.set(OTHER_KEY, MAX_SERIES);
  return MAX_SERIES;
}

/** The colour is that of the series that share one. */
export function isShared(color: number, colors: SeriesColors): boolean {
  return colors.get(OTHER_KEY) === color;
}
