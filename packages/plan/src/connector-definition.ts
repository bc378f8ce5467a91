import type { LogicalType } from '@riffle/columns';
import type { ChangelogMode } from './changelog.ts';

export type OptionType =
  | 'string'
  | 'boolean'
  | 'int'
  | 'long'
  | 'double'
  | 'duration'
  | 'memory-size'
  | 'enum'
  | 'list'
  | 'map';

/** One option of a connector or format. The binder checks against these, completion and forms are made from them. */
export interface OptionDefinition {
  /** The key; `#` stands for a column (`fields.#.min`), a trailing `.*` for any suffix (`properties.*`). */
  readonly key: string;
  readonly type: OptionType;
  readonly required: boolean;
  readonly default?: string | undefined;
  readonly values?: readonly string[] | undefined;
  readonly description: string;
  /** Other accepted spellings. */
  readonly fallbackKeys?: readonly string[] | undefined;
}

/** A metadata column a connector can give or take. */
export interface MetadataDefinition {
  readonly key: string;
  readonly type: LogicalType;
  readonly readable: boolean;
  readonly writable: boolean;
}

/** What the planner and the editor must know of a connector; the code behind it lives in `@riffle/connectors`. */
export interface ConnectorDefinition {
  /** The value of `'connector'`. */
  readonly identifier: string;
  readonly description: string;
  readonly options: readonly OptionDefinition[];
  /** Whether a FORMAT option is needed: `value.format` or `format`. */
  readonly usesFormat: boolean;
  readonly metadata: readonly MetadataDefinition[];
  /** What the options lack together, as a sentence (one of two keys, a key that needs another); undefined when all is well. */
  readonly validate?: ((table: DefinitionInput) => string | undefined) | undefined;
  /** Absent when the connector cannot be read. A function because options may decide (bounded modes). */
  readonly source?: ((table: DefinitionInput) => SourceAbilities) | undefined;
  /** Absent when the connector cannot be written. */
  readonly sink?: ((table: DefinitionInput) => SinkAbilities) | undefined;
  /** The connector can be asked key by key (lookup join). */
  readonly lookup?: boolean | undefined;
}

export interface DefinitionInput {
  readonly options: Readonly<Record<string, string>>;
  readonly primaryKey: readonly string[];
  readonly partitionKeys: readonly string[];
}

export interface SourceAbilities {
  readonly changelog: ChangelogMode;
  readonly bounded: boolean;
  /** The source makes watermarks itself, one for each split (Flink's SupportsWatermarkPushDown); no when absent. */
  readonly watermarkPerSplit?: boolean | undefined;
}

export interface SinkAbilities {
  /** The most the sink takes; the planner may send less. */
  readonly changelog: ChangelogMode;
}

export interface FormatDefinition {
  /** The value of `'format'`. */
  readonly identifier: string;
  readonly description: string;
  /** Keys without the format's prefix: `ignore-parse-errors` for `json.ignore-parse-errors`. */
  readonly options: readonly OptionDefinition[];
  readonly metadata: readonly MetadataDefinition[];
  readonly reads: boolean;
  readonly writes: boolean;
  /** The changes this format carries, read or written; insert-only when absent. */
  readonly changelog?: ChangelogMode | undefined;
}
