import { TypeSyntaxError, type TypeToken, tokenizeType } from './type-lexer.ts';
import {
  type DayTimeResolution,
  type LogicalType,
  MAX_DECIMAL_PRECISION,
  MAX_LENGTH,
  notNull,
  type RowField,
  types,
  type YearMonthIntervalType,
} from './types.ts';

/**
 * Reads a SQL type: every form `formatType` and `serializeType` write, with SQL's short forms
 * (`INT`, `DEC(10)`, `STRING`, `ROW(a INT)`, `INT ARRAY`). Throws `TypeSyntaxError`.
 */
export function parseTypeText(text: string): LogicalType {
  const parser = new TypeParser(text);
  const type = parser.type();
  parser.end();
  return type;
}

const PLAIN_TYPES: Readonly<Record<string, () => LogicalType>> = {
  BOOLEAN: types.boolean,
  TINYINT: types.tinyint,
  SMALLINT: types.smallint,
  INT: types.int,
  INTEGER: types.int,
  BIGINT: types.bigint,
  FLOAT: types.float,
  STRING: types.string,
  BYTES: types.bytes,
  DATE: types.date,
  VARIANT: types.variant,
  NULL: types.null,
  DESCRIPTOR: types.descriptor,
  SYMBOL: types.symbol,
};

const DAY_TIME_UNITS = ['DAY', 'HOUR', 'MINUTE', 'SECOND'];

class TypeParser {
  readonly #text: string;
  readonly #tokens: readonly TypeToken[];
  #at = 0;

  constructor(text: string) {
    this.#text = text;
    this.#tokens = tokenizeType(text);
  }

  type(): LogicalType {
    let type = this.#suffixes(this.#bareType());
    for (let wrap = this.#collectionSuffix(); wrap !== undefined; wrap = this.#collectionSuffix()) {
      type = this.#suffixes(wrap(type));
    }
    return type;
  }

  end(): void {
    if (this.#peek().kind !== 'end') {
      this.#fail(`Unexpected '${this.#peek().text}'`);
    }
  }

  /** `INT ARRAY` and `INT MULTISET`, the standard's postfix form. */
  #collectionSuffix(): ((element: LogicalType) => LogicalType) | undefined {
    if (this.#takeWord('ARRAY')) {
      return types.array;
    }
    return this.#takeWord('MULTISET') ? types.multiset : undefined;
  }

  #suffixes(type: LogicalType): LogicalType {
    if (this.#takeWord('NOT')) {
      this.#expectWord('NULL');
      return notNull(type);
    }
    this.#takeWord('NULL');
    return type;
  }

  #bareType(): LogicalType {
    const token = this.#next();
    const name = token.text.toUpperCase();
    if (token.kind !== 'word') {
      return this.#fail(`A type's name must stand where '${token.text}' is`, token);
    }
    const plain = PLAIN_TYPES[name];
    return plain === undefined ? this.#parameterizedType(name, token) : plain();
  }

  #parameterizedType(name: string, token: TypeToken): LogicalType {
    switch (name) {
      case 'DOUBLE':
        this.#takeWord('PRECISION');
        return types.double();
      case 'DECIMAL':
      case 'DEC':
      case 'NUMERIC':
        return this.#decimal(token);
      case 'CHAR':
      case 'CHARACTER':
        return this.#takeWord('VARYING') ? types.varchar(this.#length(1)) : types.char(this.#length(1));
      case 'VARCHAR':
        return types.varchar(this.#length(1));
      case 'BINARY':
        return this.#takeWord('VARYING') ? types.varbinary(this.#length(1)) : types.binary(this.#length(1));
      case 'VARBINARY':
        return types.varbinary(this.#length(1));
      case 'TIME':
        return this.#time();
      case 'TIMESTAMP':
        return this.#timestamp();
      case 'TIMESTAMP_LTZ':
        return types.timestampLtz(this.#fraction(6));
      case 'INTERVAL':
        return this.#interval();
      case 'ARRAY':
        return types.array(this.#typeArguments(1)[0] as LogicalType);
      case 'MULTISET':
        return types.multiset(this.#typeArguments(1)[0] as LogicalType);
      case 'MAP': {
        const [key, value] = this.#typeArguments(2) as [LogicalType, LogicalType];
        return types.map(key, value);
      }
      case 'ROW':
        return types.row(this.#rowFields());
      case 'STRUCTURED':
        return this.#structured();
      case 'RAW':
        return this.#raw();
      default:
        return this.#fail(`There is no type named '${token.text}'`, token);
    }
  }

  #decimal(token: TypeToken): LogicalType {
    const [precision = 10, scale = 0] = this.#numbers();
    if (precision < 1 || precision > MAX_DECIMAL_PRECISION) {
      this.#fail(`Decimal precision must be between 1 and ${MAX_DECIMAL_PRECISION}, not ${precision}`, token);
    }
    if (scale > precision) {
      this.#fail(`Decimal scale must be between 0 and the precision ${precision}, not ${scale}`, token);
    }
    return types.decimal(precision, scale);
  }

  #time(): LogicalType {
    const type = types.time(this.#fraction(0));
    if (this.#takeWord('WITHOUT')) {
      this.#expectWords('TIME', 'ZONE');
    }
    return type;
  }

  #timestamp(): LogicalType {
    const precision = this.#fraction(6);
    if (this.#takeWord('WITHOUT')) {
      this.#expectWords('TIME', 'ZONE');
    } else if (this.#takeWord('WITH')) {
      const local = this.#takeWord('LOCAL');
      this.#expectWords('TIME', 'ZONE');
      return local ? types.timestampLtz(precision) : { kind: 'TIMESTAMP_TZ', nullable: true, precision };
    }
    return types.timestamp(precision);
  }

  #interval(): LogicalType {
    const first = this.#unit();
    const last = this.#takeWord('TO') ? this.#unit() : undefined;
    const resolution = last === undefined ? first.unit : `${first.unit}_TO_${last.unit}`;
    if (first.unit === 'YEAR' || first.unit === 'MONTH') {
      return types.yearMonthInterval(resolution as YearMonthIntervalType['resolution'], first.precision ?? 2);
    }
    if (first.unit === 'SECOND') {
      return types.dayTimeInterval('SECOND', 2, first.fraction ?? first.precision ?? 6);
    }
    const dayPrecision = first.unit === 'DAY' ? (first.precision ?? 2) : 2;
    return types.dayTimeInterval(resolution as DayTimeResolution, dayPrecision, last?.precision ?? 6);
  }

  #unit(): { unit: string; precision: number | undefined; fraction: number | undefined } {
    const token = this.#next();
    const unit = token.text.toUpperCase();
    if (unit !== 'YEAR' && unit !== 'MONTH' && !DAY_TIME_UNITS.includes(unit)) {
      this.#fail(`An interval's unit must be YEAR, MONTH, DAY, HOUR, MINUTE or SECOND, not '${token.text}'`, token);
    }
    const [precision, fraction] = this.#numbers();
    return { unit, precision, fraction };
  }

  #rowFields(): RowField[] {
    const close = this.#takeSign('(') ? ')' : '>';
    if (close === '>') {
      this.#expectSign('<');
    }
    return this.#fieldsUntil(close);
  }

  #fieldsUntil(close: string): RowField[] {
    const fields: RowField[] = [];
    while (!this.#takeSign(close)) {
      if (fields.length > 0) {
        this.#expectSign(',');
      }
      const name = this.#next();
      if (name.kind !== 'word' && name.kind !== 'name') {
        this.#fail(`A field's name must stand where '${name.text}' is`, name);
      }
      const type = this.type();
      const description = this.#peek().kind === 'string' ? this.#next().text : undefined;
      fields.push(description === undefined ? { name: name.text, type } : { name: name.text, type, description });
    }
    return fields;
  }

  #structured(): LogicalType {
    this.#expectSign('<');
    const className = this.#string();
    if (this.#takeSign('>')) {
      return types.structured(className, []);
    }
    this.#expectSign(',');
    return types.structured(className, this.#fieldsUntil('>'));
  }

  #raw(): LogicalType {
    this.#expectSign('(');
    const className = this.#string();
    this.#expectSign(',');
    const serializer = this.#string();
    this.#expectSign(')');
    return types.raw(className, serializer);
  }

  #typeArguments(count: number): LogicalType[] {
    this.#expectSign('<');
    const found = [this.type()];
    while (found.length < count) {
      this.#expectSign(',');
      found.push(this.type());
    }
    this.#expectSign('>');
    return found;
  }

  #length(missing: number): number {
    const token = this.#peek();
    const [length = missing] = this.#numbers();
    return length > MAX_LENGTH ? this.#fail(`A length can be at most ${MAX_LENGTH}`, token) : length;
  }

  #fraction(missing: number): number {
    const token = this.#peek();
    const [precision = missing] = this.#numbers();
    return precision > 9 ? this.#fail(`A precision must be between 0 and 9, not ${precision}`, token) : precision;
  }

  /** `(1, 2)`, or nothing. */
  #numbers(): number[] {
    const numbers: number[] = [];
    if (this.#takeSign('(')) {
      do {
        const token = this.#next();
        if (token.kind !== 'number') {
          this.#fail(`A number must stand where '${token.text}' is`, token);
        }
        numbers.push(Number(token.text));
      } while (this.#takeSign(','));
      this.#expectSign(')');
    }
    return numbers;
  }

  #string(): string {
    const token = this.#next();
    return token.kind === 'string'
      ? token.text
      : this.#fail(`A quoted text must stand where '${token.text}' is`, token);
  }

  #peek(): TypeToken {
    return this.#tokens[this.#at] as TypeToken;
  }

  #next(): TypeToken {
    const token = this.#peek();
    this.#at = Math.min(this.#at + 1, this.#tokens.length - 1);
    return token;
  }

  #take(kind: TypeToken['kind'], text: string): boolean {
    const token = this.#peek();
    const found = token.kind === kind && token.text.toUpperCase() === text;
    if (found) {
      this.#next();
    }
    return found;
  }

  #takeWord(word: string): boolean {
    return this.#take('word', word);
  }

  #takeSign(sign: string): boolean {
    return this.#take('sign', sign);
  }

  #expectWord(word: string): void {
    if (!this.#takeWord(word)) {
      this.#fail(`${word} must stand where '${this.#peek().text}' is`);
    }
  }

  #expectWords(...words: readonly string[]): void {
    for (const word of words) {
      this.#expectWord(word);
    }
  }

  #expectSign(sign: string): void {
    if (!this.#takeSign(sign)) {
      this.#fail(`'${sign}' must stand where '${this.#peek().text}' is`);
    }
  }

  #fail(problem: string, token = this.#peek()): never {
    throw new TypeSyntaxError(`${problem} in the type '${this.#text}'.`, token.at);
  }
}
