/**
 * A JSON value as the SQL/JSON functions see it. Numbers keep their exact decimal text: JSON_VALUE gives
 * `123456789.987654321` back digit by digit, which a JavaScript number could not.
 */
export type JsonNode = null | boolean | string | JsonNumber | readonly JsonNode[] | ReadonlyMap<string, JsonNode>;

/** A JSON number as it was written. */
export class JsonNumber {
  readonly literal: string;

  constructor(literal: string) {
    this.literal = literal;
  }

  get isInteger(): boolean {
    return /^-?\d+$/.test(this.literal);
  }

  /** The number in the form Java prints it in: `13.37`, `1E+3`. */
  get text(): string {
    return numberText(this.literal);
  }
}

export function isJsonArray(node: JsonNode): node is readonly JsonNode[] {
  return Array.isArray(node);
}

export function isJsonObject(node: JsonNode): node is ReadonlyMap<string, JsonNode> {
  return node instanceof Map;
}

export function isJsonScalar(node: JsonNode): boolean {
  return !isJsonArray(node) && !isJsonObject(node);
}

/** The text of a scalar, without quotes; `null` for the literal null is the caller's business. */
export function scalarText(node: JsonNode): string {
  if (node instanceof JsonNumber) {
    return node.text;
  }
  return isJsonScalar(node) ? String(node) : writeJson(node);
}

/**
 * A JSON number literal in Java's form. An integer keeps its digits; anything else prints as BigDecimal does: plain
 * while the exponent is small, else with one digit before the point and `E±n`.
 */
function numberText(literal: string): string {
  const parts = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(literal);
  if (parts === null) {
    throw new Error(`not a JSON number: ${literal}`);
  }
  const [, sign = '', whole = '', fraction, exponent] = parts;
  if (fraction === undefined && exponent === undefined) {
    return whole === '0' ? '0' : literal;
  }
  const digits = (whole + (fraction ?? '')).replace(/^0+(?=\d)/, '');
  const scale = (fraction?.length ?? 0) - Number(exponent ?? 0);
  const isZero = /^0+$/.test(digits);
  return (isZero ? '' : sign) + decimalText(digits, scale);
}

/** How `java.math.BigDecimal.toString` prints an unscaled value of `digits` with `scale`. */
function decimalText(digits: string, scale: number): string {
  const adjusted = digits.length - 1 - scale;
  if (scale >= 0 && adjusted >= -6) {
    if (scale === 0) {
      return digits;
    }
    const padded = digits.padStart(scale + 1, '0');
    return `${padded.slice(0, -scale)}.${padded.slice(-scale)}`;
  }
  const mantissa = digits.length > 1 ? `${digits[0]}.${digits.slice(1)}` : digits;
  return adjusted === 0 ? mantissa : `${mantissa}E${adjusted > 0 ? '+' : ''}${adjusted}`;
}

/** The JSON text of a node: no white space, the keys of every object in ascending order. */
export function writeJson(node: JsonNode): string {
  if (node === null || typeof node === 'boolean') {
    return String(node);
  }
  if (typeof node === 'string') {
    return quoteJson(node);
  }
  if (node instanceof JsonNumber) {
    return node.text;
  }
  if (isJsonArray(node)) {
    return `[${node.map(writeJson).join(',')}]`;
  }
  const keys = [...(node as ReadonlyMap<string, JsonNode>).keys()].sort((a, b) => (a < b ? -1 : 1));
  const fields = keys.map((key) => `${quoteJson(key)}:${writeJson((node as Map<string, JsonNode>).get(key) ?? null)}`);
  return `{${fields.join(',')}}`;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: JSON escapes exactly these.
const TO_ESCAPE = /["\\\u0000-\u001f]/g;
const SHORT_ESCAPES: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\b': '\\b',
  '\t': '\\t',
  '\n': '\\n',
  '\f': '\\f',
  '\r': '\\r',
};

/** A JSON string literal. Characters beyond ASCII stay as they are. */
function quoteJson(text: string): string {
  const escaped = text.replace(
    TO_ESCAPE,
    (char) => SHORT_ESCAPES[char] ?? `\\u${char.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`,
  );
  return `"${escaped}"`;
}
