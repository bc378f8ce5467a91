import { types } from '@riffle/columns';
import { expect, test } from 'vitest';
import { callScalar, constant, scalarNamed, text } from '../testing/scalar-call.ts';
import { hashFunctions } from './index.ts';

const hash = (name: string, value: string, ...rest: ReturnType<typeof constant>[]): unknown =>
  callScalar(scalarNamed(hashFunctions, name), [text(value), ...rest]).value;

test('the hashes of a known text', () => {
  expect(hash('MD5', 'test')).toBe('098f6bcd4621d373cade4e832627b4f6');
  expect(hash('SHA1', 'test')).toBe('a94a8fe5ccb19ba61c4c0873d391e987982fbbd3');
  expect(hash('SHA224', 'test')).toBe('90a3ed9e32b2aaf4c61c410eb925426119e1a9dc53d4286ade99a809');
  expect(hash('HASH_CODE', 'abc')).toBe(96_354);
});

test('SHA2 chooses by length and knows no other', () => {
  for (const bits of [224, 256, 384, 512]) {
    expect(hash('SHA2', 'test', constant(types.int(), bits))).toBe(hash(`SHA${bits}`, 'test'));
  }
  expect(() => hash('SHA2', 'test', constant(types.int(), 100))).toThrow('not of 100');
});

test('text and its bytes have one hash', () => {
  const bytes = constant(types.bytes(), new TextEncoder().encode('ä'));
  expect(callScalar(scalarNamed(hashFunctions, 'SHA256'), [bytes])).toEqual(
    callScalar(scalarNamed(hashFunctions, 'SHA256'), [text('ä')]),
  );
});
