/** A whole number of 64 bits or more: a `number` where that is exact, else a `bigint`. See `normalizeLong`. */
export type Long = number | bigint;

/** One value of any SQL type; the table in `types.ts` says which JavaScript value stands for which type. */
export type Value = null | boolean | number | bigint | string | Uint8Array | readonly Value[] | MapValue | VariantValue;

/** A MAP or MULTISET value: entries in insertion order, keys pairwise distinct by SQL equality. */
export class MapValue {
  readonly entries: readonly (readonly [key: Value, value: Value])[];

  constructor(entries: readonly (readonly [key: Value, value: Value])[]) {
    this.entries = entries;
  }
}

/** A VARIANT value: semi-structured data that carries its own types. */
export class VariantValue {
  /** The JSON-like content: null, boolean, number, bigint, string, array, or a Map of fields. */
  readonly content: VariantContent;

  constructor(content: VariantContent) {
    this.content = content;
  }
}

export type VariantContent =
  | null
  | boolean
  | number
  | bigint
  | string
  | Uint8Array
  | readonly VariantContent[]
  | ReadonlyMap<string, VariantContent>;

/** The canonical form of a whole number: equal numbers are `===` afterwards, whatever made them. */
export function normalizeLong(value: bigint): Long {
  const asNumber = Number(value);
  return Number.isSafeInteger(asNumber) ? asNumber : value;
}
