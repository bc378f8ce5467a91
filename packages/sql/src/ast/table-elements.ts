import type { ExpressionNode } from './expressions.ts';
import type { NumberLiteral, StringLiteral } from './literals.ts';
import type { Identifier, NodeBase, Path } from './node.ts';
import type { TypeNode } from './type-nodes.ts';

/** What may stand in the parentheses after CREATE TABLE. */
export type TableElement = ColumnDefinition | ColumnName | TableConstraint | WatermarkDefinition;
export type ColumnDefinition = PhysicalColumn | MetadataColumn | ComputedColumn;

interface ColumnBase {
  /** One part, but ALTER TABLE may name a nested field: `row.field`. */
  readonly name: Path;
  readonly comment?: StringLiteral | undefined;
  /** FIRST or AFTER in ALTER TABLE. */
  readonly position?: ColumnPosition | undefined;
}

export interface PhysicalColumn extends NodeBase<'physical-column'>, ColumnBase {
  readonly type: TypeNode;
  /** A constraint on this column alone; its `columns` are empty. */
  readonly constraint?: TableConstraint | undefined;
}

export interface MetadataColumn extends NodeBase<'metadata-column'>, ColumnBase {
  readonly type: TypeNode;
  /** `METADATA FROM 'key'`. */
  readonly key?: StringLiteral | undefined;
  readonly virtual: boolean;
}

export interface ComputedColumn extends NodeBase<'computed-column'>, ColumnBase {
  readonly expression: ExpressionNode;
}

/** A column by name alone: CREATE TABLE … AS uses it to reorder the query's columns. */
export interface ColumnName extends NodeBase<'column-name'> {
  readonly name: Identifier;
}

/** `after` undefined means FIRST. */
export interface ColumnPosition extends NodeBase<'column-position'> {
  readonly after?: Path | undefined;
}

export interface TableConstraint extends NodeBase<'table-constraint'> {
  readonly name?: Identifier | undefined;
  readonly type: 'PRIMARY KEY' | 'UNIQUE';
  readonly columns: readonly Identifier[];
  /** From ENFORCED or NOT ENFORCED; undefined when neither is written. */
  readonly enforced?: boolean | undefined;
}

export interface WatermarkDefinition extends NodeBase<'watermark'> {
  readonly column: Path;
  readonly expression: ExpressionNode;
}

/** `DISTRIBUTED BY HASH(a) INTO 6 BUCKETS`; no method with columns leaves the choice to the connector. */
export interface DistributionNode extends NodeBase<'distribution'> {
  readonly method?: 'HASH' | 'RANGE' | undefined;
  readonly columns: readonly Identifier[];
  readonly buckets?: NumberLiteral | undefined;
}

/** `'key' = 'value'`. */
export interface PropertyNode extends NodeBase<'property'> {
  readonly key: StringLiteral;
  readonly value: StringLiteral;
}

export interface LikeClause extends NodeBase<'like-clause'> {
  readonly source: Path;
  readonly options: readonly LikeOption[];
}

export interface LikeOption extends NodeBase<'like-option'> {
  readonly mode: 'INCLUDING' | 'EXCLUDING' | 'OVERWRITING';
  readonly feature:
    | 'ALL'
    | 'CONSTRAINTS'
    | 'DISTRIBUTION'
    | 'GENERATED'
    | 'METADATA'
    | 'OPTIONS'
    | 'PARTITIONS'
    | 'WATERMARKS';
}

/** `PARTITION (p = 1, q)`. */
export interface PartitionSpec extends NodeBase<'partition-spec'> {
  readonly entries: readonly PartitionEntry[];
}

export interface PartitionEntry extends NodeBase<'partition-entry'> {
  readonly column: Identifier;
  readonly value?: ExpressionNode | undefined;
}
