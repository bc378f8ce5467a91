import { type LogicalType, ticksPerMilli } from '@riffle/columns';
import { SAFE_DIGITS } from '../runtime/decimal.ts';
import { digitsOf } from '../signature/index.ts';

/** JavaScript that casts the value in `value`, which is not NULL; undefined where a call of the body is needed. */
export function inlineCast(value: string, from: LogicalType, to: LogicalType): string | undefined {
  if (isUnchanged(from, to)) {
    return value;
  }
  switch (from.kind) {
    case 'TINYINT':
    case 'SMALLINT':
    case 'INTEGER':
      return to.kind === 'DECIMAL' ? intToDecimal(value, from, to) : inlineFromInt(value, to);
    case 'BIGINT':
      return inlineFromLong(value, to);
    case 'FLOAT':
    case 'DOUBLE':
      return inlineFromDouble(value, to);
    case 'DECIMAL':
      return to.kind === 'DOUBLE' ? `decimalToDouble(${value}, ${from.scale})` : undefined;
    case 'BOOLEAN':
      return to.kind === 'INTEGER' || to.kind === 'BIGINT' || to.kind === 'DOUBLE' ? `(${value} ? 1 : 0)` : undefined;
    default:
      return undefined;
  }
}

const INTEGER_RANK: Readonly<Record<string, number>> = { TINYINT: 1, SMALLINT: 2, INTEGER: 3, BIGINT: 4, DOUBLE: 5 };

/** Casts that leave the value as it is. */
function isUnchanged(from: LogicalType, to: LogicalType): boolean {
  const [rank, target] = [INTEGER_RANK[from.kind], INTEGER_RANK[to.kind]];
  if (rank !== undefined && target !== undefined) {
    return rank === target || (rank < target && from.kind !== 'BIGINT');
  }
  if (from.kind === 'FLOAT') {
    return to.kind === 'FLOAT' || to.kind === 'DOUBLE';
  }
  if ((from.kind === 'CHAR' || from.kind === 'VARCHAR') && to.kind === 'VARCHAR') {
    return from.length <= to.length;
  }
  if ('precision' in from && 'precision' in to && from.kind === to.kind && from.kind.startsWith('TIMESTAMP')) {
    return from.precision <= to.precision && ticksPerMilli(from.precision) === ticksPerMilli(to.precision);
  }
  return from.kind === to.kind && (from.kind === 'BOOLEAN' || from.kind === 'DATE' || from.kind.startsWith('INTERVAL'));
}

function inlineFromInt(value: string, to: LogicalType): string | undefined {
  switch (to.kind) {
    case 'TINYINT':
      return `(${value} << 24 >> 24)`;
    case 'SMALLINT':
      return `(${value} << 16 >> 16)`;
    case 'FLOAT':
      return `Math.fround(${value})`;
    case 'BOOLEAN':
      return `(${value} !== 0)`;
    default:
      return undefined;
  }
}

function intToDecimal(value: string, from: LogicalType, to: LogicalType & { kind: 'DECIMAL' }): string | undefined {
  const digits = digitsOf(from)?.precision ?? SAFE_DIGITS;
  const fits = digits <= to.precision - to.scale && digits + to.scale <= SAFE_DIGITS;
  return fits ? `(${value} * ${10 ** to.scale})` : undefined;
}

function inlineFromLong(value: string, to: LogicalType): string | undefined {
  switch (to.kind) {
    case 'TINYINT':
      return `(longToInt(${value}) << 24 >> 24)`;
    case 'SMALLINT':
      return `(longToInt(${value}) << 16 >> 16)`;
    case 'INTEGER':
      return `longToInt(${value})`;
    case 'FLOAT':
      return `Math.fround(Number(${value}))`;
    case 'DOUBLE':
      return `Number(${value})`;
    case 'BOOLEAN':
      return `(${value} !== 0)`;
    default:
      return undefined;
  }
}

function inlineFromDouble(value: string, to: LogicalType): string | undefined {
  switch (to.kind) {
    case 'TINYINT':
      return `(doubleToInt(${value}) << 24 >> 24)`;
    case 'SMALLINT':
      return `(doubleToInt(${value}) << 16 >> 16)`;
    case 'INTEGER':
      return `doubleToInt(${value})`;
    case 'BIGINT':
      return `doubleToLong(${value})`;
    case 'FLOAT':
      return `Math.fround(${value})`;
    case 'BOOLEAN':
      return `(${value} !== 0)`;
    default:
      return undefined;
  }
}
