import { type LogicalType, notNull, types, type Value } from '@riffle/columns';
import type { FunctionContext, ScalarFunction } from '../contract.ts';

/** One argument of a call under test: a constant or, with `column`, a value the call does not know beforehand. */
export interface TestArgument {
  readonly type: LogicalType;
  readonly value: Value;
  readonly isColumn?: boolean | undefined;
}

/** A keyword argument. */
export function symbol(value: string): TestArgument {
  return { type: types.symbol(), value };
}

export function constant(type: LogicalType, value: Value): TestArgument {
  return { type: value === null ? type : notNull(type), value };
}

export function column(type: LogicalType, value: Value): TestArgument {
  return { type, value, isColumn: true };
}

export function text(value: string | null): TestArgument {
  return constant(types.string(), value);
}

export const TEST_CONTEXT: FunctionContext = { zone: 'UTC', now: () => 1_700_000_000_000, random: () => 0.5 };

/** Binds and runs one call as the engine does, without casting the arguments. Throws the message of a misfit. */
export function callScalar(
  definition: ScalarFunction,
  args: readonly TestArgument[],
  context: Partial<FunctionContext> = {},
): { readonly value: Value; readonly type: LogicalType } {
  const infos = args.map(({ type, value, isColumn }) => ({ type, literal: isColumn === true ? undefined : value }));
  const inference = definition.infer(infos);
  if (!inference.ok) {
    throw new Error(inference.message);
  }
  const { argumentTypes, resultType } = inference;
  const literals = infos.map(({ literal }) => literal);
  const body = definition.compile({ argumentTypes, resultType, literals, context: { ...TEST_CONTEXT, ...context } });
  const isNull = definition.nulls === 'propagate' && args.some(({ value }) => value === null);
  return { value: isNull ? null : body(...args.map(({ value }) => value)), type: resultType };
}

/** The definition of that name among `definitions`. */
export function scalarNamed(
  definitions: readonly { readonly kind: string; readonly name: string }[],
  name: string,
): ScalarFunction {
  const found = definitions.find((definition) => definition.name === name && definition.kind === 'scalar');
  if (found === undefined) {
    throw new Error(`no function ${name}`);
  }
  return found as ScalarFunction;
}
