export { newArrays, type VectorArrays } from './arrays.ts';
export {
  type Batch,
  BatchBuilder,
  batchOf,
  kindAt,
  ROW_KIND_NAMES,
  RowKind,
  type RowKindName,
  rowAt,
  takeBatchRows,
} from './batch.ts';
export { base64Bytes, base64Text, utf8Bytes, utf8Text } from './codec/bytes-text.ts';
export {
  divideHalfUp,
  fitsPrecision,
  formatDecimal,
  parseScaled,
  powerOfTen,
  rescaleDecimal,
  type ScaledNumber,
  toUnscaled,
} from './codec/decimal-text.ts';
export { type CodecOptions, type Formatter, formatterOf, formatValue } from './codec/format-value.ts';
export { fromJson, toJson } from './codec/json-value.ts';
export { formatDouble, formatFloat } from './codec/number-text.ts';
export { fitBytes, fitText, type Parser, parserOf, parseValue } from './codec/parse-value.ts';
export { formatVariant } from './codec/variant-text.ts';
export {
  addMonths,
  type CivilDate,
  civilOfDays,
  dayOfYear,
  daysInMonth,
  daysOfCivil,
  isoDayOfWeek,
  isoWeek,
  MILLIS_PER_DAY,
} from './time/civil.ts';
export { fieldsOfMillis, millisOfTicks, nanosOfMilli, rescaleTicks, type TimeFields, ticksOf } from './time/ticks.ts';
export { formatDate, type LocalTime, parseDate, parseTime, parseTimestamp, type TimeOfDay } from './time/time-text.ts';
export { isZone, type Zone, zoneOf } from './time/zone.ts';
export { formatType, serializeType } from './type-format.ts';
export { parseTypeText } from './type-parser.ts';
export {
  type ApproximateType,
  type ArrayType,
  type BinaryType,
  type BooleanType,
  type CharacterType,
  type DateType,
  type DayTimeIntervalType,
  type DayTimeResolution,
  type DecimalType,
  type DescriptorType,
  type IntegerKind,
  type IntegerType,
  type LogicalType,
  MAX_DECIMAL_PRECISION,
  MAX_LENGTH,
  type MapType,
  type MultisetType,
  type NullType,
  type NumericType,
  notNull,
  type RawType,
  type RowField,
  type RowType,
  type StructuredType,
  type SymbolType,
  type TimeAttribute,
  type TimestampType,
  type TimeType,
  type TypeKind,
  ticksPerMilli,
  types,
  type VariantType,
  withNullability,
  type YearMonthIntervalType,
} from './types.ts';
export { type Long, MapValue, normalizeLong, type Value, type VariantContent, VariantValue } from './values.ts';
export {
  type RowSelection,
  type Storage,
  storageOf,
  takeRows,
  type Vector,
  VectorBuilder,
  type VectorValues,
  valueAt,
  vectorOf,
} from './vector.ts';
