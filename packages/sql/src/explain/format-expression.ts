/** Bound expressions as text, with the names of the columns they read, in the manner of Flink's EXPLAIN. */
import { formatType, type LogicalType, MapValue, type RowField, ticksPerMilli, type Value } from '@riffle/columns';
import type { AggregateCall, Expression } from '@riffle/plan';

type Fields = readonly RowField[];

const INFIX = [
  '+',
  '-',
  '*',
  '/',
  '%',
  '=',
  '<>',
  '<',
  '<=',
  '>',
  '>=',
  'AND',
  'OR',
  '||',
  'LIKE',
  'IS DISTINCT FROM',
  'IS NOT DISTINCT FROM',
  'SIMILAR TO',
];

export function formatExpression(expression: Expression, fields: Fields): string {
  switch (expression.kind) {
    case 'literal':
      return formatLiteral(expression.value, expression.type);
    case 'input':
      return fields[expression.index]?.name ?? `$${expression.index}`;
    case 'cast': {
      const name = expression.mode === 'try' ? 'TRY_CAST' : 'CAST';
      return `${name}(${formatExpression(expression.arg, fields)} AS ${formatType(nullable(expression.type))})`;
    }
    case 'field':
      return `${formatExpression(expression.arg, fields)}.${fieldName(expression.arg.type, expression.index)}`;
    case 'parameter':
      return PARAMETERS[expression.name];
    case 'call':
      return formatCall(expression, fields);
  }
}

const PARAMETERS = {
  proctime: 'PROCTIME()',
  'row-timestamp': 'ROW_TIMESTAMP()',
  'query-start': 'QUERY_START()',
  'current-watermark': 'WATERMARK()',
} as const;

function nullable(type: LogicalType): LogicalType {
  return { ...type, nullable: true };
}

function fieldName(type: LogicalType, index: number): string {
  return type.kind === 'ROW' || type.kind === 'STRUCTURED' ? (type.fields[index]?.name ?? `f${index}`) : `f${index}`;
}

function formatCall(expression: Extract<Expression, { kind: 'call' }>, fields: Fields): string {
  const { name } = expression;
  const args = expression.args.map((arg) => formatExpression(arg, fields));
  if (INFIX.includes(name) && args.length === 2) {
    return `(${args[0]} ${name} ${args[1]})`;
  }
  if (name.startsWith('IS ') && args.length === 1) {
    return `${args[0]} ${name}`;
  }
  return `${name}(${args.join(', ')})`;
}

/** A literal's text: strings in quotes, times as they are written. */
export function formatLiteral(value: Value, type: LogicalType): string {
  if (value === null) {
    return 'null';
  }
  switch (type.kind) {
    case 'CHAR':
    case 'VARCHAR':
      return `'${String(value).replaceAll("'", "''")}'`;
    case 'SYMBOL':
      return String(value);
    case 'DATE':
      return dayText(Number(value));
    case 'TIME':
      return new Date(Number(value)).toISOString().slice(11, 19);
    case 'TIMESTAMP':
    case 'TIMESTAMP_LTZ': {
      const millis = Number(BigInt(Math.trunc(Number(value))) / BigInt(ticksPerMilli(type.precision)));
      return new Date(millis).toISOString().replace('T', ' ').replace('Z', '');
    }
    case 'DECIMAL':
      return decimalText(value, type.scale);
    case 'INTERVAL_DAY_TIME':
      return `${value}:INTERVAL ${type.resolution.replaceAll('_', ' ')}`;
    case 'INTERVAL_YEAR_MONTH':
      return `${value}:INTERVAL ${type.resolution.replaceAll('_', ' ')}`;
    default:
      return nestedText(value);
  }
}

function dayText(days: number): string {
  return new Date(days * 86_400_000).toISOString().slice(0, 10);
}

function decimalText(value: Value, scale: number): string {
  const digits = String(value)
    .replace('-', '')
    .padStart(scale + 1, '0');
  const sign = String(value).startsWith('-') ? '-' : '';
  return scale === 0 ? `${sign}${digits}` : `${sign}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}

function nestedText(value: Value): string {
  if (value instanceof Uint8Array) {
    return `X'${value.toHex().toUpperCase()}'`;
  }
  if (value instanceof MapValue) {
    return `{${value.entries.map(([k, v]) => `${nestedText(k)}=${nestedText(v)}`).join(', ')}}`;
  }
  return Array.isArray(value) ? `[${value.map((part: Value) => nestedText(part)).join(', ')}]` : String(value);
}

/** `COUNT(DISTINCT a) FILTER c`. */
export function formatAggregate(call: AggregateCall, fields: Fields): string {
  const args =
    call.args.length === 0 && call.name === 'COUNT' ? ['*'] : call.args.map((arg) => formatExpression(arg, fields));
  const filter = call.filter === null ? '' : ` FILTER ${formatExpression(call.filter, fields)}`;
  return `${call.name}(${call.distinct ? 'DISTINCT ' : ''}${args.join(', ')})${filter}`;
}
