/** A line of `programs.jsonl`. */
import type { RowKindName } from '@riffle/columns';
import type { TypedJson } from './typed-json.ts';

export interface JsonChange {
  readonly op: RowKindName;
  readonly row: readonly TypedJson[];
}

export interface TableStep {
  readonly name: string;
  readonly schema: readonly string[];
  readonly partitionedBy?: readonly string[] | null;
  readonly distribution?: string | null;
  readonly options?: Readonly<Record<string, string>> | null;
}

export interface SourceStep extends TableStep {
  readonly kind: `SOURCE_${string}`;
  readonly rows: readonly JsonChange[];
  readonly rowsAfterRestore?: readonly JsonChange[] | null;
}

export interface SinkStep extends TableStep {
  readonly kind: `SINK_${string}`;
  readonly expected?: readonly string[] | null;
  readonly expectedAfterRestore?: readonly string[] | null;
  readonly expectedRows?: readonly JsonChange[] | null;
  readonly expectedRowsAfterRestore?: readonly JsonChange[] | null;
  readonly materialized?: readonly string[] | null;
  readonly compareChangelog?: boolean;
}

export type SetupStep =
  | SourceStep
  | SinkStep
  | { readonly kind: 'CONFIG'; readonly key: string; readonly value: string }
  | { readonly kind: 'SQL'; readonly sql: string };

export type RunStep =
  | { readonly kind: 'SQL'; readonly sql: string }
  | { readonly kind: 'STATEMENT_SET'; readonly statements: readonly string[] }
  | { readonly kind: 'FAILING_SQL'; readonly sql: string; readonly error: string; readonly errorClass?: string };

export interface ProgramRun {
  readonly base: 'SemanticTestBase' | 'RestoreTestBase' | 'BatchRestoreTestBase';
  readonly afterRestore?: 'FINITE' | 'INFINITE' | 'NO_RESTORE' | null;
}

export interface ProgramCase {
  readonly id: string;
  readonly setup: readonly SetupStep[];
  readonly run: readonly RunStep[];
  readonly runs: readonly ProgramRun[];
}

export function isSource(step: SetupStep): step is SourceStep {
  return step.kind.startsWith('SOURCE_');
}

export function isSink(step: SetupStep): step is SinkStep {
  return step.kind.startsWith('SINK_');
}

/** The statement that makes a step's table. */
export function createTableText(step: TableStep, options: Readonly<Record<string, string>>): string {
  const quote = (text: string): string => `'${text.replaceAll("'", "''")}'`;
  const partitions = step.partitionedBy ?? [];
  const parts = [
    `CREATE TABLE \`${step.name}\` (\n  ${step.schema.join(',\n  ')}\n)`,
    step.distribution ?? '',
    partitions.length === 0 ? '' : `PARTITIONED BY (${partitions.map((name) => `\`${name}\``).join(', ')})`,
    `WITH (\n  ${Object.entries(options)
      .map(([key, value]) => `${quote(key)} = ${quote(value)}`)
      .join(',\n  ')}\n)`,
  ];
  return parts.filter((part) => part !== '').join('\n');
}
