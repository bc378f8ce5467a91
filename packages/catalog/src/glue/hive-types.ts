import { type LogicalType, MAX_LENGTH, type RowField, types } from '@riffle/columns';
import { CatalogError } from '../catalog-error.ts';

/** Hive's type names, in which Glue keeps columns, and our types. The table is in docs/glue-types.md. */

const PLAIN: Readonly<Record<string, LogicalType>> = {
  boolean: types.boolean(),
  tinyint: types.tinyint(),
  smallint: types.smallint(),
  int: types.int(),
  integer: types.int(),
  bigint: types.bigint(),
  float: types.float(),
  double: types.double(),
  string: types.string(),
  binary: types.bytes(),
  date: types.date(),
  // Glue's timestamp counts milliseconds.
  timestamp: types.timestamp(3),
  decimal: types.decimal(10, 0),
  interval_year_month: types.yearMonthInterval(),
  interval_day_time: types.dayTimeInterval(),
};

/** The type a Hive type name stands for. Throws `CatalogError` for one that is not known. */
export function typeOfHive(text: string): LogicalType {
  const reader = new HiveTypeReader(text);
  const type = reader.type();
  reader.end();
  return type;
}

class HiveTypeReader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text.trim();
  }

  type(): LogicalType {
    const name = this.#word().toLowerCase();
    switch (name) {
      case 'array': {
        const [element] = this.#arguments(() => this.type());
        return types.array(element ?? this.#fail());
      }
      case 'map': {
        const [key, value] = this.#arguments(() => this.type());
        return types.map(key ?? this.#fail(), value ?? this.#fail());
      }
      case 'struct':
        return types.row(this.#arguments(() => this.#field()));
      case 'decimal':
        return this.#sized((precision, scale = 0) => types.decimal(precision, scale)) ?? types.decimal(10, 0);
      case 'varchar':
        return this.#sized((length) => types.varchar(length)) ?? this.#fail();
      case 'char':
        return this.#sized((length) => types.char(length)) ?? this.#fail();
      default:
        return PLAIN[name] ?? this.#fail();
    }
  }

  end(): void {
    if (this.#at < this.#text.length) {
      this.#fail();
    }
  }

  #field(): RowField {
    const colon = this.#text.indexOf(':', this.#at);
    const name = colon === -1 ? this.#fail() : this.#text.slice(this.#at, colon).trim();
    this.#at = colon + 1;
    return { name, type: this.type() };
  }

  #arguments<T>(read: () => T): T[] {
    if (!this.#takes('<')) {
      this.#fail();
    }
    const found = [read()];
    while (this.#takes(',')) {
      found.push(read());
    }
    return this.#takes('>') ? found : this.#fail();
  }

  #sized(make: (first: number, second?: number) => LogicalType): LogicalType | undefined {
    const match = /^\s*\(\s*(\d+)\s*(?:,\s*(\d+)\s*)?\)/.exec(this.#text.slice(this.#at));
    if (match === null) {
      return undefined;
    }
    this.#at += match[0].length;
    return match[2] === undefined ? make(Number(match[1])) : make(Number(match[1]), Number(match[2]));
  }

  #word(): string {
    const word = /^\s*([A-Za-z_]+)/.exec(this.#text.slice(this.#at));
    this.#at += word?.[0].length ?? 0;
    return word?.[1] ?? this.#fail();
  }

  #takes(char: string): boolean {
    const found = new RegExp(`^\\s*${char}`).exec(this.#text.slice(this.#at));
    this.#at += found?.[0].length ?? 0;
    return found !== null;
  }

  #fail(): never {
    throw new CatalogError(`Glue's column type '${this.#text}' is not known.`);
  }
}

/** The Hive type that comes nearest; types Hive lacks become `string`. The exact type is kept beside it. */
export function hiveOfType(type: LogicalType): string {
  switch (type.kind) {
    case 'INTEGER':
      return 'int';
    case 'BOOLEAN':
    case 'TINYINT':
    case 'SMALLINT':
    case 'BIGINT':
    case 'FLOAT':
    case 'DOUBLE':
    case 'DATE':
      return type.kind.toLowerCase();
    case 'DECIMAL':
      return `decimal(${type.precision},${type.scale})`;
    case 'CHAR':
      return type.length <= 255 ? `char(${type.length})` : 'string';
    case 'VARCHAR':
      return type.length === MAX_LENGTH || type.length > 65_535 ? 'string' : `varchar(${type.length})`;
    case 'BINARY':
    case 'VARBINARY':
      return 'binary';
    case 'TIMESTAMP':
    case 'TIMESTAMP_LTZ':
      return 'timestamp';
    case 'ARRAY':
      return `array<${hiveOfType(type.element)}>`;
    case 'MAP':
      return `map<${hiveOfType(type.key)},${hiveOfType(type.value)}>`;
    case 'MULTISET':
      return `map<${hiveOfType(type.element)},int>`;
    case 'ROW':
      return `struct<${type.fields.map((field) => `${field.name}:${hiveOfType(field.type)}`).join(',')}>`;
    default:
      return 'string';
  }
}
