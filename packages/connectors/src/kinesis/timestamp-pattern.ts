import { daysInMonth, daysOfCivil } from '@riffle/columns';

const FIELDS: readonly (readonly [letters: RegExp, group: string])[] = [
  [/^y+/, '(?<year>\\d{4})'],
  [/^M+/, '(?<month>\\d{1,2})'],
  [/^d+/, '(?<day>\\d{1,2})'],
  [/^H+/, '(?<hour>\\d{1,2})'],
  [/^m+/, '(?<minute>\\d{1,2})'],
  [/^s+/, '(?<second>\\d{1,2})'],
  [/^S+/, '(?<milli>\\d{1,3})'],
  [/^[XZ]+/, '(?<zone>Z|[+-]\\d{2}(?::?\\d{2})?)'],
];

/**
 * A moment written by a pattern of Java's `SimpleDateFormat` (`yyyy-MM-dd'T'HH:mm:ss.SSSXXX`), in milliseconds since the
 * epoch; UTC where the pattern has no zone. Undefined when the text does not fit, or the pattern has letters not known.
 */
export function parseByPattern(text: string, pattern: string): number | undefined {
  const source = patternSource(pattern);
  const groups = source === undefined ? undefined : new RegExp(`^${source}$`).exec(text)?.groups;
  if (groups === undefined) {
    return undefined;
  }
  const field = (name: string, fallback: number): number =>
    groups[name] === undefined ? fallback : Number(groups[name]);
  const [year, month, day] = [field('year', 1970), field('month', 1), field('day', 1)];
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) {
    return undefined;
  }
  const clock =
    field('hour', 0) * 3_600_000 + field('minute', 0) * 60_000 + field('second', 0) * 1_000 + field('milli', 0);
  return daysOfCivil(year, month, day) * 86_400_000 + clock - zoneOffset(groups['zone']);
}

function patternSource(pattern: string): string | undefined {
  let source = '';
  let rest = pattern;
  while (rest !== '') {
    const quoted = /^'((?:[^']|'')*)'/.exec(rest);
    const found = FIELDS.find(([letters]) => letters.test(rest));
    if (quoted !== null) {
      source += RegExp.escape(quoted[1] === '' ? "'" : (quoted[1] ?? '').replaceAll("''", "'"));
      rest = rest.slice(quoted[0].length);
    } else if (found !== undefined) {
      source += found[1];
      rest = rest.replace(found[0], '');
    } else if (/^[A-Za-z]/.test(rest)) {
      return undefined;
    } else {
      source += RegExp.escape(rest.charAt(0));
      rest = rest.slice(1);
    }
  }
  return source;
}

function zoneOffset(zone: string | undefined): number {
  if (zone === undefined || zone === 'Z') {
    return 0;
  }
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(3).replace(':', '') || '0');
  return (zone.startsWith('-') ? -minutes : minutes) * 60_000;
}
