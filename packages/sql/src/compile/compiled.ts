import type { RowField } from '@riffle/columns';
import type { CatalogOperation, ChangelogMode, Diagnostic, ObjectIdentifier, PhysicalPlan } from '@riffle/plan';

/** A query whose rows go to whoever asked. */
export interface CompiledQuery {
  readonly kind: 'query';
  readonly plan: PhysicalPlan;
  readonly columns: readonly RowField[];
  /** The changes that arrive at the collect node. */
  readonly changelog: ChangelogMode;
  readonly upsertKeys: readonly (readonly number[])[];
  readonly reads: readonly ObjectIdentifier[];
}

/** One or several INSERTs that run as one job. */
export interface CompiledInsert {
  readonly kind: 'insert';
  readonly plan: PhysicalPlan;
  readonly reads: readonly ObjectIdentifier[];
  readonly writes: readonly ObjectIdentifier[];
  /** CREATE TABLE … AS: what to do before the job starts. */
  readonly createTable?: CatalogOperation | undefined;
}

/** EXPLAIN: the text is the answer. */
export interface CompiledExplain {
  readonly kind: 'explain';
  readonly text: string;
}

/** A statement the catalogs and the session carry out. */
export interface CompiledOperation {
  readonly kind: 'operation';
  readonly operation: CatalogOperation;
}

export type CompiledStatement = CompiledQuery | CompiledInsert | CompiledExplain | CompiledOperation;

/** The statement is missing when something is wrong that keeps it from running. */
export interface CompileResult {
  readonly statement?: CompiledStatement | undefined;
  readonly diagnostics: readonly Diagnostic[];
}
