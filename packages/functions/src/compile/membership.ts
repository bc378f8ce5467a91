import type { LogicalType, Value } from '@riffle/columns';
import type { CallExpression, Expression } from '@riffle/plan';
import { flattenOperands } from './lazy-call.ts';

/** `x = 1 OR x = 2 OR …`, which is what IN over constants is bound to: one look into a set. */
export interface Membership {
  readonly operand: Expression;
  readonly values: ReadonlySet<Value>;
}

/** Fewer comparisons are quicker one by one. */
const MIN_VALUES = 8;

/** Types whose values are equal exactly when a set holds them equal. */
const SET_KINDS: readonly LogicalType['kind'][] = [
  'TINYINT',
  'SMALLINT',
  'INTEGER',
  'BIGINT',
  'CHAR',
  'VARCHAR',
  'DATE',
];

/** The membership an OR comes to; undefined when it is none. */
export function membershipOf(call: CallExpression): Membership | undefined {
  if (call.name !== 'OR') {
    return undefined;
  }
  const operands = flattenOperands(call);
  if (operands.length < MIN_VALUES) {
    return undefined;
  }
  const values = new Set<Value>();
  let shared: Expression | undefined;
  for (const operand of operands) {
    const [tested, constant] = operand.kind === 'call' && operand.name === '=' ? operand.args : [];
    if (tested?.kind !== 'input' || constant?.kind !== 'literal' || constant.value === null) {
      return undefined;
    }
    const isSame = shared === undefined || (shared.kind === 'input' && shared.index === tested.index);
    if (!isSame || !SET_KINDS.includes(tested.type.kind) || !areComparable(tested.type, constant.type)) {
      return undefined;
    }
    shared = tested;
    values.add(constant.value);
  }
  return shared && { operand: shared, values };
}

function areComparable(a: LogicalType, b: LogicalType): boolean {
  const group = ({ kind }: LogicalType): string => {
    if (kind === 'CHAR' || kind === 'VARCHAR') {
      return 'text';
    }
    return kind === 'DATE' ? 'date' : SET_KINDS.includes(kind) ? 'integer' : `other ${kind}`;
  };
  return group(a) === group(b);
}
