/**
 * Java's regular expressions (`java.util.regex.Pattern`) as JavaScript's with the `v` flag. Possessive quantifiers
 * and atomic groups become plain ones: they match the same texts unless giving back would have mattered.
 * `\G` and the flag `x` are not translated.
 */

const POSIX_CLASSES: Readonly<Record<string, string>> = {
  Lower: 'a-z',
  Upper: 'A-Z',
  ASCII: '\\x00-\\x7f',
  Alpha: 'a-zA-Z',
  Digit: '0-9',
  Alnum: 'a-zA-Z0-9',
  Punct: '\\x21-\\x2f\\x3a-\\x40\\x5b-\\x60\\x7b-\\x7e',
  Graph: '\\x21-\\x7e',
  Print: '\\x20-\\x7e',
  Blank: ' \\t',
  Cntrl: '\\x00-\\x1f\\x7f',
  XDigit: '0-9a-fA-F',
  Space: ' \\t\\n\\x0b\\f\\r',
  javaLowerCase: '\\p{Lowercase}',
  javaUpperCase: '\\p{Uppercase}',
  javaWhitespace: '\\s',
};

/** Escapes that stand for several characters, as the inside of a class. */
const CLASS_ESCAPES: Readonly<Record<string, string>> = {
  s: ' \\t\\n\\x0b\\f\\r',
  h: ' \\t\\xa0\\u1680\\u180e\\u2000-\\u200a\\u202f\\u205f\\u3000',
  v: '\\n\\x0b\\f\\r\\x85\\u2028\\u2029',
};

const LINE_END = '(?:\\r\\n|[\\n\\r\\x85\\u2028\\u2029])';
const ESCAPED_OUTSIDE = /[\^$\\.*+?()[\]{}|/]/;
const ESCAPED_INSIDE = /[()[\]{}/\-\\|]/;

/** The JavaScript expression, global so that all matches can be found; undefined when the pattern is wrong. */
export function compileJavaRegex(pattern: string): RegExp | undefined {
  try {
    return new RegExp(new Translator(pattern).translate(), 'gv');
  } catch (error) {
    if (error instanceof SyntaxError) {
      return undefined;
    }
    throw error;
  }
}

class Translator {
  readonly #pattern: string;
  #at = 0;
  #out = '';
  /** Per open group: how many extra groups a flag like `(?i)` opened inside it. */
  readonly #openFlags: number[] = [0];
  #isMultiline = false;

  constructor(pattern: string) {
    this.#pattern = pattern;
  }

  translate(): string {
    while (this.#at < this.#pattern.length) {
      this.#next();
    }
    return this.#out + ')'.repeat(this.#openFlags[0] ?? 0);
  }

  #next(): void {
    const character = this.#take();
    switch (character) {
      case '\\':
        this.#out += this.#escape(false);
        break;
      case '[':
        this.#out += this.#characterClass();
        break;
      case '(':
        this.#open();
        break;
      case ')':
        this.#out += ')'.repeat((this.#openFlags.pop() ?? 0) + 1);
        break;
      case '$':
        this.#out += this.#isMultiline ? `(?=${LINE_END}|(?![\\s\\S]))` : `(?=${LINE_END}?(?![\\s\\S]))`;
        break;
      case '*':
      case '+':
      case '?':
        this.#quantifier(character);
        break;
      case '{':
        this.#bounds();
        break;
      case ']':
      case '}':
        this.#out += `\\${character}`;
        break;
      default:
        this.#out += character === '/' ? '\\/' : character;
    }
  }

  #take(): string {
    const point = this.#pattern.codePointAt(this.#at);
    if (point === undefined) {
      throw new SyntaxError('the pattern ends too early');
    }
    const character = String.fromCodePoint(point);
    this.#at += character.length;
    return character;
  }

  #peek(text: string): boolean {
    return this.#pattern.startsWith(text, this.#at);
  }

  #skip(text: string): boolean {
    const found = this.#peek(text);
    this.#at += found ? text.length : 0;
    return found;
  }

  #quantifier(sign: string): void {
    this.#out += sign;
    this.#afterQuantifier();
  }

  #bounds(): void {
    const match = /^(\d+)(,\d*)?\}/.exec(this.#pattern.slice(this.#at));
    if (match === null) {
      throw new SyntaxError('a repetition needs numbers');
    }
    this.#at += match[0].length;
    this.#out += `{${match[0]}`;
    this.#afterQuantifier();
  }

  #afterQuantifier(): void {
    if (this.#skip('?')) {
      this.#out += '?';
    } else {
      this.#skip('+');
    }
  }

  #open(): void {
    if (this.#skip('?>')) {
      this.#out += '(?:';
      this.#openFlags.push(0);
      return;
    }
    const flags = /^\?([a-zA-Z]*)(?:-([a-zA-Z]+))?([:)])/.exec(this.#pattern.slice(this.#at));
    if (flags === null) {
      this.#out += '(';
      this.#openFlags.push(0);
      return;
    }
    this.#at += flags[0].length;
    this.#flags(flags[1] ?? '', flags[2] ?? '', flags[3] === ')');
  }

  /** `(?i:…)`, or `(?i)` which lasts to the end of the group it stands in. */
  #flags(on: string, off: string, lasting: boolean): void {
    if (`${on}${off}`.includes('x')) {
      throw new SyntaxError('the flag x is not supported');
    }
    const keep = (flags: string): string => flags.replace(/[^ims]/g, '');
    const [added, removed] = [keep(on), keep(off)];
    this.#isMultiline = (this.#isMultiline || added.includes('m')) && !removed.includes('m');
    this.#out += `(?${added}${removed === '' ? '' : `-${removed}`}:`;
    if (lasting) {
      this.#openFlags.push((this.#openFlags.pop() ?? 0) + 1);
    } else {
      this.#openFlags.push(0);
    }
  }

  /** What follows a backslash, outside or inside a class. */
  #escape(inside: boolean): string {
    const character = this.#take();
    const members = CLASS_ESCAPES[character.toLowerCase()];
    if (members !== undefined) {
      return `[${character === character.toLowerCase() ? '' : '^'}${members}]`;
    }
    switch (character) {
      case 'Q':
        return this.#quoted(inside);
      case 'p':
      case 'P':
        return this.#property(character === 'P');
      case 'A':
        return '(?<![\\s\\S])';
      case 'z':
        return '(?![\\s\\S])';
      case 'Z':
        return `(?=${LINE_END}?(?![\\s\\S]))`;
      case 'R':
        return `(?:\\r\\n|[${CLASS_ESCAPES['v']}])`;
      case 'a':
        return '\\x07';
      case 'e':
        return '\\x1b';
      case '0':
        return this.#octal();
      case 'x':
        return this.#hex();
      case 'k':
        return '\\k';
      default:
        return this.#plainEscape(character, inside);
    }
  }

  #plainEscape(character: string, inside: boolean): string {
    if (/[dDwWbBtnrfcu1-9]/.test(character)) {
      return `\\${character}`;
    }
    if (/[a-zA-Z]/.test(character)) {
      throw new SyntaxError(`there is no escape \\${character}`);
    }
    return literalOf(character, inside);
  }

  #quoted(inside: boolean): string {
    const end = this.#pattern.indexOf('\\E', this.#at);
    const text = this.#pattern.slice(this.#at, end === -1 ? undefined : end);
    this.#at = end === -1 ? this.#pattern.length : end + 2;
    return Array.from(text, (character) => literalOf(character, inside)).join('');
  }

  #property(isNegated: boolean): string {
    const match = /^(?:\{(\w+)(?:=(\w+))?\}|([A-Z]))/.exec(this.#pattern.slice(this.#at));
    if (match === null) {
      throw new SyntaxError('a property needs a name');
    }
    this.#at += match[0].length;
    const [, long, value, short] = match;
    const name = long ?? short ?? '';
    const posix = POSIX_CLASSES[name];
    if (posix !== undefined) {
      return `[${isNegated ? '^' : ''}${posix}]`;
    }
    const sign = isNegated ? '\\P' : '\\p';
    if (value !== undefined) {
      return `${sign}{${SCRIPT_KEYS[name] ?? name}=${value}}`;
    }
    return `${sign}{${name.startsWith('Is') ? propertyOf(name.slice(2)) : name}}`;
  }

  #octal(): string {
    const match = /^[0-3]?[0-7]{1,2}/.exec(this.#pattern.slice(this.#at));
    if (match === null) {
      throw new SyntaxError('\\0 needs octal digits');
    }
    this.#at += match[0].length;
    return `\\u{${Number.parseInt(match[0], 8).toString(16)}}`;
  }

  #hex(): string {
    const match = /^(?:\{([0-9a-fA-F]+)\}|([0-9a-fA-F]{2}))/.exec(this.#pattern.slice(this.#at));
    if (match === null) {
      throw new SyntaxError('\\x needs hexadecimal digits');
    }
    this.#at += match[0].length;
    return `\\u{${match[1] ?? match[2]}}`;
  }

  /** `[…]`; the operands of `&&` become classes of their own, as JavaScript wants them. */
  #characterClass(): string {
    const negation = this.#skip('^') ? '^' : '';
    const operands: string[] = [''];
    const append = (text: string): void => {
      operands[operands.length - 1] += text;
    };
    if (this.#skip(']')) {
      append('\\]');
    }
    for (let character = this.#take(); character !== ']'; character = this.#take()) {
      if (character === '&' && this.#skip('&')) {
        operands.push('');
      } else if (character === '\\') {
        append(this.#escape(true));
      } else if (character === '[') {
        append(this.#characterClass());
      } else {
        append(this.#member(character, operands.at(-1) ?? ''));
      }
    }
    return operands.length === 1
      ? `[${negation}${operands[0]}]`
      : `[${negation}${operands.map((operand) => `[${operand}]`).join('&&')}]`;
  }

  /** A `-` between two members makes a range; anywhere else it is itself. */
  #member(character: string, before: string): string {
    if (character === '-' && before !== '' && !this.#peek(']') && !before.endsWith(']')) {
      return '-';
    }
    return literalOf(character, true);
  }
}

const SCRIPT_KEYS: Readonly<Record<string, string>> = { IsScript: 'Script', script: 'Script', sc: 'Script' };

function propertyOf(name: string): string {
  const isScript = /^[A-Z][a-z]+$/.test(name) && !['Alphabetic', 'Lowercase', 'Uppercase'].includes(name);
  return isScript && name.length > 2 ? `Script=${name}` : name;
}

function literalOf(character: string, inside: boolean): string {
  if (inside) {
    return ESCAPED_INSIDE.test(character) || /[&!#$%*+,.:;<=>?@^`~]/.test(character)
      ? classLiteral(character)
      : character;
  }
  return ESCAPED_OUTSIDE.test(character) ? `\\${character}` : character;
}

function classLiteral(character: string): string {
  return `\\u{${(character.codePointAt(0) as number).toString(16)}}`;
}

/** Keeps the last pattern used: most calls use one for all rows. */
export function regexCache(): (pattern: string) => RegExp | undefined {
  let last: { pattern: string; regex: RegExp | undefined } | undefined;
  return (pattern) => {
    if (last === undefined || last.pattern !== pattern) {
      last = { pattern, regex: compileJavaRegex(pattern) };
    }
    if (last.regex !== undefined) {
      last.regex.lastIndex = 0;
    }
    return last.regex;
  };
}
