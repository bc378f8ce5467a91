/** Literals as written → literal expressions, with Flink's types for them. */
import { type LogicalType, normalizeLong, notNull, ticksPerMilli, types, type Value } from '@riffle/columns';
import type { Expression } from '@riffle/plan';
import type { DateTimeLiteral, IntervalLiteral, Literal, NumberLiteral } from '../ast/literals.ts';
import type { TimeUnit } from '../ast/type-nodes.ts';
import { literal } from '../logical/expressions.ts';
import { type BindContext, errorExpression } from './context.ts';
import { intervalType } from './types.ts';

export function bindLiteral(context: BindContext, node: Literal): Expression {
  switch (node.kind) {
    case 'number-literal':
      return bindNumber(context, node, false);
    case 'string-literal':
      return literal(node.value, notNull(types.char([...node.value].length)));
    case 'binary-literal':
      return literal(Uint8Array.fromHex(node.hex), notNull(types.binary(node.hex.length / 2)));
    case 'boolean-literal':
      return node.value === null ? literal(null, types.boolean()) : literal(node.value, notNull(types.boolean()));
    case 'null-literal':
      return literal(null, types.null());
    case 'datetime-literal':
      return bindDateTime(context, node);
    case 'interval-literal':
      return bindInterval(context, node);
  }
}

const INT_LIMIT = 2147483648n;
const BIGINT_LIMIT = 9223372036854775808n;

/** A number; `negative` when a minus sign stands right before it, so that the smallest INT and BIGINT can be written. */
export function bindNumber(context: BindContext, node: NumberLiteral, negative: boolean): Expression {
  const text = `${negative ? '-' : ''}${node.text.replace(/\.$/, '')}`;
  if (node.form === 'approximate') {
    return literal(Number(text), notNull(types.double()));
  }
  if (text.includes('.')) {
    return bindDecimal(context, node, text);
  }
  const value = BigInt(text);
  const fits = (limit: bigint): boolean => value < limit && value >= -limit;
  if (fits(INT_LIMIT)) {
    return literal(Number(value), notNull(types.int()));
  }
  if (fits(BIGINT_LIMIT)) {
    return literal(normalizeLong(value), notNull(types.bigint()));
  }
  return bindDecimal(context, node, text);
}

/** Every digit as written counts towards the precision: `0.05` is a DECIMAL(3, 2). */
function bindDecimal(context: BindContext, node: NumberLiteral, text: string): Expression {
  const [whole = '', fraction = ''] = text.replace('-', '').split('.');
  const digits = `${whole}${fraction}`;
  const precision = digits.length;
  if (precision > 38) {
    context.report('number-too-long', `Numeric literal ${node.text} has more than 38 digits.`, node.span, {
      hint: 'Write it with an exponent (1E40) to get a DOUBLE.',
    });
    return errorExpression(types.decimal(38, 0));
  }
  const unscaled = BigInt(digits);
  return literal(
    normalizeLong(text.startsWith('-') ? -unscaled : unscaled),
    notNull(types.decimal(precision, fraction.length)),
  );
}

const DATE = /^(\d{4})-(\d{1,2})-(\d{1,2})$/;
const TIME = /^(\d{1,2}):(\d{1,2}):(\d{1,2})(?:\.(\d{1,9}))?$/;

function bindDateTime(context: BindContext, node: DateTimeLiteral): Expression {
  const bound = parseDateTime(node);
  if (bound !== undefined) {
    return bound;
  }
  const form = { DATE: 'yyyy-MM-dd', TIME: 'HH:mm:ss[.fraction]' }[node.type === 'DATE' ? 'DATE' : 'TIME'];
  const expected = node.type.startsWith('TIMESTAMP') ? 'yyyy-MM-dd HH:mm:ss[.fraction]' : form;
  context.report(
    'illegal-literal',
    `Illegal ${node.type} literal '${node.text}': not in format '${expected}'.`,
    node.span,
  );
  return errorExpression(node.type === 'DATE' ? types.date() : types.timestamp(3));
}

function parseDateTime(node: DateTimeLiteral): Expression | undefined {
  const text = node.text.trim();
  if (node.type === 'DATE') {
    const days = daysOf(text);
    return days === undefined ? undefined : literal(days, notNull(types.date()));
  }
  if (node.type === 'TIME') {
    const time = timeOf(text);
    // Flink's TIME literals have no fraction, whatever is written.
    return time === undefined ? undefined : literal(Math.trunc(time.nanos / 1e9) * 1000, notNull(types.time(0)));
  }
  const [datePart = '', timePart] = text.split(/[ T]/);
  const days = daysOf(datePart);
  const time = timePart === undefined ? { nanos: 0, digits: 0 } : timeOf(timePart);
  if (days === undefined || time === undefined) {
    return undefined;
  }
  const type = notNull(node.type === 'TIMESTAMP' ? types.timestamp(time.digits) : types.timestampLtz(time.digits));
  const perMilli = ticksPerMilli(time.digits);
  const ticks = BigInt(days) * 86_400_000n * BigInt(perMilli) + BigInt(Math.trunc(time.nanos / (1_000_000 / perMilli)));
  return literal(normalizeLong(ticks), type);
}

function daysOf(text: string): number | undefined {
  const match = DATE.exec(text);
  if (match === null) {
    return undefined;
  }
  const [year, month, day] = match.slice(1).map(Number) as [number, number, number];
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? date.getTime() / 86_400_000 : undefined;
}

function timeOf(text: string): { nanos: number; digits: number } | undefined {
  const match = TIME.exec(text);
  if (match === null) {
    return undefined;
  }
  const [hour, minute, second] = match.slice(1, 4).map(Number) as [number, number, number];
  const fraction = match[4] ?? '';
  if (hour > 23 || minute > 59 || second > 59) {
    return undefined;
  }
  const nanos = (hour * 3600 + minute * 60 + second) * 1_000_000_000 + Number(fraction.padEnd(9, '0'));
  return { nanos, digits: fraction.length };
}

const MILLIS: Partial<Record<TimeUnit, number>> = {
  WEEK: 604_800_000,
  DAY: 86_400_000,
  HOUR: 3_600_000,
  MINUTE: 60_000,
  SECOND: 1000,
};
const MONTHS: Partial<Record<TimeUnit, number>> = { YEAR: 12, QUARTER: 3, MONTH: 1 };

function bindInterval(context: BindContext, node: IntervalLiteral): Expression {
  const type: LogicalType = notNull(intervalType(node.qualifier));
  const value = intervalValue(node);
  if (value === undefined) {
    const { from, to } = node.qualifier;
    context.report(
      'illegal-literal',
      `Illegal interval literal '${node.text}' ${to === undefined ? from : `${from} TO ${to}`}.`,
      node.span,
    );
    return errorExpression(type);
  }
  return literal(value, type);
}

/** Months or milliseconds, or undefined when the text does not fit the qualifier. */
function intervalValue(node: IntervalLiteral): Value | undefined {
  const { from, to } = node.qualifier;
  const trimmed = node.text.trim();
  const sign = (node.negative ? -1 : 1) * (trimmed.startsWith('-') ? -1 : 1);
  const body = trimmed.replace(/^[+-]/, '').trim();
  if (to === undefined || to === from) {
    const unit = MONTHS[from] ?? MILLIS[from];
    const pattern = from === 'SECOND' ? /^\d+(\.\d{1,9})?$/ : /^\d+$/;
    return unit === undefined || !pattern.test(body) ? undefined : sign * Math.trunc(Number(body) * unit + 1e-6);
  }
  if (from === 'YEAR') {
    const match = /^(\d+)-(\d{1,2})$/.exec(body);
    return match === null ? undefined : sign * (Number(match[1]) * 12 + Number(match[2]));
  }
  const units: readonly TimeUnit[] = ['DAY', 'HOUR', 'MINUTE', 'SECOND'];
  const wanted = units.slice(units.indexOf(from), units.indexOf(to) + 1);
  const numbers = body.split(/[ :]+/);
  if (numbers.length !== wanted.length || !numbers.every((part) => /^\d+(\.\d{1,9})?$/.test(part))) {
    return undefined;
  }
  const millis = wanted.reduce((sum, unit, i) => sum + Number(numbers[i]) * (MILLIS[unit] ?? 0), 0);
  return sign * Math.trunc(millis + 1e-6);
}
