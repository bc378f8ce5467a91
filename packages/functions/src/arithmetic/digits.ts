import { type Long, types, utf8Bytes, type Value } from '@riffle/columns';
import type { ScalarSpec } from '../define.ts';
import { isOfFamily, parameter, returns } from '../signature/index.ts';

/** The bits of a BIGINT, negative ones as 64 of them. */
function digitsInBase(value: Long, base: number): string {
  const bits = value < 0 ? BigInt.asUintN(64, BigInt(value)) : value;
  return bits.toString(base).toUpperCase();
}

function hexOfBytes(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0'))
    .join('')
    .toUpperCase();
}

function bytesOfHex(text: string): Uint8Array | null {
  if (!/^[0-9a-fA-F]*$/.test(text)) {
    return null;
  }
  // Flink drops the digit that has no partner: an odd text starts with a zero byte.
  const even = text.length % 2 === 0 ? text : `00${text.slice(1)}`;
  return Uint8Array.from({ length: even.length / 2 }, (_, i) => Number.parseInt(even.slice(2 * i, 2 * i + 2), 16));
}

export const digitFunctions: readonly ScalarSpec[] = [
  {
    name: 'BIN',
    signatures: ['BIN(integer)'],
    description: 'The binary digits of a whole number.',
    overloads: [{ parameters: [parameter.integer], result: returns(types.string()) }],
    body: (value) => digitsInBase(value as Long, 2),
  },
  {
    name: 'HEX',
    signatures: ['HEX(integer)', 'HEX(string)'],
    description: "The hexadecimal digits of a whole number, or of a text's UTF-8 bytes.",
    overloads: [
      { parameters: [parameter.integer], result: returns(types.string()) },
      { parameters: [parameter.text], result: returns(types.string()) },
    ],
    compile: ({ argumentTypes: [type] }) =>
      type !== undefined && isOfFamily(type, 'CHARACTER_STRING')
        ? (value) => hexOfBytes(utf8Bytes(value as string))
        : (value) => digitsInBase(value as Long, 16),
  },
  {
    name: 'UNHEX',
    signatures: ['UNHEX(string)'],
    description: 'The bytes of hexadecimal digits; NULL when the text has other characters.',
    overloads: [{ parameters: [parameter.text], result: () => types.bytes() }],
    body: (value): Value => bytesOfHex(value as string),
  },
];
