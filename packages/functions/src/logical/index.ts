import { notNull, types } from '@riffle/columns';
import type { ScalarBody } from '../contract.ts';
import { defineFamily, type ScalarSpec } from '../define.ts';
import { always, parameter, returns } from '../signature/index.ts';

/** AND and OR: the compiler evaluates them lazily; the body serves where all operands are there already. */
function junction(name: 'AND' | 'OR', description: string): ScalarSpec {
  const decisive = name === 'OR';
  return {
    name,
    signatures: [`boolean1 ${name} boolean2`],
    description,
    nulls: 'handled',
    overloads: [
      { parameters: [parameter.bool, parameter.bool], rest: parameter.bool, result: returns(types.boolean()) },
    ],
    body: (...operands) => {
      if (operands.includes(decisive)) {
        return decisive;
      }
      return operands.includes(null) ? null : !decisive;
    },
  };
}

function truthTest(name: string, description: string, body: ScalarBody): ScalarSpec {
  return {
    name,
    signatures: [`boolean ${name}`],
    description,
    nulls: 'handled',
    overloads: [{ parameters: [parameter.bool], result: always(notNull(types.boolean())) }],
    body,
  };
}

export const logicalFunctions = defineFamily('logical', [
  junction('AND', 'TRUE when both are TRUE, FALSE when one is FALSE, else NULL.'),
  junction('OR', 'TRUE when one is TRUE, FALSE when both are FALSE, else NULL.'),
  {
    name: 'NOT',
    signatures: ['NOT boolean'],
    description: 'TRUE for FALSE and FALSE for TRUE; NULL for NULL.',
    overloads: [{ parameters: [parameter.bool], result: returns(types.boolean()) }],
    inline: ([value]) => `(!${value})`,
    body: (value) => !value,
  },
  truthTest('IS TRUE', 'TRUE when the value is TRUE.', (value) => value === true),
  truthTest('IS NOT TRUE', 'TRUE when the value is FALSE or NULL.', (value) => value !== true),
  truthTest('IS FALSE', 'TRUE when the value is FALSE.', (value) => value === false),
  truthTest('IS NOT FALSE', 'TRUE when the value is TRUE or NULL.', (value) => value !== false),
  truthTest('IS UNKNOWN', 'TRUE when the value is NULL.', (value) => value === null),
  truthTest('IS NOT UNKNOWN', 'TRUE when the value is not NULL.', (value) => value !== null),
]);
