/** Calls of built-in and registered functions: found, typed, their arguments cast. */
import { type LogicalType, notNull, type Value, withNullability } from '@riffle/columns';
import { type ArgumentInfo, allFunctions, type FunctionDefinition, findFunction, isImplicit } from '@riffle/functions';
import type { Expression, RegisteredFunction, Span } from '@riffle/plan';
import { call } from '../logical/expressions.ts';
import { castTo, withoutAttribute } from './casts.ts';
import { type BindContext, errorExpression, isErrorExpression } from './context.ts';

/** What the function says about the arguments a call gives. */
export function argumentInfo(expression: Expression): ArgumentInfo {
  const value = literalValue(expression);
  return value === undefined ? { type: expression.type } : { type: expression.type, literal: value };
}

function literalValue(expression: Expression): Value | undefined {
  return expression.kind === 'literal' ? expression.value : undefined;
}

/** A call of the built-in scalar `name`, which exists: operators and special syntax come here. */
export function bindBuiltIn(context: BindContext, name: string, args: readonly Expression[], span: Span): Expression {
  const definition = findFunction(name);
  if (definition === undefined || definition.kind !== 'scalar') {
    context.notSupported(`the function ${name}`, span);
    return errorExpression();
  }
  return bindScalarCall(context, definition, args, span);
}

export function bindScalarCall(
  context: BindContext,
  definition: FunctionDefinition,
  args: readonly Expression[],
  span: Span,
): Expression {
  const typed = inferCall(context, definition, args, span);
  return typed === undefined
    ? errorExpression()
    : context.remember(call(definition.name, typed.args, withoutAttribute(typed.type)), span);
}

/** Checks the arguments and casts them; undefined after reporting why they do not fit. */
export function inferCall(
  context: BindContext,
  definition: FunctionDefinition,
  args: readonly Expression[],
  span: Span,
): { args: readonly Expression[]; type: LogicalType } | undefined {
  if (args.some(isErrorExpression)) {
    return undefined;
  }
  const inference = definition.infer(args.map(argumentInfo));
  if (!inference.ok) {
    context.report('wrong-arguments', inference.message, span, {
      hint: `Usage: ${definition.signatures.join(' or ')}`,
    });
    return undefined;
  }
  return {
    args: args.map((arg, i) => castTo(arg, inference.argumentTypes[i] ?? arg.type)),
    type: inference.resultType,
  };
}

/** A call of a function someone registered. */
export function bindRegisteredCall(
  context: BindContext,
  registered: RegisteredFunction,
  args: readonly Expression[],
  span: Span,
): Expression {
  const typed = castRegisteredArguments(context, registered, args, span);
  return typed === undefined ? errorExpression() : call(registered.name, typed, registered.resultType);
}

export function castRegisteredArguments(
  context: BindContext,
  registered: RegisteredFunction,
  args: readonly Expression[],
  span: Span,
): readonly Expression[] | undefined {
  if (args.some(isErrorExpression)) {
    return undefined;
  }
  const wanted = registered.argumentTypes;
  if (wanted === undefined) {
    return args;
  }
  const fits =
    wanted.length === args.length &&
    args.every((arg, i) => isImplicit(arg.type, withNullability(wanted[i] ?? arg.type, true)));
  if (!fits) {
    const given = args.length === 1 ? '1 argument' : `${args.length} arguments`;
    context.report(
      'wrong-arguments',
      `The function ${registered.name} takes ${wanted.length} argument(s) of other types than the ${given} given.`,
      span,
    );
    return undefined;
  }
  return args.map((arg, i) => castTo(arg, wanted[i] ?? arg.type));
}

/** `expression` must be BOOLEAN (or NULL); else it is reported. */
export function requireBoolean(
  context: BindContext,
  expression: Expression,
  options: { clause: string; span: Span },
): Expression {
  if (isErrorExpression(expression)) {
    return expression;
  }
  if (expression.type.kind === 'NULL') {
    return castTo(expression, notNull({ kind: 'BOOLEAN', nullable: true }));
  }
  if (expression.type.kind !== 'BOOLEAN') {
    context.report('not-boolean', `${options.clause} needs a condition, a BOOLEAN expression.`, options.span, {
      hint: 'Compare the value with something, as in a = 1.',
    });
    return errorExpression();
  }
  return expression;
}

export function functionNames(context: BindContext): readonly string[] {
  return [...allFunctions().map((definition) => definition.name), ...context.env.catalog.functionNames()];
}
