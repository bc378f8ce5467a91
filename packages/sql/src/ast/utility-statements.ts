import type { StringLiteral } from './literals.ts';
import type { NodeBase, Path } from './node.ts';
import type { PartitionSpec } from './table-elements.ts';

export type DescribeSubject = 'TABLE' | 'CATALOG' | 'DATABASE' | 'FUNCTION' | 'MODEL' | 'JOB';
export interface Describe extends NodeBase<'describe'> {
  readonly subject: DescribeSubject;
  readonly extended: boolean;
  /** Undefined for a job. */
  readonly path?: Path | undefined;
  readonly job?: StringLiteral | undefined;
}

export type ShowSubject =
  | 'CATALOGS'
  | 'CURRENT CATALOG'
  | 'DATABASES'
  | 'CURRENT DATABASE'
  | 'TABLES'
  | 'VIEWS'
  | 'MATERIALIZED TABLES'
  | 'COLUMNS'
  | 'PARTITIONS'
  | 'PROCEDURES'
  | 'FUNCTIONS'
  | 'USER FUNCTIONS'
  | 'MODULES'
  | 'FULL MODULES'
  | 'JARS'
  | 'JOBS'
  | 'MODELS'
  | 'CREATE TABLE'
  | 'CREATE VIEW'
  | 'CREATE CATALOG'
  | 'CREATE MODEL'
  | 'CREATE MATERIALIZED TABLE';

/** The SHOW family. `object` is what FROM or IN names, or the object of SHOW CREATE and SHOW PARTITIONS. */
export interface Show extends NodeBase<'show'> {
  readonly subject: ShowSubject;
  readonly object?: Path | undefined;
  readonly partition?: PartitionSpec | undefined;
  readonly like?: ShowLike | undefined;
}

export interface ShowLike extends NodeBase<'show-like'> {
  readonly operator: 'LIKE' | 'ILIKE';
  readonly negated: boolean;
  readonly pattern: StringLiteral;
}

/** `SET`, `SET 'k' = 'v'`, `SET k = v`; without a key it lists all settings. */
export interface SetStatement extends NodeBase<'set'> {
  readonly key?: StringLiteral | undefined;
  readonly value?: StringLiteral | undefined;
}
/** `RESET`, `RESET 'k'`, `RESET k`. */
export interface Reset extends NodeBase<'reset'> {
  readonly key?: StringLiteral | undefined;
}

export interface AddJar extends NodeBase<'add-jar'> {
  readonly location: StringLiteral;
}
export interface RemoveJar extends NodeBase<'remove-jar'> {
  readonly location: StringLiteral;
}

export interface StopJob extends NodeBase<'stop-job'> {
  readonly job: StringLiteral;
  readonly withSavepoint: boolean;
  readonly withDrain: boolean;
}

/** Commands of the SQL client itself. */
export interface ClientCommand extends NodeBase<'client-command'> {
  readonly command: 'HELP' | 'QUIT' | 'EXIT' | 'CLEAR';
}
