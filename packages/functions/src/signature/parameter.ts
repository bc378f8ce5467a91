import { formatType, type LogicalType, notNull, type TypeKind, types, withNullability } from '@riffle/columns';
import type { ArgumentInfo } from '../contract.ts';
import { FAMILIES, type TypeFamily } from './families.ts';
import { isImplicit } from './implicit-cast.ts';

/** What an argument may be. */
export interface Parameter {
  /** As Flink prints it: `<CHARACTER_STRING>`, `INT`. */
  readonly label: string;
  /** The type the argument is cast to; undefined when it does not fit. */
  accept(argument: ArgumentInfo): LogicalType | undefined;
}

/** Every type. */
export const anyType: Parameter = { label: '<ANY>', accept: ({ type }) => type };

/** The type an argument of a family takes when it is the untyped NULL. */
const FAMILY_DEFAULTS: Readonly<Record<TypeFamily, LogicalType | undefined>> = {
  CHARACTER_STRING: types.string(),
  BINARY_STRING: types.bytes(),
  INTEGER_NUMERIC: types.int(),
  EXACT_NUMERIC: types.int(),
  APPROXIMATE_NUMERIC: types.double(),
  NUMERIC: types.int(),
  DATETIME: types.timestamp(6),
  TIMESTAMP: types.timestamp(6),
  INTERVAL: undefined,
  CONSTRUCTED: undefined,
};

/** A type of one family, taken as it is; what fits the family's usual type implicitly is cast to it. */
export function family(name: TypeFamily): Parameter {
  return {
    label: `<${name}>`,
    accept: ({ type }) => {
      if ((FAMILIES[name] as readonly TypeKind[]).includes(type.kind)) {
        return type;
      }
      const usual = FAMILY_DEFAULTS[name];
      return usual !== undefined && isImplicit(type, usual) ? withNullability(usual, type.nullable) : undefined;
    },
  };
}

/** Types of these kinds, taken as they are. */
export function ofKind(...kinds: readonly TypeKind[]): Parameter {
  return {
    label: kinds.map((kind) => `<${kind}>`).join(' | '),
    accept: ({ type }) => (kinds.includes(type.kind) ? type : undefined),
  };
}

/** Exactly this type, or one that becomes it implicitly. */
export function exactly(wanted: LogicalType): Parameter {
  return {
    label: formatType(wanted),
    accept: ({ type }) => {
      if (!wanted.nullable && type.nullable) {
        return undefined;
      }
      return isImplicit(type, wanted) ? withNullability(wanted, type.nullable) : undefined;
    },
  };
}

/** A constant, not NULL, of what `parameter` takes. */
export function literal(parameter: Parameter): Parameter {
  return {
    label: `${parameter.label} NOT NULL LITERAL`,
    accept: (argument) =>
      argument.literal === undefined || argument.literal === null ? undefined : parameter.accept(argument),
  };
}

/** The first of `parameters` that fits without a cast, else the first that fits. */
export function either(...parameters: readonly Parameter[]): Parameter {
  return {
    label: `[${parameters.map(({ label }) => label).join(' | ')}]`,
    accept: (argument) => {
      const accepted = parameters.map((parameter) => parameter.accept(argument)).filter((type) => type !== undefined);
      return accepted.find((type) => type.kind === argument.type.kind) ?? accepted[0];
    },
  };
}

/** A keyword argument with one of these values. */
export function symbol(...values: readonly string[]): Parameter {
  return {
    label: values.length === 0 ? '<SYMBOL>' : values.join(' | '),
    accept: ({ type, literal: value }) =>
      type.kind === 'SYMBOL' && (values.length === 0 || values.includes(String(value))) ? notNull(type) : undefined,
  };
}

export const text = family('CHARACTER_STRING');
export const binary = family('BINARY_STRING');
export const numeric = family('NUMERIC');
export const integer = family('INTEGER_NUMERIC');
export const bool = exactly(types.boolean());
export const int = exactly(types.int());
export const bigint = exactly(types.bigint());
export const double = exactly(types.double());
