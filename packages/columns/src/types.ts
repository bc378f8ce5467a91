/**
 * Flink's SQL types as plain data (Flink 2.2, `LogicalType`), with the layout of their values.
 *
 * A *value* of a type is, everywhere outside a vector:
 *
 * | type | value |
 * |---|---|
 * | BOOLEAN | `boolean` |
 * | TINYINT, SMALLINT, INTEGER | `number` |
 * | BIGINT | a *long*: `number` within ±(2^53-1), else `bigint`; never -0 |
 * | DECIMAL(p, s) | a long: the unscaled value, so 12.30 as DECIMAL(5, 2) is 1230 |
 * | FLOAT | `number`, rounded by `Math.fround` |
 * | DOUBLE | `number` |
 * | CHAR, VARCHAR | `string` |
 * | BINARY, VARBINARY | `Uint8Array` |
 * | DATE | `number`: days since 1970-01-01 |
 * | TIME(p) | `number`: milliseconds of the day |
 * | TIMESTAMP(p), TIMESTAMP_LTZ(p) | a long: ticks since 1970-01-01T00:00:00, in the unit of `ticksPerMilli` |
 * | INTERVAL_YEAR_MONTH | `number`: months |
 * | INTERVAL_DAY_TIME | a long: milliseconds |
 * | ARRAY | array of element values |
 * | MAP, MULTISET | `MapValue`: entries in insertion order (a multiset maps an element to its INTEGER count) |
 * | ROW, STRUCTURED | array of field values, by position |
 * | VARIANT | `VariantValue` |
 * | RAW | whatever the class is |
 *
 * NULL is `null` in every type.
 */
export type LogicalType =
  | BooleanType
  | NumericType
  | CharacterType
  | BinaryType
  | DateType
  | TimeType
  | TimestampType
  | YearMonthIntervalType
  | DayTimeIntervalType
  | ArrayType
  | MapType
  | MultisetType
  | RowType
  | StructuredType
  | RawType
  | VariantType
  | NullType
  | DescriptorType
  | SymbolType;

interface TypeBase<K extends string> {
  readonly kind: K;
  readonly nullable: boolean;
}
export interface BooleanType extends TypeBase<'BOOLEAN'> {}
export type IntegerKind = 'TINYINT' | 'SMALLINT' | 'INTEGER' | 'BIGINT';
export interface IntegerType extends TypeBase<IntegerKind> {}
export interface ApproximateType extends TypeBase<'FLOAT' | 'DOUBLE'> {}
export interface DecimalType extends TypeBase<'DECIMAL'> {
  /** Total digits, 1 to 38. */
  readonly precision: number;
  /** Digits after the point, 0 to precision. */
  readonly scale: number;
}
export type NumericType = IntegerType | ApproximateType | DecimalType;
export interface CharacterType extends TypeBase<'CHAR' | 'VARCHAR'> {
  /** Length in code points; `MAX_LENGTH` for STRING. */
  readonly length: number;
}
export interface BinaryType extends TypeBase<'BINARY' | 'VARBINARY'> {
  /** Length in bytes; `MAX_LENGTH` for BYTES. */
  readonly length: number;
}
export interface DateType extends TypeBase<'DATE'> {}
export interface TimeType extends TypeBase<'TIME'> {
  /** Digits of the second's fraction, 0 to 9; values carry milliseconds at most, as in Flink's runtime. */
  readonly precision: number;
}
export interface TimestampType extends TypeBase<'TIMESTAMP' | 'TIMESTAMP_LTZ' | 'TIMESTAMP_TZ'> {
  /** Digits of the second's fraction, 0 to 9. */
  readonly precision: number;
  /** Set on a column that drives event time or processing time. */
  readonly attribute?: TimeAttribute | undefined;
}
export type TimeAttribute = 'rowtime' | 'proctime';
export interface YearMonthIntervalType extends TypeBase<'INTERVAL_YEAR_MONTH'> {
  readonly resolution: 'YEAR' | 'YEAR_TO_MONTH' | 'MONTH';
  readonly yearPrecision: number;
}
export type DayTimeResolution =
  | 'DAY'
  | 'DAY_TO_HOUR'
  | 'DAY_TO_MINUTE'
  | 'DAY_TO_SECOND'
  | 'HOUR'
  | 'HOUR_TO_MINUTE'
  | 'HOUR_TO_SECOND'
  | 'MINUTE'
  | 'MINUTE_TO_SECOND'
  | 'SECOND';
export interface DayTimeIntervalType extends TypeBase<'INTERVAL_DAY_TIME'> {
  readonly resolution: DayTimeResolution;
  readonly dayPrecision: number;
  readonly fractionalPrecision: number;
}
export interface ArrayType extends TypeBase<'ARRAY'> {
  readonly element: LogicalType;
}
export interface MapType extends TypeBase<'MAP'> {
  readonly key: LogicalType;
  readonly value: LogicalType;
}
export interface MultisetType extends TypeBase<'MULTISET'> {
  readonly element: LogicalType;
}
export interface RowField {
  readonly name: string;
  readonly type: LogicalType;
  readonly description?: string | undefined;
}
export interface RowType extends TypeBase<'ROW'> {
  readonly fields: readonly RowField[];
}
export interface StructuredType extends TypeBase<'STRUCTURED'> {
  readonly className: string;
  readonly fields: readonly RowField[];
}
export interface RawType extends TypeBase<'RAW'> {
  readonly className: string;
  readonly serializer: string;
}
export interface VariantType extends TypeBase<'VARIANT'> {}
export interface NullType extends TypeBase<'NULL'> {}
export interface DescriptorType extends TypeBase<'DESCRIPTOR'> {}
/** The type of a keyword argument (`EXTRACT(DAY …)`, `TRIM(BOTH …)`): its value is the keyword as a string. */
export interface SymbolType extends TypeBase<'SYMBOL'> {}

export type TypeKind = LogicalType['kind'];

/** The length of STRING and BYTES: the largest Java int. */
export const MAX_LENGTH = 2147483647;
/** The largest precision of DECIMAL. */
export const MAX_DECIMAL_PRECISION = 38;

/** Types in their nullable form; wrap one in `notNull` for the other. */
export const types = {
  boolean: (): BooleanType => ({ kind: 'BOOLEAN', nullable: true }),
  tinyint: (): IntegerType => ({ kind: 'TINYINT', nullable: true }),
  smallint: (): IntegerType => ({ kind: 'SMALLINT', nullable: true }),
  int: (): IntegerType => ({ kind: 'INTEGER', nullable: true }),
  bigint: (): IntegerType => ({ kind: 'BIGINT', nullable: true }),
  float: (): ApproximateType => ({ kind: 'FLOAT', nullable: true }),
  double: (): ApproximateType => ({ kind: 'DOUBLE', nullable: true }),
  decimal: (precision: number, scale: number): DecimalType => ({ kind: 'DECIMAL', nullable: true, precision, scale }),
  char: (length: number): CharacterType => ({ kind: 'CHAR', nullable: true, length }),
  varchar: (length: number): CharacterType => ({ kind: 'VARCHAR', nullable: true, length }),
  string: (): CharacterType => ({ kind: 'VARCHAR', nullable: true, length: MAX_LENGTH }),
  binary: (length: number): BinaryType => ({ kind: 'BINARY', nullable: true, length }),
  varbinary: (length: number): BinaryType => ({ kind: 'VARBINARY', nullable: true, length }),
  bytes: (): BinaryType => ({ kind: 'VARBINARY', nullable: true, length: MAX_LENGTH }),
  date: (): DateType => ({ kind: 'DATE', nullable: true }),
  time: (precision = 0): TimeType => ({ kind: 'TIME', nullable: true, precision }),
  timestamp: (precision = 6, attribute?: TimeAttribute): TimestampType =>
    timestampOf('TIMESTAMP', precision, attribute),
  timestampLtz: (precision = 6, attribute?: TimeAttribute): TimestampType =>
    timestampOf('TIMESTAMP_LTZ', precision, attribute),
  yearMonthInterval: (
    resolution: YearMonthIntervalType['resolution'] = 'YEAR_TO_MONTH',
    yearPrecision = 2,
  ): YearMonthIntervalType => ({ kind: 'INTERVAL_YEAR_MONTH', nullable: true, resolution, yearPrecision }),
  dayTimeInterval: (
    resolution: DayTimeResolution = 'DAY_TO_SECOND',
    dayPrecision = 2,
    fractionalPrecision = 6,
  ): DayTimeIntervalType => ({
    kind: 'INTERVAL_DAY_TIME',
    nullable: true,
    resolution,
    dayPrecision,
    fractionalPrecision,
  }),
  array: (element: LogicalType): ArrayType => ({ kind: 'ARRAY', nullable: true, element }),
  map: (key: LogicalType, value: LogicalType): MapType => ({ kind: 'MAP', nullable: true, key, value }),
  multiset: (element: LogicalType): MultisetType => ({ kind: 'MULTISET', nullable: true, element }),
  row: (fields: readonly RowField[]): RowType => ({ kind: 'ROW', nullable: true, fields }),
  structured: (className: string, fields: readonly RowField[]): StructuredType => ({
    kind: 'STRUCTURED',
    nullable: true,
    className,
    fields,
  }),
  raw: (className: string, serializer = ''): RawType => ({ kind: 'RAW', nullable: true, className, serializer }),
  variant: (): VariantType => ({ kind: 'VARIANT', nullable: true }),
  null: (): NullType => ({ kind: 'NULL', nullable: true }),
  descriptor: (): DescriptorType => ({ kind: 'DESCRIPTOR', nullable: true }),
  symbol: (): SymbolType => ({ kind: 'SYMBOL', nullable: false }),
} as const;

function timestampOf(
  kind: TimestampType['kind'],
  precision: number,
  attribute: TimeAttribute | undefined,
): TimestampType {
  return attribute === undefined ? { kind, nullable: true, precision } : { kind, nullable: true, precision, attribute };
}

/** The same type, nullable or not as asked. */
export function withNullability<T extends LogicalType>(type: T, nullable: boolean): T {
  return type.nullable === nullable ? type : { ...type, nullable };
}

export function notNull<T extends LogicalType>(type: T): T {
  return withNullability(type, false);
}

/**
 * How many ticks of a timestamp value make a millisecond: 1 up to precision 3 (milliseconds),
 * 1,000 up to 6 (microseconds), 1,000,000 above (nanoseconds).
 */
export function ticksPerMilli(precision: number): 1 | 1_000 | 1_000_000 {
  if (precision <= 3) {
    return 1;
  }
  return precision <= 6 ? 1_000 : 1_000_000;
}
