import { ConnectorError } from '@riffle/engine';
import { type OptionValue, parseDuration, parseMemorySize, parseNumber, parseWholeNumber } from '@riffle/plan';

/** Reads a table's options; the planner has checked them, so a wrong one here is a table that was changed since. */
export class OptionReader {
  readonly #options: Readonly<Record<string, string>>;

  constructor(options: Readonly<Record<string, string>>) {
    this.#options = options;
  }

  /** The first of the keys that is set. */
  text(...keys: readonly string[]): string | undefined {
    return keys.map((key) => this.#options[key]).find((value) => value !== undefined);
  }

  /** The text of an option the table cannot do without. */
  required(key: string): string {
    const value = this.#options[key];
    if (value === undefined) {
      throw new ConnectorError(`The table lacks the option '${key}'.`);
    }
    return value;
  }

  flag(key: string): boolean {
    return this.#options[key]?.trim().toLowerCase() === 'true';
  }

  whole(key: string): number | undefined {
    return this.#parsed(key, parseWholeNumber);
  }

  number(key: string): number | undefined {
    return this.#parsed(key, parseNumber);
  }

  /** Milliseconds. */
  duration(key: string): number | undefined {
    return this.#parsed(key, parseDuration);
  }

  /** Bytes. */
  memory(key: string): number | undefined {
    return this.#parsed(key, parseMemorySize);
  }

  #parsed<T>(key: string, parse: (text: string) => OptionValue<T>): T | undefined {
    const text = this.#options[key];
    if (text === undefined) {
      return undefined;
    }
    const outcome = parse(text);
    if (!outcome.ok) {
      throw new ConnectorError(`The option '${key}' of the table is wrong: ${outcome.message}`);
    }
    return outcome.value;
  }
}
