import type { DateTimeLiteral, ExpressionNode, IntervalLiteral, IntervalQualifier, TimeUnit } from '../ast/index.ts';
import type { Cursor } from './cursor.ts';
import { expression } from './grammar.ts';
import { nested, type Rule } from './trampoline.ts';

const INTERVAL_UNITS: Readonly<Record<string, TimeUnit>> = {
  YEAR: 'YEAR',
  YEARS: 'YEAR',
  QUARTER: 'QUARTER',
  QUARTERS: 'QUARTER',
  MONTH: 'MONTH',
  MONTHS: 'MONTH',
  WEEK: 'WEEK',
  WEEKS: 'WEEK',
  DAY: 'DAY',
  DAYS: 'DAY',
  HOUR: 'HOUR',
  HOURS: 'HOUR',
  MINUTE: 'MINUTE',
  MINUTES: 'MINUTE',
  SECOND: 'SECOND',
  SECONDS: 'SECOND',
};
const DAY_TIME_ORDER: readonly TimeUnit[] = ['DAY', 'HOUR', 'MINUTE', 'SECOND'];

export function isInterval(p: Cursor): boolean {
  return p.key() === 'INTERVAL';
}

export function isDateTime(p: Cursor): boolean {
  const word = p.key();
  return (
    (word === 'DATE' || word === 'TIME' || word === 'TIMESTAMP') &&
    (p.isString(1) || (p.key(1) === 'WITH' && p.key(2) === 'LOCAL' && p.key(3) === 'TIME'))
  );
}

/** `DATE '…'`, `TIMESTAMP WITH LOCAL TIME ZONE '…'`. */
export function dateTime(p: Cursor): DateTimeLiteral {
  const start = p.at;
  const word = p.expectAny('DATE', 'TIME', 'TIMESTAMP');
  const local = word === 'TIMESTAMP' && p.accept('WITH', 'LOCAL', 'TIME', 'ZONE');
  const text = p.string().value;
  return { kind: 'datetime-literal', type: local ? 'TIMESTAMP_LTZ' : word, text, span: p.spanFrom(start) };
}

/** `INTERVAL '1' DAY` or `INTERVAL n DAY`. */
export function* interval(p: Cursor): Rule<ExpressionNode> {
  const start = p.at;
  p.expect('INTERVAL');
  const negative = p.acceptAny('-', '+') === '-';
  if (p.isString()) {
    const text = p.string().value;
    const qualifier = intervalQualifier(p);
    return { kind: 'interval-literal', negative, text, qualifier, span: p.spanFrom(start) };
  }
  const value = yield* intervalValue(p);
  const qualifier = intervalQualifier(p);
  return { kind: 'interval', negative, value, qualifier, span: p.spanFrom(start) };
}

function* intervalValue(p: Cursor): Rule<ExpressionNode> {
  if (p.accept('(')) {
    const value = yield* nested(expression(p));
    p.expect(')');
    return value;
  }
  if (p.isNumber()) {
    return p.number();
  }
  const token = p.peek();
  if (p.accept('?')) {
    return { kind: 'dynamic-parameter', index: p.parameters++, span: { start: token.start, end: token.end } };
  }
  const { parts, span } = p.path('an amount');
  return { kind: 'column-reference', parts, span };
}

/** An interval that must be a literal, as FRESHNESS needs it. */
export function intervalLiteral(p: Cursor): IntervalLiteral {
  const start = p.at;
  p.expect('INTERVAL');
  const negative = p.acceptAny('-', '+') === '-';
  const text = p.string().value;
  const qualifier = intervalQualifier(p);
  return { kind: 'interval-literal', negative, text, qualifier, span: p.spanFrom(start) };
}

export function isIntervalUnit(p: Cursor): boolean {
  return p.peek().kind === 'word' && p.key() in INTERVAL_UNITS;
}

export function intervalQualifier(p: Cursor): IntervalQualifier {
  const start = p.at;
  const from = intervalUnit(p);
  const { precision, fraction } = intervalPrecision(p, from);
  const to = intervalEnd(p, from);
  const endFraction = to === 'SECOND' ? optionalDigits(p) : undefined;
  return {
    kind: 'interval-qualifier',
    from,
    to,
    precision,
    fraction: fraction ?? endFraction,
    span: p.spanFrom(start),
  };
}

function intervalUnit(p: Cursor): TimeUnit {
  const unit = INTERVAL_UNITS[p.key()];
  if (unit === undefined) {
    for (const word of ['YEAR', 'MONTH', 'DAY', 'HOUR', 'MINUTE', 'SECOND']) {
      p.is(word);
    }
    p.expecting('a unit of time such as DAY or SECOND');
    return p.fail();
  }
  p.next();
  return unit;
}

function intervalPrecision(p: Cursor, unit: TimeUnit) {
  if (!p.accept('(')) {
    return {};
  }
  const precision = digits(p);
  const fraction = unit === 'SECOND' && p.accept(',') ? digits(p) : undefined;
  p.expect(')');
  return { precision, fraction };
}

function intervalEnd(p: Cursor, from: TimeUnit): TimeUnit | undefined {
  const allowed = from === 'YEAR' ? ['MONTH'] : DAY_TIME_ORDER.slice(DAY_TIME_ORDER.indexOf(from) + 1);
  if ((from !== 'YEAR' && !DAY_TIME_ORDER.includes(from)) || p.key() !== 'TO' || !(p.key(1) in INTERVAL_UNITS)) {
    return undefined;
  }
  p.next();
  const to = INTERVAL_UNITS[p.key()] as TimeUnit;
  if (!allowed.includes(to)) {
    p.failAt('syntax-error', `An interval cannot go from ${from} to ${to}.`, p.peek());
  }
  p.next();
  return to;
}

function optionalDigits(p: Cursor): number | undefined {
  if (!p.accept('(')) {
    return undefined;
  }
  const value = digits(p);
  p.expect(')');
  return value;
}

function digits(p: Cursor): number {
  return Number(p.integer().text);
}

/** A unit of time as EXTRACT, CEIL and TIMESTAMPADD name it, `SQL_TSI_` cut off. */
export function timeUnit(p: Cursor): ExpressionNode {
  const token = p.peek();
  if (token.kind !== 'word') {
    p.expecting('a unit of time such as DAY or SECOND');
    p.fail();
  }
  p.next();
  const value = token.key.replace(/^SQL_TSI_/, '');
  return { kind: 'symbol', value, span: { start: token.start, end: token.end } };
}
