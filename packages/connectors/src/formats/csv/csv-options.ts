import { ConnectorError } from '@riffle/engine';

/** The options of CSV, read from a table's options. */
export interface CsvOptions {
  readonly delimiter: string;
  /** Undefined when quoting is off. */
  readonly quote: string | undefined;
  readonly escapeChar: string | undefined;
  readonly comments: boolean;
  readonly ignoreParseErrors: boolean;
  readonly arrayDelimiter: string;
  readonly nullLiteral: string | undefined;
  readonly scientificDecimals: boolean;
  readonly trimSpaces: boolean;
  readonly ignoreTrailing: boolean;
  readonly allowTrailingComma: boolean;
  readonly failOnMissingColumns: boolean;
  readonly emptyAsNull: boolean;
}

export function csvOptions(options: Readonly<Record<string, string>>): CsvOptions {
  const flag = (key: string, fallback: boolean): boolean =>
    (options[`csv.${key}`] ?? String(fallback)).trim().toLowerCase() === 'true';
  const quote = flag('disable-quote-character', false) ? undefined : (options['csv.quote-character'] ?? '"');
  return {
    delimiter: oneCharacter('csv.field-delimiter', unescapeJava(options['csv.field-delimiter'] ?? ',')),
    quote: quote === undefined ? undefined : oneCharacter('csv.quote-character', quote),
    escapeChar: options['csv.escape-character'],
    comments: flag('allow-comments', false),
    ignoreParseErrors: flag('ignore-parse-errors', false),
    arrayDelimiter: options['csv.array-element-delimiter'] ?? ';',
    nullLiteral: options['csv.null-literal'],
    scientificDecimals: flag('write-bigdecimal-in-scientific-notation', true),
    trimSpaces: flag('trim-spaces', false),
    ignoreTrailing: flag('ignore-trailing-unmappable', false),
    allowTrailingComma: flag('allow-trailing-comma', true),
    failOnMissingColumns: flag('fail-on-missing-columns', false),
    emptyAsNull: flag('empty-string-as-null', false),
  };
}

function oneCharacter(key: string, text: string): string {
  if (text.length !== 1) {
    throw new ConnectorError(`'${key}' must be one character, but is '${text}'.`);
  }
  return text;
}

/** `\t` and friends, as Java's escapes in a string. */
function unescapeJava(text: string): string {
  return text.replace(/\\(?:u([0-9a-fA-F]{4})|([tnrbf\\]))/g, (_, hex: string | undefined, letter: string) =>
    hex === undefined ? (NAMED[letter] as string) : String.fromCharCode(Number.parseInt(hex, 16)),
  );
}

const NAMED: Readonly<Record<string, string>> = { t: '\t', n: '\n', r: '\r', b: '\b', f: '\f', '\\': '\\' };
