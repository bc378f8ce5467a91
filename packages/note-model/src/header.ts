/**
 * The first line of a paragraph: `%flink.ssql(type=update, refreshInterval=1000)`.
 * The grammar is Zeppelin's, with its errors as data: `%` and a dotted name, then at once, without a blank,
 * an optional list of properties in parentheses.
 */
export interface ParagraphHeader {
  /** `flink.ssql`; null when the paragraph has no header. */
  readonly interpreter: string | null;
  readonly properties: Readonly<Record<string, string>>;
  /** Where the paragraph's own text begins: behind the header and the blanks after it (never its line breaks). */
  readonly bodyStart: number;
  readonly problem: HeaderProblem | null;
}

export interface HeaderProblem {
  readonly message: string;
  /** Offset in the paragraph's text. */
  readonly offset: number;
}

const NAME = /^\s*%([a-zA-Z0-9_-]+(?:\.\w+)*)/;

export function parseHeader(text: string): ParagraphHeader {
  const match = NAME.exec(text);
  if (match === null) {
    return { interpreter: null, properties: {}, bodyStart: 0, problem: null };
  }
  const interpreter = match[1] as string;
  const afterName = match[0].length;
  if (text[afterName] !== '(') {
    return { interpreter, properties: {}, bodyStart: skipBlanks(text, afterName), problem: null };
  }
  const list = parseProperties(text, afterName + 1);
  return {
    interpreter,
    properties: Object.fromEntries(list.properties.map(({ name, value }) => [name, value])),
    bodyStart: skipBlanks(text, list.end),
    problem: list.problem,
  };
}

/** A property as it stands in the text. */
export interface HeaderProperty {
  readonly name: string;
  readonly value: string;
  /** Offsets of all of it, without blanks around. */
  readonly start: number;
  readonly end: number;
}

/** The properties of a header in their order, with their places; none when the header is malformed. */
export function headerProperties(text: string): readonly HeaderProperty[] {
  const name = NAME.exec(text)?.[0];
  if (name === undefined || text[name.length] !== '(') {
    return [];
  }
  const { properties, problem } = parseProperties(text, name.length + 1);
  return problem === null ? properties : [];
}

interface PropertyList {
  readonly properties: readonly HeaderProperty[];
  readonly end: number;
  readonly problem: HeaderProblem | null;
}

/** Reads `k=v, k2="v, 2", flag)` from `start`; a bare key means `k=k`. */
function parseProperties(text: string, start: number): PropertyList {
  const properties: HeaderProperty[] = [];
  let begin = start;
  let key: string | null = null;
  let word = '';
  let quoted = false;
  const fail = (message: string, offset: number): PropertyList => ({
    properties,
    end: text.length,
    problem: { message, offset },
  });
  for (let i = start; i < text.length; i++) {
    const char = text[i] as string;
    if (char === '\\') {
      const escaped = text[++i];
      if (escaped === undefined) {
        return fail('The header ends in the middle of an escape. Write \\\\ for a backslash.', i - 1);
      }
      word += escaped === 'n' ? '\n' : escaped === 't' ? '\t' : escaped;
    } else if (char === '"') {
      quoted = !quoted;
    } else if (quoted) {
      word += char;
    } else if (char === '=') {
      if (key !== null) {
        return fail('A property has two equal signs. Put the value in double quotes.', i);
      }
      key = word.trim();
      word = '';
    } else if (char === ',' || char === ')') {
      const value = word.trim();
      const name = key ?? value;
      const emptyList = char === ')' && properties.length === 0 && key === null && value === '';
      if (name === '' && !emptyList) {
        return fail('A property in the header has no name.', i);
      }
      if (!emptyList) {
        const part = text.slice(begin, i);
        const from = begin + part.length - part.trimStart().length;
        properties.push({ name, value, start: from, end: begin + part.trimEnd().length });
      }
      if (char === ')') {
        return { properties, end: i + 1, problem: null };
      }
      key = null;
      word = '';
      begin = i + 1;
    } else {
      word += char;
    }
  }
  return fail('The header’s list of properties has no closing parenthesis.', start - 1);
}

function skipBlanks(text: string, from: number): number {
  let at = from;
  while (text[at] === ' ') {
    at++;
  }
  return at;
}
