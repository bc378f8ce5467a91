/** Helpers over bound expressions: what they read, how they are taken apart, compared and put together. */
import { type LogicalType, MapValue, type RowField, types, type Value, withNullability } from '@riffle/columns';
import { childrenOf, type Expression, rewriteExpression } from '@riffle/plan';

export type CallExpression = Extract<Expression, { kind: 'call' }>;
export type InputExpression = Extract<Expression, { kind: 'input' }>;
export type LiteralExpression = Extract<Expression, { kind: 'literal' }>;

export function input(index: number, type: LogicalType): InputExpression {
  return { kind: 'input', index, type };
}

export function literal(value: Value, type: LogicalType): LiteralExpression {
  return { kind: 'literal', value, type };
}

export function call(name: string, args: readonly Expression[], type: LogicalType): CallExpression {
  return { kind: 'call', name, args, type };
}

export const TRUE: LiteralExpression = literal(true, { kind: 'BOOLEAN', nullable: false });
export const FALSE: LiteralExpression = literal(false, { kind: 'BOOLEAN', nullable: false });

/** One input expression per column. */
export function identity(fields: readonly RowField[]): InputExpression[] {
  return fields.map((field, i) => input(i, field.type));
}

/** The input columns an expression reads. */
export function inputsRead(expression: Expression, into: Set<number> = new Set()): Set<number> {
  if (expression.kind === 'input') {
    into.add(expression.index);
  }
  for (const child of childrenOf(expression)) {
    inputsRead(child, into);
  }
  return into;
}

/** The same expression reading column `map(index)` where it read `index`. */
export function remapInputs(expression: Expression, map: (index: number) => number): Expression {
  return rewriteExpression(expression, (e) => (e.kind === 'input' ? { ...e, index: map(e.index) } : e));
}

/** The same expression with every input column replaced by what computes it. */
export function substituteInputs(expression: Expression, by: readonly Expression[]): Expression {
  return rewriteExpression(expression, (e) => (e.kind === 'input' ? (by[e.index] ?? e) : e));
}

/** The parts of an AND, flattened. */
export function conjunctsOf(condition: Expression | null): Expression[] {
  if (condition === null) {
    return [];
  }
  if (condition.kind === 'call' && condition.name === 'AND') {
    return condition.args.flatMap(conjunctsOf);
  }
  return [condition];
}

/** All of `conditions` ANDed; null when there are none. */
export function conjunctionOf(conditions: readonly Expression[]): Expression | null {
  const [first, ...rest] = conditions;
  if (first === undefined) {
    return null;
  }
  return rest.reduce((left, right) => call('AND', [left, right], nullableBoolean(left, right)), first);
}

export function nullableBoolean(...args: readonly Expression[]): LogicalType {
  return withNullability(
    types.boolean(),
    args.some((arg) => arg.type.nullable),
  );
}

/** Whether `test` holds for the expression or any part of it. */
export function someExpression(expression: Expression, test: (expression: Expression) => boolean): boolean {
  return test(expression) || childrenOf(expression).some((child) => someExpression(child, test));
}

/** A text that is equal for equal expressions, types included. */
export function digestOf(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) => {
    if (typeof part === 'bigint') {
      return `${part}n`;
    }
    if (part instanceof Uint8Array) {
      return { bytes: [...part] };
    }
    if (part instanceof MapValue) {
      return { entries: part.entries };
    }
    if (part instanceof Map) {
      return { map: [...part] };
    }
    if (typeof part === 'number' && (Object.is(part, -0) || !Number.isFinite(part))) {
      return `number:${Object.is(part, -0) ? '-0' : part}`;
    }
    return part;
  });
}

/** Equality of what two expressions compute; nullability of the parts does not matter. */
export function sameExpression(a: Expression, b: Expression): boolean {
  return a === b || shapeOf(a) === shapeOf(b);
}

/** A digest without nullability and time attributes: equal for expressions that compute the same. */
export function shapeOf(expression: Expression): string {
  return digestOf(
    rewriteExpression(expression, (e) => (e.kind === 'input' ? { ...e, type: types.null() } : e)),
  ).replaceAll(/"nullable":(true|false),?/g, '');
}

/** The literal's whole number as a JavaScript number, or undefined. */
export function integerOf(expression: Expression | undefined): number | undefined {
  if (expression === undefined) {
    return undefined;
  }
  if (expression.kind === 'cast') {
    return integerOf(expression.arg);
  }
  return expression.kind === 'literal' && (typeof expression.value === 'number' || typeof expression.value === 'bigint')
    ? Number(expression.value)
    : undefined;
}
