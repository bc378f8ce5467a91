import type { IntervalLiteral, StringLiteral } from './literals.ts';
import type { Identifier, NodeBase, Path } from './node.ts';
import type { QueryNode } from './queries.ts';
import type {
  ColumnDefinition,
  DistributionNode,
  LikeClause,
  PartitionSpec,
  PropertyNode,
  TableConstraint,
  TableElement,
  WatermarkDefinition,
} from './table-elements.ts';

/** CREATE TABLE in all its forms: plain, LIKE, AS query, [CREATE OR] REPLACE … AS query. */
export interface CreateTable extends NodeBase<'create-table'> {
  readonly mode: 'create' | 'create-or-replace' | 'replace';
  readonly temporary: boolean;
  readonly ifNotExists: boolean;
  readonly table: Path;
  readonly elements: readonly TableElement[];
  readonly comment?: StringLiteral | undefined;
  readonly distribution?: DistributionNode | undefined;
  readonly partitionedBy: readonly Identifier[];
  readonly options: readonly PropertyNode[];
  readonly like?: LikeClause | undefined;
  readonly query?: QueryNode | undefined;
}

export interface DropTable extends NodeBase<'drop-table'> {
  readonly temporary: boolean;
  readonly ifExists: boolean;
  readonly table: Path;
}

export interface AlterTable extends NodeBase<'alter-table'> {
  readonly ifExists: boolean;
  readonly table: Path;
  readonly action: AlterTableAction;
}

export type AlterTableAction =
  | RenameTo
  | RenameColumn
  | SetOptions
  | ResetOptions
  | AddElements
  | ModifyElements
  | DropColumns
  | DropPrimaryKey
  | DropConstraint
  | DropWatermark
  | AddDistribution
  | ModifyDistribution
  | DropDistribution
  | AddPartitions
  | DropPartitions;

export interface RenameTo extends NodeBase<'rename-to'> {
  readonly to: Path;
}
export interface RenameColumn extends NodeBase<'rename-column'> {
  readonly from: Path;
  readonly to: Path;
}
export interface SetOptions extends NodeBase<'set-options'> {
  readonly options: readonly PropertyNode[];
}
export interface ResetOptions extends NodeBase<'reset-options'> {
  readonly keys: readonly StringLiteral[];
}
export type AlterElement = ColumnDefinition | TableConstraint | WatermarkDefinition;
/** `ADD (a INT FIRST, WATERMARK FOR …)`; parentheses around one element leave no trace. */
export interface AddElements extends NodeBase<'add-elements'> {
  readonly elements: readonly AlterElement[];
}
export interface ModifyElements extends NodeBase<'modify-elements'> {
  readonly elements: readonly AlterElement[];
}
export interface DropColumns extends NodeBase<'drop-columns'> {
  readonly columns: readonly Path[];
}
export interface DropPrimaryKey extends NodeBase<'drop-primary-key'> {}
export interface DropConstraint extends NodeBase<'drop-constraint'> {
  readonly name: Identifier;
}
export interface DropWatermark extends NodeBase<'drop-watermark'> {}
export interface AddDistribution extends NodeBase<'add-distribution'> {
  readonly distribution: DistributionNode;
}
export interface ModifyDistribution extends NodeBase<'modify-distribution'> {
  readonly distribution: DistributionNode;
}
export interface DropDistribution extends NodeBase<'drop-distribution'> {}
export interface NewPartition extends NodeBase<'new-partition'> {
  readonly partition: PartitionSpec;
  readonly options: readonly PropertyNode[];
}
export interface AddPartitions extends NodeBase<'add-partitions'> {
  readonly ifNotExists: boolean;
  readonly partitions: readonly NewPartition[];
}
export interface DropPartitions extends NodeBase<'drop-partitions'> {
  readonly ifExists: boolean;
  readonly partitions: readonly PartitionSpec[];
}
export interface CreateMaterializedTable extends NodeBase<'create-materialized-table'> {
  readonly mode: 'create' | 'create-or-alter';
  readonly ifNotExists: boolean;
  readonly table: Path;
  readonly elements: readonly TableElement[];
  readonly comment?: StringLiteral | undefined;
  readonly distribution?: DistributionNode | undefined;
  readonly partitionedBy: readonly Identifier[];
  readonly options: readonly PropertyNode[];
  readonly freshness?: IntervalLiteral | undefined;
  readonly refreshMode?: 'FULL' | 'CONTINUOUS' | undefined;
  readonly query: QueryNode;
}

export interface DropMaterializedTable extends NodeBase<'drop-materialized-table'> {
  readonly ifExists: boolean;
  readonly table: Path;
}

export interface AlterMaterializedTable extends NodeBase<'alter-materialized-table'> {
  readonly table: Path;
  readonly action: AlterMaterializedTableAction;
}

export type AlterMaterializedTableAction =
  | SuspendTable
  | ResumeTable
  | RefreshTable
  | SetFreshness
  | SetRefreshMode
  | SetQuery
  | AlterTableAction;

export interface SuspendTable extends NodeBase<'suspend'> {}
export interface ResumeTable extends NodeBase<'resume'> {
  readonly options: readonly PropertyNode[];
}
export interface RefreshTable extends NodeBase<'refresh'> {
  readonly partition?: PartitionSpec | undefined;
}
export interface SetFreshness extends NodeBase<'set-freshness'> {
  readonly freshness: IntervalLiteral;
}
export interface SetRefreshMode extends NodeBase<'set-refresh-mode'> {
  readonly refreshMode: 'FULL' | 'CONTINUOUS';
}
/** `AS query`. */
export interface SetQuery extends NodeBase<'set-query'> {
  readonly query: QueryNode;
}

export interface CreateView extends NodeBase<'create-view'> {
  readonly orReplace: boolean;
  readonly temporary: boolean;
  readonly ifNotExists: boolean;
  readonly view: Path;
  readonly columns: readonly Identifier[];
  readonly comment?: StringLiteral | undefined;
  readonly options: readonly PropertyNode[];
  readonly query: QueryNode;
}

export interface DropView extends NodeBase<'drop-view'> {
  readonly temporary: boolean;
  readonly ifExists: boolean;
  readonly view: Path;
}

export interface AlterView extends NodeBase<'alter-view'> {
  readonly ifExists: boolean;
  readonly view: Path;
  readonly action: RenameTo | SetQuery | SetOptions | ResetOptions;
}
