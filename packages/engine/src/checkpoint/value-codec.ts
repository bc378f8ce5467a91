import { MapValue, type Value, type VariantContent, VariantValue } from '@riffle/columns';

/** The first byte of a value says what it is. These numbers are part of the checkpoint format. */
const TAG = {
  null: 0,
  false: 1,
  true: 2,
  int: 3,
  double: 4,
  bigint: 5,
  string: 6,
  bytes: 7,
  array: 8,
  map: 9,
  variant: 10,
  fields: 11,
} as const;

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true });

/** Writes values one after the other into a growing buffer. */
export class ValueWriter {
  #bytes = new Uint8Array(1024);
  #view = new DataView(this.#bytes.buffer);
  #length = 0;

  finish(): Uint8Array {
    return this.#bytes.slice(0, this.#length);
  }

  write(value: Value): void {
    switch (typeof value) {
      case 'boolean':
        this.#byte(value ? TAG.true : TAG.false);
        return;
      case 'number':
        this.#number(value);
        return;
      case 'bigint':
        this.#byte(TAG.bigint);
        this.#text(value.toString());
        return;
      case 'string':
        this.#byte(TAG.string);
        this.#text(value);
        return;
      default:
        this.#object(value);
    }
  }

  #object(value: Exclude<Value, boolean | number | bigint | string>): void {
    if (value === null) {
      this.#byte(TAG.null);
    } else if (value instanceof Uint8Array) {
      this.#byte(TAG.bytes);
      this.#raw(value);
    } else if (value instanceof MapValue) {
      this.#byte(TAG.map);
      this.#size(value.entries.length);
      for (const [key, item] of value.entries) {
        this.write(key);
        this.write(item);
      }
    } else if (value instanceof VariantValue) {
      this.#byte(TAG.variant);
      this.#content(value.content);
    } else {
      this.#byte(TAG.array);
      this.#size((value as readonly Value[]).length);
      for (const item of value as readonly Value[]) {
        this.write(item);
      }
    }
  }

  #content(content: VariantContent): void {
    if (Array.isArray(content)) {
      this.#byte(TAG.array);
      this.#size(content.length);
      for (const item of content as readonly VariantContent[]) {
        this.#content(item);
      }
    } else if (content instanceof Map) {
      this.#byte(TAG.fields);
      this.#size(content.size);
      for (const [name, item] of content as ReadonlyMap<string, VariantContent>) {
        this.#text(name);
        this.#content(item);
      }
    } else {
      this.write(content as Value);
    }
  }

  #number(value: number): void {
    if ((value | 0) === value && !Object.is(value, -0)) {
      this.#byte(TAG.int);
      this.#reserve(4);
      this.#view.setInt32(this.#length, value);
      this.#length += 4;
    } else {
      this.#byte(TAG.double);
      this.#reserve(8);
      this.#view.setFloat64(this.#length, value);
      this.#length += 8;
    }
  }

  #text(text: string): void {
    this.#raw(encoder.encode(text));
  }

  #raw(bytes: Uint8Array): void {
    this.#size(bytes.length);
    this.#reserve(bytes.length);
    this.#bytes.set(bytes, this.#length);
    this.#length += bytes.length;
  }

  #size(size: number): void {
    this.#reserve(4);
    this.#view.setUint32(this.#length, size);
    this.#length += 4;
  }

  #byte(byte: number): void {
    this.#reserve(1);
    this.#bytes[this.#length++] = byte;
  }

  #reserve(more: number): void {
    if (this.#length + more > this.#bytes.length) {
      const grown = new Uint8Array(Math.max(this.#bytes.length * 2, this.#length + more));
      grown.set(this.#bytes.subarray(0, this.#length));
      this.#bytes = grown;
      this.#view = new DataView(grown.buffer);
    }
  }
}

/** Reads what `ValueWriter` wrote. Throws on anything else. */
export class ValueReader {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  read(): Value {
    const tag = this.#byte();
    switch (tag) {
      case TAG.map:
        return new MapValue(Array.from({ length: this.#size() }, () => [this.read(), this.read()] as const));
      case TAG.variant:
        return new VariantValue(this.#content());
      case TAG.array:
        return Array.from({ length: this.#size() }, () => this.read());
      default:
        return this.#scalar(tag);
    }
  }

  #scalar(tag: number): Exclude<Value, readonly Value[] | MapValue | VariantValue> {
    switch (tag) {
      case TAG.null:
        return null;
      case TAG.false:
        return false;
      case TAG.true:
        return true;
      case TAG.int:
        this.#at += 4;
        return this.#view.getInt32(this.#at - 4);
      case TAG.double:
        this.#at += 8;
        return this.#view.getFloat64(this.#at - 8);
      case TAG.bigint:
        return BigInt(this.#text());
      case TAG.string:
        return this.#text();
      case TAG.bytes:
        return Uint8Array.from(this.#raw());
      default:
        throw new RangeError(`unknown value tag ${tag}`);
    }
  }

  #content(): VariantContent {
    const tag = this.#byte();
    switch (tag) {
      case TAG.array:
        return Array.from({ length: this.#size() }, () => this.#content());
      case TAG.fields:
        return new Map(Array.from({ length: this.#size() }, () => [this.#text(), this.#content()] as const));
      default:
        return this.#scalar(tag);
    }
  }

  #text(): string {
    return decoder.decode(this.#raw());
  }

  #raw(): Uint8Array {
    const size = this.#size();
    this.#at += size;
    return this.#bytes.subarray(this.#at - size, this.#at);
  }

  #size(): number {
    this.#at += 4;
    return this.#view.getUint32(this.#at - 4);
  }

  #byte(): number {
    return this.#view.getUint8(this.#at++);
  }
}
