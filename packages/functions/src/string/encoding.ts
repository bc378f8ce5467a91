import { base64Bytes, base64Text, types, utf8Bytes, utf8Text, type Value } from '@riffle/columns';
import type { ScalarSpec } from '../define.ts';
import { EvaluationError } from '../evaluation-error.ts';
import { parameter, returns } from '../signature/index.ts';

/** A character set: texts to bytes and back. */
interface Charset {
  encode(text: string): Uint8Array;
  decode(bytes: Uint8Array): string;
}

function singleByte(limit: number): Charset {
  return {
    encode: (text) =>
      Uint8Array.from(text, (character) => {
        const code = character.codePointAt(0) as number;
        return code < limit ? code : 0x3f;
      }),
    decode: (bytes) => Array.from(bytes, (byte) => (byte < limit ? String.fromCharCode(byte) : '\ufffd')).join(''),
  };
}

function utf16(isBigEndian: boolean, withMark = false): Charset {
  return {
    encode: (text) => {
      const units = withMark ? `\ufeff${text}` : text;
      const view = new DataView(new ArrayBuffer(units.length * 2));
      for (let i = 0; i < units.length; i++) {
        view.setUint16(i * 2, units.charCodeAt(i), !isBigEndian);
      }
      return new Uint8Array(view.buffer);
    },
    decode: (bytes) => {
      const isMarkedLittle = withMark && bytes[0] === 0xff && bytes[1] === 0xfe;
      const isMarked = isMarkedLittle || (withMark && bytes[0] === 0xfe && bytes[1] === 0xff);
      const text = new TextDecoder(isBigEndian && !isMarkedLittle ? 'utf-16be' : 'utf-16le', { ignoreBOM: true });
      return text.decode(isMarked ? bytes.subarray(2) : bytes);
    },
  };
}

const CHARSETS: Readonly<Record<string, Charset>> = {
  'UTF-8': { encode: utf8Bytes, decode: utf8Text },
  'US-ASCII': singleByte(0x80),
  'ISO-8859-1': singleByte(0x100),
  'UTF-16BE': utf16(true),
  'UTF-16LE': utf16(false),
  'UTF-16': utf16(true, true),
};

function charsetOf(name: Value | undefined): Charset {
  const charset =
    CHARSETS[
      String(name)
        .toUpperCase()
        .replace(/^UTF8$/, 'UTF-8')
    ];
  if (charset === undefined) {
    throw new EvaluationError(
      `There is no character set '${String(name)}'. Use one of ${Object.keys(CHARSETS).join(', ')}.`,
    );
  }
  return charset;
}

function urlDecode(text: string): string | null {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return null;
  }
}

/** The form of `application/x-www-form-urlencoded`, as Java's URLEncoder writes it. */
function urlEncode(text: string): string {
  return encodeURIComponent(text)
    .replaceAll('%20', '+')
    .replace(/[!'()~]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}

const textOrBytes = parameter.either(parameter.text, parameter.binary);
const bytesOf = (value: Value | undefined): Uint8Array =>
  typeof value === 'string' ? utf8Bytes(value) : (value as Uint8Array);

function fromBase64(value: Value | undefined): string {
  const text = typeof value === 'string' ? value : utf8Text(value as Uint8Array);
  try {
    return utf8Text(base64Bytes(text));
  } catch {
    throw new EvaluationError(`'${text}' is not Base64.`);
  }
}

export const encodingFunctions: readonly ScalarSpec[] = [
  {
    name: 'TO_BASE64',
    signatures: ['TO_BASE64(string)'],
    description: "The string's bytes in Base64.",
    overloads: [{ parameters: [textOrBytes], result: returns(types.string()) }],
    body: (value) => base64Text(bytesOf(value)),
  },
  {
    name: 'FROM_BASE64',
    signatures: ['FROM_BASE64(string)'],
    description: 'The text whose bytes are written in Base64.',
    overloads: [{ parameters: [textOrBytes], result: returns(types.string()) }],
    body: fromBase64,
  },
  {
    name: 'ENCODE',
    signatures: ['ENCODE(string, charset)'],
    description: 'The bytes of the string in a character set (UTF-8, UTF-16, ISO-8859-1 …).',
    overloads: [{ parameters: [parameter.text, parameter.text], result: returns(types.bytes()) }],
    body: (value, name) => charsetOf(name).encode(value as string),
  },
  {
    name: 'DECODE',
    signatures: ['DECODE(binary, charset)'],
    description: 'The text of bytes in a character set (UTF-8, UTF-16, ISO-8859-1 …).',
    overloads: [{ parameters: [parameter.binary, parameter.text], result: returns(types.string()) }],
    body: (value, name) => charsetOf(name).decode(value as Uint8Array),
  },
  {
    name: 'URL_ENCODE',
    signatures: ['URL_ENCODE(string)'],
    description: 'The string as it can stand in a URL.',
    overloads: [{ parameters: [parameter.text], result: () => types.string() }],
    body: (value) => urlEncode(value as string),
  },
  {
    name: 'URL_DECODE',
    signatures: ['URL_DECODE(string)'],
    description: 'The string a part of a URL stands for; NULL when it is malformed.',
    overloads: [{ parameters: [parameter.text], result: () => types.string() }],
    body: (value) => urlDecode(value as string),
  },
];
