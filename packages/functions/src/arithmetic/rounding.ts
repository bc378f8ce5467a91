import {
  type DecimalType,
  divideHalfUp,
  type LogicalType,
  type Long,
  normalizeLong,
  parseScaled,
  powerOfTen,
  types,
  type Value,
  withNullability,
} from '@riffle/columns';
import type { CompiledCall, ScalarBody } from '../contract.ts';
import type { ScalarSpec } from '../define.ts';
import { fitDecimal, roundUnscaled, wrapLong } from '../runtime/index.ts';
import { type BoundArguments, decimalResult, parameter, type ResultRule } from '../signature/index.ts';

/** CEIL and FLOOR of a number: a DECIMAL loses its digits after the point, other types stay. */
export function wholeNumber(name: 'CEIL' | 'FLOOR', description: string, aliases: readonly string[] = []): ScalarSpec {
  const mode = name === 'CEIL' ? 'ceil' : 'floor';
  const round = name === 'CEIL' ? Math.ceil : Math.floor;
  return {
    name,
    aliases,
    signatures: [`${name}(numeric)`],
    description,
    overloads: [
      {
        parameters: [parameter.numeric],
        result: ({ types: [type] }) =>
          type?.kind === 'DECIMAL' ? withNullability(types.decimal(type.precision, 0), type.nullable) : type,
      },
    ],
    compile: ({ argumentTypes: [type], resultType }) => {
      if (type?.kind === 'DECIMAL' && resultType.kind === 'DECIMAL') {
        return (value) => fitDecimal(roundUnscaled(value as Long, type.scale, mode), 0, resultType);
      }
      return type?.kind === 'FLOAT' || type?.kind === 'DOUBLE'
        ? (value) => round(value as number)
        : (value) => value as Value;
    },
  };
}

/** The result of ROUND(x, places) and ROUND(x): known for a DECIMAL only when the places are. */
const roundResult: ResultRule = ({ types: [type], infos }: BoundArguments) => {
  if (type === undefined) {
    return undefined;
  }
  const nullable = type.nullable || (infos[1]?.type.nullable ?? false);
  if (type.kind !== 'DECIMAL') {
    return withNullability(type, nullable);
  }
  const places = infos.length === 1 ? 0 : infos[1]?.literal;
  return withNullability(typeof places === 'number' ? decimalResult.round(type, places) : type, nullable);
};

type Mode = 'half-up' | 'trunc';

/** Rounds a whole number to a multiple of 10^-places. */
function roundLong(value: Long, places: number, mode: Mode): Long {
  if (places >= 0) {
    return value;
  }
  if (places < -40) {
    return 0;
  }
  return normalizeLong(BigInt(roundUnscaled(value, -places, mode)) * powerOfTen(-places));
}

/** Rounds the digits a number prints with, as Java does through BigDecimal. */
function roundDouble(value: number, places: number, mode: Mode): number {
  const scaled = Number.isFinite(value) ? parseScaled(String(value)) : undefined;
  if (scaled === undefined || places >= scaled.scale) {
    return value;
  }
  if (scaled.scale - places > 400) {
    return 0;
  }
  const unit = powerOfTen(scaled.scale - places);
  const whole = mode === 'trunc' ? scaled.unscaled / unit : divideHalfUp(scaled.unscaled, unit);
  return Number(`${whole}e${-places}`);
}

function compileRound({ argumentTypes: [type], resultType }: CompiledCall, mode: Mode): ScalarBody {
  switch (type?.kind) {
    case 'FLOAT':
      return (value, places) => Math.fround(roundDouble(value as number, Number(places ?? 0), mode));
    case 'DOUBLE':
      return (value, places) => roundDouble(value as number, Number(places ?? 0), mode);
    case 'DECIMAL':
      return (value, places) => roundDecimal(value as Long, Number(places ?? 0), { from: type, to: resultType, mode });
    default:
      return narrowing(resultType, (value, places) => roundLong(value as Long, Number(places ?? 0), mode));
  }
}

function roundDecimal(
  value: Long,
  places: number,
  { from, to, mode }: { from: DecimalType; to: LogicalType; mode: Mode },
): Long | null {
  if (to.kind !== 'DECIMAL') {
    throw new Error('a rounded DECIMAL is a DECIMAL');
  }
  const digits = from.scale - places;
  if (digits <= 0) {
    return fitDecimal(value, from.scale, to);
  }
  const rounded = digits > 76 ? 0 : roundUnscaled(value, digits, mode);
  return places >= 0
    ? fitDecimal(rounded, places, to)
    : fitDecimal(normalizeLong(BigInt(rounded) * powerOfTen(-places)), 0, to);
}

const BITS: Readonly<Record<string, number>> = { TINYINT: 8, SMALLINT: 16, INTEGER: 32 };

function narrowing(type: LogicalType, body: (...args: readonly Value[]) => Long): ScalarBody {
  const bits = BITS[type.kind];
  return bits === undefined
    ? (...args) => wrapLong(BigInt(body(...args)))
    : (...args) => Number(BigInt.asIntN(bits, BigInt(body(...args))));
}

export const ROUND: ScalarSpec = {
  name: 'ROUND',
  signatures: ['ROUND(numeric)', 'ROUND(numeric, places)'],
  description: 'The number rounded to so many digits after the point (0 when left out), halves away from zero.',
  overloads: [{ parameters: [parameter.numeric, parameter.int], optional: 1, result: roundResult }],
  compile: (call) => compileRound(call, 'half-up'),
};

export const TRUNCATE: ScalarSpec = {
  name: 'TRUNCATE',
  signatures: ['TRUNCATE(numeric)', 'TRUNCATE(numeric, places)'],
  description: 'The number cut off after so many digits after the point (0 when left out).',
  overloads: [{ parameters: [parameter.numeric, parameter.int], optional: 1, result: roundResult }],
  compile: (call) => compileRound(call, 'trunc'),
};
