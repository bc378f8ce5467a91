import type { LogicalType, Value } from '@riffle/columns';

/** One named state of an operator, as rows. `keyTypes` null marks state that belongs to the subtask, not to a key. */
export interface StateSchema {
  readonly name: string;
  readonly keyTypes: readonly LogicalType[] | null;
  readonly valueTypes: readonly LogicalType[];
  /**
   * Positions within the key whose hash routes rows to subtasks; all of them when absent.
   * Needed when the exchange in front of the operator hashes fewer columns than the key has.
   */
  readonly routing?: readonly number[] | undefined;
  /** Of state without a key: at another parallelism every subtask reads all rows instead of a share of them. */
  readonly shared?: boolean | undefined;
}

/** The content of a state: each row is the key's values, then the state's. */
export interface StateTable extends StateSchema {
  readonly rows: readonly (readonly Value[])[];
}

/** What an operator reads back. Only rows of this subtask's key groups are given. */
export interface RestoredState {
  /** The rows saved under `schema.name`; throws `RestoreError` when the types saved differ from those asked for. */
  rows(schema: StateSchema): readonly (readonly Value[])[];
}
