/** Shorthands for this package's tests: expressions are bound as the SQL binder does. */
import { type LogicalType, notNull, parseTypeText, type Value } from '@riffle/columns';
import type { Expression } from '@riffle/plan';
import { evaluateConstant } from '../compile/compile.ts';
import type { EvaluationContext } from '../compile/context.ts';
import { findScalar } from '../registry.ts';
import { isSameShape } from '../signature/index.ts';

export const testContext: EvaluationContext = { zone: 'UTC', now: () => 1_700_000_000_000, random: () => 0.5 };

/** A literal of a type given as text; nullable only when it is NULL. */
export function lit(value: Value, type: string): Expression {
  const parsed = parseTypeText(type);
  return { kind: 'literal', value, type: value === null ? parsed : notNull(parsed) };
}

export function col(index: number, type: LogicalType): Expression {
  return { kind: 'input', index, type };
}

/** A call with the implicit casts its function asks for. Throws what `infer` has against the arguments. */
export function callOf(name: string, ...args: readonly Expression[]): Expression {
  const definition = findScalar(name);
  if (definition === undefined) {
    throw new Error(`no function ${name}`);
  }
  const inference = definition.infer(
    args.map((arg) => (arg.kind === 'literal' ? { type: arg.type, literal: arg.value } : { type: arg.type })),
  );
  if (!inference.ok) {
    throw new Error(inference.message);
  }
  const cast = args.map((arg, i): Expression => {
    const type = inference.argumentTypes[i] as LogicalType;
    return isSameShape(arg.type, type) ? arg : { kind: 'cast', mode: 'implicit', arg, type };
  });
  return { kind: 'call', name: definition.name, args: cast, type: inference.resultType };
}

/** The value of a call over constants. */
export function evaluate(name: string, ...args: readonly Expression[]): Value {
  return evaluateConstant(callOf(name, ...args), testContext);
}
