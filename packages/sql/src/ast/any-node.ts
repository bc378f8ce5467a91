import type * as catalog from './catalog-statements.ts';
import type * as data from './data-statements.ts';
import type * as expressions from './expressions.ts';
import type * as match from './match-recognize.ts';
import type { Identifier, Path } from './node.ts';
import type * as queries from './queries.ts';
import type { Statement } from './statements.ts';
import type * as elements from './table-elements.ts';
import type * as table from './table-statements.ts';
import type * as typeNodes from './type-nodes.ts';
import type * as utility from './utility-statements.ts';
import type * as windows from './windows.ts';

/** Any node of a syntax tree. */
export type SyntaxNode =
  | Identifier
  | Path
  | Statement
  | expressions.ExpressionNode
  | expressions.CaseBranch
  | expressions.JsonBehavior
  | expressions.JsonEntry
  | expressions.JsonElement
  | expressions.DescriptorColumn
  | typeNodes.TypeNode
  | typeNodes.FieldTypeNode
  | typeNodes.IntervalQualifier
  | windows.OrderItem
  | windows.WindowSpecification
  | windows.WindowFrame
  | windows.FrameBound
  | windows.NamedWindow
  | queries.QueryBody
  | queries.WithClause
  | queries.CommonTable
  | queries.SelectItem
  | queries.GroupByClause
  | queries.GroupingElement
  | queries.Hint
  | queries.HintArgument
  | queries.TableReference
  | queries.TableAlias
  | queries.TableSample
  | match.Measure
  | match.AfterMatch
  | match.PatternSubset
  | match.PatternDefinition
  | match.PatternNode
  | elements.TableElement
  | elements.ColumnPosition
  | elements.DistributionNode
  | elements.PropertyNode
  | elements.LikeClause
  | elements.LikeOption
  | elements.PartitionSpec
  | elements.PartitionEntry
  | table.AlterTableAction
  | table.AlterMaterializedTableAction
  | table.NewPartition
  | catalog.SetComment
  | catalog.FunctionResource
  | data.Assignment
  | utility.ShowLike;

export type NodeKind = SyntaxNode['kind'];
export type NodeOf<K extends NodeKind> = Extract<SyntaxNode, { readonly kind: K }>;
