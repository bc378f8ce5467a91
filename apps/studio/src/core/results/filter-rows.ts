/** What a person types above a column, or above the whole table, as a test of rows. */
import type { ResultColumn } from '@riffle/protocol';
import { compareNumbers } from './compare-numbers.ts';
import type { CellText, Row } from './live-result.ts';

export type ValueTest = (value: CellText) => boolean;

export interface ParsedFilter {
  /** Null keeps every row: nothing is typed, or not understood. */
  readonly test: ValueTest | null;
  /** Why what was typed is not understood, as a sentence. */
  readonly problem?: string;
}

/** How filters are written, in a line for people. */
export const FILTER_HELP = 'text it contains · = exactly · > >= < <= · 1..9 · ! not · null · empty';

const EVERYTHING: ParsedFilter = { test: null };

/**
 * A filter of one column: `abc` contains, `=abc` exactly, `!abc` not, `null`, `!null`, `empty`; comparisons `>10`, `<=5`
 * and ranges `1..9` for numbers and times. Words in double quotes are only text. Letters' case does not count.
 */
export function parseFilter(typed: string, column: Pick<ResultColumn, 'role'>): ParsedFilter {
  const text = typed.trim();
  if (text === '' || text === '!') {
    return EVERYTHING;
  }
  if (text.startsWith('!') && !text.startsWith('!=')) {
    const { test, ...rest } = parseFilter(text.slice(1), column);
    return test === null ? { test, ...rest } : { test: (value) => !test(value) };
  }
  switch (text.toLowerCase()) {
    case 'null':
      return { test: (value) => value === null };
    case 'empty':
      return { test: (value) => value === '' };
  }
  return parseRange(text, column) ?? parseComparison(text, column) ?? { test: contains(unquoted(text)) };
}

function parseRange(text: string, column: Pick<ResultColumn, 'role'>): ParsedFilter | null {
  const range = /^(.+?)\.\.(.+)$/.exec(text);
  if (range === null || (column.role !== 'number' && column.role !== 'time')) {
    return null;
  }
  const [from, to] = [compareWith(range[1] ?? '', column), compareWith(range[2] ?? '', column)];
  if (typeof from === 'string' || typeof to === 'string') {
    return { test: null, problem: typeof from === 'string' ? from : String(to) };
  }
  return { test: (value) => value !== null && from(value) >= 0 && to(value) <= 0 };
}

const COMPARISON = /^(>=|<=|<>|!=|==|>|<|=)\s*(.*)$/;

function parseComparison(text: string, column: Pick<ResultColumn, 'role'>): ParsedFilter | null {
  const [, sign = '', operand = ''] = COMPARISON.exec(text) ?? [];
  if (sign === '') {
    return null;
  }
  if (operand === '') {
    return EVERYTHING;
  }
  const compare = compareWith(unquoted(operand), column);
  if (typeof compare === 'string') {
    return { test: null, problem: compare };
  }
  return { test: (value) => value !== null && holds(sign, compare(value)) };
}

function holds(sign: string, order: number): boolean {
  switch (sign) {
    case '>':
      return order > 0;
    case '>=':
      return order >= 0;
    case '<':
      return order < 0;
    case '<=':
      return order <= 0;
    case '!=':
    case '<>':
      return order !== 0;
    default:
      return order === 0;
  }
}

/** Compares a value with what was typed; a sentence when that is nothing to compare with. */
function compareWith(typed: string, column: Pick<ResultColumn, 'role'>): ((value: string) => number) | string {
  const text = typed.trim();
  if (column.role === 'number') {
    const number = text.replaceAll(/[,_\s]/g, '');
    return number === '' || Number.isNaN(Number(number))
      ? `“${text}” is not a number.`
      : (value) => (value === 'NaN' ? Number.NaN : compareNumbers(value, number));
  }
  if (column.role === 'time') {
    return compareTimes(text);
  }
  const wanted = text.toLowerCase();
  return (value) => order(value.toLowerCase(), wanted);
}

/** A clock time alone is compared with the clock time of values, whatever their day; a date with their beginning. */
function compareTimes(text: string): ((value: string) => number) | string {
  if (/^\d\d:\d\d/.test(text)) {
    return (value) => order(/\d\d:\d\d.*$/.exec(value)?.[0].slice(0, text.length) ?? '', text);
  }
  if (/^\d{4}/.test(text)) {
    const wanted = text.replace('T', ' ');
    return (value) => order(value.slice(0, wanted.length), wanted);
  }
  return `“${text}” is not a time. Write 09:30 or 2026-03-01 09:30.`;
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function unquoted(text: string): string {
  return /^".*"$/.test(text) && text.length > 1 ? text.slice(1, -1) : text;
}

function contains(text: string): ValueTest {
  const wanted = text.toLowerCase();
  return (value) => value?.toLowerCase().includes(wanted) ?? false;
}

/** The rows that pass the filter of every column and hold every word of `quick` somewhere. The same list when all do. */
export function filterRows(rows: readonly Row[], tests: readonly (ValueTest | null)[], quick: string): readonly Row[] {
  const checks = tests.flatMap((test, column) => (test === null ? [] : [{ test, column }]));
  const words = quick
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  if (checks.length === 0 && words.length === 0) {
    return rows;
  }
  return rows.filter(
    ({ values }) =>
      checks.every(({ test, column }) => test(values[column] ?? null)) &&
      words.every((word) => values.some((value) => value?.toLowerCase().includes(word))),
  );
}
