import { formatType, serializeType, types } from '@riffle/columns';
import { defineFamily } from '../define.ts';
import { parameter } from '../signature/index.ts';

export const conversionFunctions = defineFamily('conversion', [
  {
    name: 'TYPEOF',
    signatures: ['TYPEOF(input)', 'TYPEOF(input, force_serializable)'],
    description: "The input's type as text; with force_serializable TRUE in the form types are stored in.",
    nulls: 'handled',
    overloads: [{ parameters: [parameter.anyType, parameter.bool], optional: 1, result: () => types.string() }],
    compile: ({ argumentTypes: [type], literals: [, isSerializable] }) => {
      const write = isSerializable === true ? serializeType : formatType;
      const text = type === undefined ? null : write(type);
      return () => text;
    },
  },
]);
