import { types } from '@riffle/columns';
import type { ScalarFunction } from '../contract.ts';
import { overloads, parameter, returns } from '../signature/index.ts';
import { readDocument } from './document.ts';

/** JSON_QUOTE and JSON_UNQUOTE, Flink's own and stricter than a JSON writer: everything beyond ASCII is escaped. */

const SHORT_ESCAPES: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '/': '\\/',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
};

function quote(text: string): string {
  const escaped = text.replace(
    /["\\/\b\f\n\r\t]|[\u0080-\uffff]/g,
    (char) => SHORT_ESCAPES[char] ?? `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return `"${escaped}"`;
}

/**
 * The content of a JSON string literal. What is no JSON, or no string, comes back as it is. Only the first JSON value
 * counts: `"["a"]"` starts with the string `"["`, so its outer quotes go and the rest stays.
 */
function unquote(text: string): string {
  if (text.length < 2 || !text.startsWith('"') || !text.endsWith('"') || !readDocument(text).ok) {
    return text;
  }
  const parts = text.slice(1, -1).match(/\\(?:u[\da-fA-F]{4}|.)|[^\\]+|\\$/gs) ?? [];
  const unescaped = parts.map(unescapePart);
  return unescaped.includes(undefined) ? text : unescaped.join('');
}

const UNESCAPES = new Map(Object.entries(SHORT_ESCAPES).map(([char, written]) => [written, char]));

/** What a stretch of text or an escape stands for; undefined for an escape that JSON does not have. */
function unescapePart(part: string): string | undefined {
  if (!part.startsWith('\\') || part === '\\') {
    return part;
  }
  return part.length === 6 ? String.fromCharCode(Number.parseInt(part.slice(2), 16)) : UNESCAPES.get(part);
}

function textFunction(name: string, description: string, body: (text: string) => string): ScalarFunction {
  return {
    kind: 'scalar',
    name,
    category: 'string',
    signatures: [`${name}(string)`],
    description,
    infer: overloads(name, { parameters: [parameter.text], result: returns(types.string()) }),
    nulls: 'propagate',
    deterministic: true,
    compile: () => (text) => body(text as string),
  };
}

export const jsonQuoting: readonly ScalarFunction[] = [
  textFunction('JSON_QUOTE', 'A text as a JSON string literal, in quotes and with escapes.', quote),
  textFunction('JSON_UNQUOTE', 'The text a JSON string literal stands for.', unquote),
];
