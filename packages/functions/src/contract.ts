import type { LogicalType, Value } from '@riffle/columns';

/** What is known of one argument when a call is bound. */
export interface ArgumentInfo {
  readonly type: LogicalType;
  /** The value when the argument is a literal, else undefined. */
  readonly literal?: Value | undefined;
}

/** What a call of a function comes to. */
export type Inference =
  | {
      readonly ok: true;
      /** The types the arguments are cast to before the call; the binder adds the casts. */
      readonly argumentTypes: readonly LogicalType[];
      readonly resultType: LogicalType;
    }
  | {
      readonly ok: false;
      /** Why the arguments do not fit, as a sentence. */
      readonly message: string;
    };

/** What a function may ask of the run it is in. */
export interface FunctionContext {
  /** `table.local-time-zone`, an IANA name or an offset. */
  readonly zone: string;
  /** Milliseconds since the epoch, of the engine's clock. */
  now(): number;
  /** Uniform in [0, 1). */
  random(): number;
}

/** JavaScript for a value, and for whether it is NULL, given the name of a variable that holds the value. */
export interface InlineOrNull {
  readonly value: string;
  isNull(variable: string): string;
}

export type ScalarBody = (...args: Value[]) => Value;

/** One built-in scalar function: how it is called, typed, documented and computed. */
export interface ScalarFunction {
  readonly kind: 'scalar';
  /** Canonical name, upper case (`SUBSTRING`) or the operator's sign (`+`). */
  readonly name: string;
  readonly aliases?: readonly string[] | undefined;
  readonly category: string;
  /** `SUBSTRING(string FROM start [FOR length])`, for completion and signature help; several when overloaded. */
  readonly signatures: readonly string[];
  readonly description: string;
  infer(args: readonly ArgumentInfo[]): Inference;
  /** `propagate`: any NULL argument gives NULL and the body never sees one. `handled`: the body takes NULLs. */
  readonly nulls: 'propagate' | 'handled';
  /** False for RAND, UUID and the like: never folded, never run twice. */
  readonly deterministic: boolean;
  /**
   * JavaScript for the call, given JavaScript for the arguments (none of them NULL). For the hot, simple functions;
   * `undefined` where these types have no inline form. May use the names of `INLINE_SCOPE`. A keyword argument is
   * its JavaScript string literal.
   */
  inline?(args: readonly string[], argumentTypes: readonly LogicalType[], resultType: LogicalType): string | undefined;
  /** As `inline`, for calls that may be NULL though no argument is: a value, and the test that tells it is NULL. */
  inlineOrNull?(args: readonly string[], argumentTypes: readonly LogicalType[]): InlineOrNull | undefined;
  /** The function for these types. Called once a call site; what is constant is prepared here. */
  compile(call: CompiledCall): ScalarBody;
}

export interface CompiledCall {
  readonly argumentTypes: readonly LogicalType[];
  readonly resultType: LogicalType;
  /** Literal arguments, by position; undefined where the argument is not constant. */
  readonly literals: readonly (Value | undefined)[];
  readonly context: FunctionContext;
}

/** One built-in aggregate function. */
export interface AggregateFunction {
  readonly kind: 'aggregate';
  readonly name: string;
  readonly aliases?: readonly string[] | undefined;
  readonly category: string;
  readonly signatures: readonly string[];
  readonly description: string;
  /** `retracting` tells whether the input may take rows back; some result types do not depend on it. */
  infer(args: readonly ArgumentInfo[]): Inference;
  /** Rows whose argument is NULL are skipped before `add`: true for almost all. COUNT(*) has no argument. */
  readonly skipsNulls: boolean;
  create(call: AggregateSetup): Accumulators;
}

export interface AggregateSetup extends CompiledCall {
  /** `retract` will be called. Without it the accumulators may keep less. */
  readonly retracting: boolean;
  readonly options: Readonly<Record<string, string>>;
}

/**
 * The accumulators of one aggregate call for all groups of one operator. A group is a slot: a small whole number
 * the operator hands out and reuses. Storage is columnar (one array over slots), so nothing is allocated per row.
 */
export interface Accumulators {
  /** Makes `slot` an empty accumulator. Always called before a slot is used, also when it is used again. */
  reset(slot: number): void;
  /** Counts a row in. `args` are the call's arguments. */
  add(slot: number, args: readonly Value[]): void;
  /** Takes a row back that was added before. */
  retract(slot: number, args: readonly Value[]): void;
  /** Adds all that `from` has counted (session windows that merge, slices that are summed). */
  merge(slot: number, from: number): void;
  result(slot: number): Value;
  /** The accumulator as a value of `stateType`, for checkpoints. */
  save(slot: number): Value;
  load(slot: number, state: Value): void;
  /** The type of what `save` gives. */
  readonly stateType: LogicalType;
  /**
   * Optional fast path: `add` for rows `0..count`, slot `slots[i]` and the first argument's storage as in
   * `Vector.values`; no NULLs among them.
   */
  addColumn?(slots: Int32Array, values: ArrayLike<unknown>, count: number): void;
}

/** One built-in table function (UNNEST and friends). */
export interface TableFunction {
  readonly kind: 'table';
  readonly name: string;
  readonly signatures: readonly string[];
  readonly description: string;
  infer(args: readonly ArgumentInfo[]): Inference;
  /** Gives the rows one input row makes; each is an array of the result ROW's fields. */
  compile(call: CompiledCall): (...args: Value[]) => readonly (readonly Value[])[];
}

export type FunctionDefinition = ScalarFunction | AggregateFunction | TableFunction;
