import { type DecimalType, type LogicalType, MAX_DECIMAL_PRECISION, types } from '@riffle/columns';

/** The digits an overflowing result keeps after the point, when it has that many. */
const MIN_ADJUSTED_SCALE = 6;

/** An exact number's digits: an integer type counts as DECIMAL(p, 0). */
export interface Digits {
  readonly precision: number;
  readonly scale: number;
}

const INTEGER_DIGITS: Readonly<Record<string, number>> = { TINYINT: 3, SMALLINT: 5, INTEGER: 10, BIGINT: 19 };

/** The digits of an exact numeric type; undefined for every other type. */
export function digitsOf(type: LogicalType): Digits | undefined {
  if (type.kind === 'DECIMAL') {
    return type;
  }
  const precision = INTEGER_DIGITS[type.kind];
  return precision === undefined ? undefined : { precision, scale: 0 };
}

/** DECIMAL result types of the operators (Flink's `LogicalTypeMerging`, from SQL Server and Hive). */
export const decimalResult = {
  add: (a: Digits, b: Digits): DecimalType => {
    const scale = Math.max(a.scale, b.scale);
    return adjusted(Math.max(a.precision - a.scale, b.precision - b.scale) + scale + 1, scale);
  },
  multiply: (a: Digits, b: Digits): DecimalType => adjusted(a.precision + b.precision + 1, a.scale + b.scale),
  divide: (a: Digits, b: Digits): DecimalType => {
    const scale = Math.max(MIN_ADJUSTED_SCALE, a.scale + b.precision + 1);
    return adjusted(a.precision - a.scale + b.scale + scale, scale);
  },
  modulo: (a: Digits, b: Digits): DecimalType => {
    const scale = Math.max(a.scale, b.scale);
    return adjusted(Math.min(a.precision - a.scale, b.precision - b.scale) + scale, scale);
  },
  /** ROUND(x, places). */
  round: (a: Digits, places: number): DecimalType => {
    if (places >= a.scale) {
      return types.decimal(a.precision, a.scale);
    }
    if (places < 0) {
      return types.decimal(Math.min(MAX_DECIMAL_PRECISION, 1 + a.precision - a.scale), 0);
    }
    return types.decimal(Math.min(MAX_DECIMAL_PRECISION, 1 + a.precision - a.scale + places), places);
  },
  sum: (a: Digits): DecimalType => types.decimal(MAX_DECIMAL_PRECISION, a.scale),
  average: (a: Digits): DecimalType => types.decimal(MAX_DECIMAL_PRECISION, Math.max(MIN_ADJUSTED_SCALE, a.scale)),
} as const;

/** Fits a result into 38 digits: whole digits stay, the fraction shrinks, but not below 6 digits. */
function adjusted(precision: number, scale: number): DecimalType {
  if (precision <= MAX_DECIMAL_PRECISION) {
    return types.decimal(precision, scale);
  }
  const whole = precision - scale;
  const kept = Math.max(MAX_DECIMAL_PRECISION - whole, Math.min(scale, MIN_ADJUSTED_SCALE));
  return types.decimal(MAX_DECIMAL_PRECISION, kept);
}
