import { notNull, types, type Value } from '@riffle/columns';
import type { FunctionDefinition, ScalarBody, ScalarFunction } from '../contract.ts';
import { EvaluationError } from '../evaluation-error.ts';
import { overloads, parameter, returns } from '../signature/index.ts';

/** Cryptographic hashes, as lower-case hexadecimal text. */

const HASHED = parameter.either(parameter.text, parameter.binary);

/** Node's name of the hash with that many bits. */
const BY_BITS: ReadonlyMap<Value, string> = new Map([
  [224, 'sha224'],
  [256, 'sha256'],
  [384, 'sha384'],
  [512, 'sha512'],
]);

type Hasher = (value: Value) => string;

/** Node's crypto is asked for only when a call is compiled: the browser, which binds calls too, has none. */
function hasher(algorithm: string): Hasher {
  const { createHash } = process.getBuiltinModule('node:crypto');
  return (value) =>
    createHash(algorithm)
      .update(value as string | Uint8Array)
      .digest('hex');
}

function fixedHash(name: string, algorithm: string, hexDigits: number): ScalarFunction {
  return {
    kind: 'scalar',
    name,
    category: 'hash',
    signatures: [`${name}(string)`, `${name}(binary)`],
    description: `The ${name} hash, as ${hexDigits} hexadecimal digits.`,
    infer: overloads(name, { parameters: [HASHED], result: returns(types.char(hexDigits)) }),
    nulls: 'propagate',
    deterministic: true,
    compile: () => hasher(algorithm) as ScalarBody,
  };
}

const sha2: ScalarFunction = {
  kind: 'scalar',
  name: 'SHA2',
  category: 'hash',
  signatures: ['SHA2(string, hashLength)', 'SHA2(binary, hashLength)'],
  description: 'The SHA-2 hash of 224, 256, 384 or 512 bits, as hexadecimal digits.',
  infer: overloads('SHA2', { parameters: [HASHED, parameter.integer], result: returns(types.varchar(128)) }),
  nulls: 'propagate',
  deterministic: true,
  compile: () => {
    const hashers = new Map([...BY_BITS].map(([bits, algorithm]) => [bits, hasher(algorithm)]));
    return (value, bits) => {
      const hash = hashers.get(bits as Value);
      if (hash === undefined) {
        throw new EvaluationError(`SHA2 has hashes of 224, 256, 384 and 512 bits, not of ${bits}.`);
      }
      return hash(value as Value);
    };
  },
};

/** 31-polynomial over UTF-16 units, as `java.lang.String.hashCode`. */
function javaHash(text: string): number {
  let hash = 0;
  for (let i = 0; i < text.length; i++) {
    hash = (Math.imul(hash, 31) + text.charCodeAt(i)) | 0;
  }
  return hash;
}

const hashCode: ScalarFunction = {
  kind: 'scalar',
  name: 'HASH_CODE',
  category: 'hash',
  signatures: ['HASH_CODE(string)'],
  description: 'The hash of a text as Java computes it for strings.',
  infer: overloads('HASH_CODE', { parameters: [parameter.text], result: returns(notNull(types.int())) }),
  nulls: 'propagate',
  deterministic: true,
  compile: () => (text) => javaHash(text as string),
};

export const hashFunctions: readonly FunctionDefinition[] = [
  fixedHash('MD5', 'md5', 32),
  fixedHash('SHA1', 'sha1', 40),
  fixedHash('SHA224', 'sha224', 56),
  fixedHash('SHA256', 'sha256', 64),
  fixedHash('SHA384', 'sha384', 96),
  fixedHash('SHA512', 'sha512', 128),
  sha2,
  hashCode,
];
