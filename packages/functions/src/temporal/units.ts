import type { Value } from '@riffle/columns';
import type { Parameter } from '../signature/index.ts';

/** The units that are a fixed number of milliseconds. */
export const UNIT_MILLIS: ReadonlyMap<string, number> = new Map([
  ['MILLISECOND', 1],
  ['SECOND', 1_000],
  ['MINUTE', 60_000],
  ['HOUR', 3_600_000],
  ['DAY', 86_400_000],
  ['WEEK', 604_800_000],
]);

/** The units that are a number of months. */
export const UNIT_MONTHS: ReadonlyMap<string, number> = new Map([
  ['MONTH', 1],
  ['QUARTER', 3],
  ['YEAR', 12],
  ['DECADE', 120],
  ['CENTURY', 1_200],
  ['MILLENNIUM', 12_000],
]);

/** The units below a millisecond, in nanoseconds. */
export const UNIT_NANOS: ReadonlyMap<string, number> = new Map([
  ['MICROSECOND', 1_000],
  ['NANOSECOND', 1],
]);

const OTHER_UNITS = ['DOW', 'ISODOW', 'DOY', 'ISOYEAR', 'EPOCH'];
const UNITS = new Set([...UNIT_MILLIS.keys(), ...UNIT_MONTHS.keys(), ...UNIT_NANOS.keys(), ...OTHER_UNITS]);

/** The one name of a unit: `SQL_TSI_DAY`, `DAYS` and `day` are `DAY`. Undefined when there is no such unit. */
export function unitNamed(keyword: Value | undefined): string | undefined {
  const name = String(keyword ?? '')
    .toUpperCase()
    .replace(/^SQL_TSI_/, '');
  const singular = name === 'CENTURIES' ? 'CENTURY' : name === 'FRAC_SECOND' ? 'MICROSECOND' : name.replace(/S$/, '');
  return [name, singular].find((each) => UNITS.has(each));
}

/** A keyword argument that names a unit. */
export const unitParameter: Parameter = {
  label: '<UNIT>',
  accept: ({ type, literal }) => (type.kind === 'SYMBOL' && unitNamed(literal) !== undefined ? type : undefined),
};

/** The unit in the JavaScript string literal an inline form gets for a keyword. */
export function unitOfLiteral(source: string | undefined): string | undefined {
  return source?.startsWith('"') === true ? unitNamed(JSON.parse(source) as string) : undefined;
}
