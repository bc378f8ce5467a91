/** Type equality, casts the binder adds, and the type several branches have in common. */
import { type LogicalType, withNullability } from '@riffle/columns';
import type { Expression } from '@riffle/plan';
import { digestOf, literal } from '../logical/expressions.ts';

/** The type without its time attribute: what is left once a value has passed through a function or a join. */
export function withoutAttribute(type: LogicalType): LogicalType {
  if ((type.kind === 'TIMESTAMP' || type.kind === 'TIMESTAMP_LTZ') && type.attribute !== undefined) {
    const { attribute: _, ...plain } = type;
    return plain;
  }
  return type;
}

/** Whether two types are the same but for nullability (of them and of their parts) and time attributes. */
export function sameType(a: LogicalType, b: LogicalType): boolean {
  return a === b || typeShape(a) === typeShape(b);
}

function typeShape(type: LogicalType): string {
  return digestOf(withoutAttribute(type)).replaceAll(/"nullable":(true|false),?|"description":"[^"]*",?/g, '');
}

/** `expression` as `type`; unchanged where it is of that type already. NULL takes the type at once. */
export function castTo(
  expression: Expression,
  type: LogicalType,
  mode: 'implicit' | 'cast' | 'try' = 'implicit',
): Expression {
  if (sameType(expression.type, type)) {
    return expression;
  }
  const target = withNullability(withoutAttribute(type), expression.type.nullable || mode === 'try');
  if (expression.kind === 'literal' && expression.value === null) {
    return literal(null, target);
  }
  return { kind: 'cast', mode, arg: expression, type: target };
}

export function timeAttributeOf(type: LogicalType): 'rowtime' | 'proctime' | undefined {
  return type.kind === 'TIMESTAMP' || type.kind === 'TIMESTAMP_LTZ' ? type.attribute : undefined;
}
