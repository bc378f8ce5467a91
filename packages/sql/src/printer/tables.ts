import type {
  ColumnDefinition,
  CreateTable,
  DistributionNode,
  FunctionLanguage,
  FunctionScope,
  PropertyNode,
  SyntaxNode,
  TableConstraint,
} from '../ast/index.ts';
import { clause, joined, optional, type Parts, type Printers, parts, when } from './parts.ts';

type TableKind =
  | 'physical-column'
  | 'metadata-column'
  | 'computed-column'
  | 'column-name'
  | 'column-position'
  | 'table-constraint'
  | 'watermark'
  | 'distribution'
  | 'property'
  | 'like-clause'
  | 'like-option'
  | 'partition-spec'
  | 'partition-entry'
  | 'create-table'
  | 'drop-table'
  | 'alter-table'
  | 'rename-to'
  | 'rename-column'
  | 'set-options'
  | 'reset-options'
  | 'add-elements'
  | 'modify-elements'
  | 'drop-columns'
  | 'drop-primary-key'
  | 'drop-constraint'
  | 'drop-watermark'
  | 'add-distribution'
  | 'modify-distribution'
  | 'drop-distribution'
  | 'new-partition'
  | 'add-partitions'
  | 'drop-partitions'
  | 'create-materialized-table'
  | 'drop-materialized-table'
  | 'alter-materialized-table'
  | 'suspend'
  | 'resume'
  | 'refresh'
  | 'set-freshness'
  | 'set-refresh-mode'
  | 'set-query'
  | 'create-view'
  | 'drop-view'
  | 'alter-view';

export const exists = (yes: boolean): string => when(yes, 'IF EXISTS ');
export const notExists = (yes: boolean): string => when(yes, 'IF NOT EXISTS ');
export const commented = (comment: SyntaxNode | undefined): Parts => optional(' COMMENT ', comment);
export const options = (properties: readonly PropertyNode[]): Parts => clause(' WITH (', properties, ')');
const temporaryWord = (temporary: boolean): string => when(temporary, 'TEMPORARY ');

function column(node: ColumnDefinition, rest: Parts): Parts {
  return parts`${node.name} ${rest}${commented(node.comment)}${optional(' ', node.position)}`;
}

function constraint({ name, type, columns, enforced }: TableConstraint): Parts {
  const enforcement = enforced === undefined ? '' : enforced ? ' ENFORCED' : ' NOT ENFORCED';
  return parts`${optional('CONSTRAINT ', name, ' ')}${type}${clause(' (', columns, ')')}${enforcement}`;
}

function layout({ method, columns, buckets }: DistributionNode): Parts {
  const by = columns.length === 0 ? [] : parts` BY ${method ?? ''}(${joined(columns)})`;
  return parts`${by}${optional(' INTO ', buckets, ' BUCKETS')}`;
}

type TableBody = Pick<CreateTable, 'elements' | 'comment' | 'distribution' | 'partitionedBy' | 'options'>;

function tableBody(node: TableBody): Parts {
  const distributed = node.distribution === undefined ? [] : parts` DISTRIBUTED${node.distribution}`;
  return parts`${clause(' (', node.elements, ')')}${commented(node.comment)}${distributed}${clause(' PARTITIONED BY (', node.partitionedBy, ')')}${options(node.options)}`;
}

const CREATE_WORDS = { create: 'CREATE', 'create-or-replace': 'CREATE OR REPLACE', replace: 'REPLACE' } as const;

export const TABLE_PRINTERS: Printers<TableKind> = {
  'physical-column': (node) => column(node, parts`${node.type}${optional(' ', node.constraint)}`),
  'metadata-column': (node) =>
    column(node, parts`${node.type} METADATA${optional(' FROM ', node.key)}${when(node.virtual, ' VIRTUAL')}`),
  'computed-column': (node) => column(node, parts`AS ${node.expression}`),
  'column-name': ({ name }) => [name],
  'column-position': ({ after }) => (after === undefined ? ['FIRST'] : parts`AFTER ${after}`),
  'table-constraint': constraint,
  watermark: (node) => parts`WATERMARK FOR ${node.column} AS ${node.expression}`,
  distribution: layout,
  property: ({ key, value }) => parts`${key} = ${value}`,
  'like-clause': ({ source, options: chosen }) =>
    parts`LIKE ${source}${chosen.length === 0 ? [] : parts` (${joined(chosen, ' ')})`}`,
  'like-option': ({ mode, feature }) => [`${mode} ${feature}`],
  'partition-spec': ({ entries }) => parts`PARTITION (${joined(entries)})`,
  'partition-entry': (node) => parts`${node.column}${optional(' = ', node.value)}`,
  'create-table': (node) =>
    parts`${CREATE_WORDS[node.mode]} ${temporaryWord(node.temporary)}TABLE ${notExists(node.ifNotExists)}${node.table}${tableBody(node)}${optional(' ', node.like)}${optional(' AS ', node.query)}`,
  'drop-table': (node) => parts`DROP ${temporaryWord(node.temporary)}TABLE ${exists(node.ifExists)}${node.table}`,
  'alter-table': (node) => parts`ALTER TABLE ${exists(node.ifExists)}${node.table} ${node.action}`,
  'rename-to': ({ to }) => parts`RENAME TO ${to}`,
  'rename-column': ({ from, to }) => parts`RENAME ${from} TO ${to}`,
  'set-options': (node) => parts`SET (${joined(node.options)})`,
  'reset-options': ({ keys }) => parts`RESET (${joined(keys)})`,
  'add-elements': ({ elements }) => parts`ADD (${joined(elements)})`,
  'modify-elements': ({ elements }) => parts`MODIFY (${joined(elements)})`,
  'drop-columns': ({ columns }) => parts`DROP (${joined(columns)})`,
  'drop-primary-key': () => ['DROP PRIMARY KEY'],
  'drop-constraint': ({ name }) => parts`DROP CONSTRAINT ${name}`,
  'drop-watermark': () => ['DROP WATERMARK'],
  'add-distribution': ({ distribution }) => parts`ADD DISTRIBUTION${distribution}`,
  'modify-distribution': ({ distribution }) => parts`MODIFY DISTRIBUTION${distribution}`,
  'drop-distribution': () => ['DROP DISTRIBUTION'],
  'new-partition': (node) => parts`${node.partition}${options(node.options)}`,
  'add-partitions': (node) => parts`ADD ${notExists(node.ifNotExists)}${joined(node.partitions, ' ')}`,
  'drop-partitions': (node) => parts`DROP ${exists(node.ifExists)}${joined(node.partitions)}`,
  'create-materialized-table': (node) =>
    parts`CREATE ${when(node.mode === 'create-or-alter', 'OR ALTER ')}MATERIALIZED TABLE ${notExists(node.ifNotExists)}${node.table}${tableBody(node)}${optional(' FRESHNESS = ', node.freshness)}${when(node.refreshMode !== undefined, ` REFRESH_MODE = ${node.refreshMode}`)} AS ${node.query}`,
  'drop-materialized-table': (node) => parts`DROP MATERIALIZED TABLE ${exists(node.ifExists)}${node.table}`,
  'alter-materialized-table': (node) => parts`ALTER MATERIALIZED TABLE ${node.table} ${node.action}`,
  suspend: () => ['SUSPEND'],
  resume: (node) => parts`RESUME${options(node.options)}`,
  refresh: ({ partition }) => parts`REFRESH${optional(' ', partition)}`,
  'set-freshness': ({ freshness }) => parts`SET FRESHNESS = ${freshness}`,
  'set-refresh-mode': ({ refreshMode }) => [`SET REFRESH_MODE = ${refreshMode}`],
  'set-query': ({ query }) => parts`AS ${query}`,
  'create-view': (node) =>
    parts`CREATE ${when(node.orReplace, 'OR REPLACE ')}${temporaryWord(node.temporary)}VIEW ${notExists(node.ifNotExists)}${node.view}${clause(' (', node.columns, ')')}${commented(node.comment)}${options(node.options)} AS ${node.query}`,
  'drop-view': (node) => parts`DROP ${temporaryWord(node.temporary)}VIEW ${exists(node.ifExists)}${node.view}`,
  'alter-view': (node) => parts`ALTER VIEW ${exists(node.ifExists)}${node.view} ${node.action}`,
};

export function functionScope(scope: FunctionScope): string {
  return { catalog: '', temporary: 'TEMPORARY ', 'temporary-system': 'TEMPORARY SYSTEM ' }[scope];
}

export function language(name: FunctionLanguage | undefined): string {
  return when(name !== undefined, ` LANGUAGE ${name}`);
}
