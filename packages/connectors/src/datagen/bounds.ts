import type { LogicalType, Vector, VectorArrays } from '@riffle/columns';
import { ConnectorError } from '@riffle/engine';
import { parseDecimal, parseInteger } from '../formats/numbers.ts';
import type { FieldOptions } from './options.ts';

/** Which rows to make: `first`, `first + step`, …, `count` of them; `now` is the clock's time in milliseconds; and in which arrays. */
export interface RowRange {
  readonly first: number;
  readonly step: number;
  readonly count: number;
  readonly now: number;
  readonly arrays: VectorArrays;
}

/** Makes the values of one column. */
export interface ColumnGenerator {
  column(range: RowRange): Vector;
  /** How many rows the column can give in all; undefined without end. */
  readonly limit: number | undefined;
}

/** The bounds of a whole-number column: those of the options, else those of the type. */
export function integerBounds(type: LogicalType, field: FieldOptions): readonly [min: bigint, max: bigint] {
  const [smallest, largest] = typeBounds(type);
  const bound = (text: string | undefined, fallback: bigint): bigint =>
    text === undefined ? fallback : BigInt(parseBound(type, text) ?? wrongBound(field, text));
  const min = bound(field.min, smallest);
  const max = bound(field.max, largest);
  if (min > max) {
    throw new ConnectorError(`'fields.${field.path}.min' is larger than 'fields.${field.path}.max'.`);
  }
  return [min, max];
}

/** A bound in the unit the type stores: DECIMAL(5, 2) takes `1.5` as 150. */
export function parseBound(type: LogicalType, text: string): number | bigint | undefined {
  if (type.kind === 'DECIMAL') {
    return parseDecimal(text.trim(), type) ?? undefined;
  }
  const kind = type.kind === 'TINYINT' || type.kind === 'SMALLINT' || type.kind === 'INTEGER' ? type.kind : 'BIGINT';
  return parseInteger(text.trim(), kind);
}

function typeBounds(type: LogicalType): readonly [bigint, bigint] {
  switch (type.kind) {
    case 'TINYINT':
      return [-128n, 127n];
    case 'SMALLINT':
      return [-32768n, 32767n];
    case 'INTEGER':
      return [-(2n ** 31n), 2n ** 31n - 1n];
    case 'BIGINT':
      return [-(2n ** 63n), 2n ** 63n - 1n];
    case 'DECIMAL':
      return [0n, 10n ** BigInt(type.precision) - 1n];
    case 'INTERVAL_YEAR_MONTH':
      return [0n, 120_000n];
    case 'INTERVAL_DAY_TIME':
      return [0n, 3_650_000n * 86_400_000n];
    default:
      throw new ConnectorError(`not supported: random values of type ${type.kind} in a datagen table`);
  }
}

/** Ends with what is wrong about a bound. */
export function wrongBound(field: FieldOptions, text: string): never {
  throw new ConnectorError(`'${text}' is no value for the column of 'fields.${field.path}.*'.`);
}
