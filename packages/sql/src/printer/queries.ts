import type { NodeKind, QueryBody, SetOperation, TableDecoration } from '../ast/index.ts';
import { clause, joined, optional, type Parts, type Printers, parts, when } from './parts.ts';

type QueryKind =
  | QueryBody['kind']
  | 'with'
  | 'common-table'
  | 'select-item'
  | 'group-by'
  | 'grouping-sets'
  | 'rollup'
  | 'cube'
  | 'empty-grouping'
  | 'hint'
  | 'hint-argument'
  | 'named-table'
  | 'derived-table'
  | 'table-function'
  | 'unnest'
  | 'nested-join'
  | 'join'
  | 'table-alias'
  | 'table-sample'
  | 'order-item'
  | 'window-specification'
  | 'window-frame'
  | 'frame-bound'
  | 'named-window'
  | 'match-recognize'
  | 'measure'
  | 'after-match'
  | 'pattern-subset'
  | 'pattern-definition'
  | 'pattern-variable'
  | 'pattern-sequence'
  | 'pattern-alternation'
  | 'pattern-repetition'
  | 'pattern-permutation'
  | 'pattern-exclusion';

const hints = (nodes: Parameters<typeof clause>[1]): Parts => clause(' /*+ ', nodes, ' */');

/** What follows a table in FROM, in the order Flink reads it. */
function decorated(table: Parts, { systemTime, alias, sample }: TableDecoration): Parts {
  return parts`${table}${optional(' FOR SYSTEM_TIME AS OF ', systemTime)}${optional(' AS ', alias)}${optional(' ', sample)}`;
}

/** A side of a set operation, in brackets unless it would be read the same without. */
function setSide(body: QueryBody, parent: SetOperation, isRight: boolean): Parts {
  const open =
    body.kind === 'query' ||
    (body.kind === 'set-operation' && (isRight || (parent.operator === 'INTERSECT' && body.operator !== 'INTERSECT')));
  return open ? ['(', body, ')'] : [body];
}

const JOIN_WORDS = {
  COMMA: ',',
  CROSS: ' CROSS JOIN',
  INNER: ' INNER JOIN',
  LEFT: ' LEFT JOIN',
  RIGHT: ' RIGHT JOIN',
  FULL: ' FULL JOIN',
} as const;

const SIMPLE_PATTERNS: ReadonlySet<NodeKind> = new Set<NodeKind>([
  'pattern-variable',
  'pattern-permutation',
  'pattern-exclusion',
]);

export const QUERY_PRINTERS: Printers<QueryKind> = {
  query: (node) =>
    parts`${optional('', node.with, ' ')}${node.body.kind === 'query' ? ['(', node.body, ')'] : node.body}${clause(' ORDER BY ', node.orderBy)}${optional(' OFFSET ', node.offset, ' ROWS')}${optional(' FETCH NEXT ', node.limit, ' ROWS ONLY')}`,
  with: ({ recursive, tables }) => parts`WITH ${when(recursive, 'RECURSIVE ')}${joined(tables)}`,
  'common-table': ({ name, columns, query }) => parts`${name}${clause(' (', columns, ')')} AS (${query})`,
  values: ({ rows }) => parts`VALUES ${joined(rows)}`,
  'set-operation': (node) =>
    parts`${setSide(node.left, node, false)} ${node.operator}${when(node.all, ' ALL')} ${setSide(node.right, node, true)}`,
  'table-query': ({ table }) => parts`TABLE ${table}`,
  select: (node) =>
    parts`SELECT${hints(node.hints)}${when(node.distinct, ' DISTINCT')} ${joined(node.items)}${optional(' FROM ', node.from)}${optional(' WHERE ', node.where)}${optional(' ', node.groupBy)}${optional(' HAVING ', node.having)}${clause(' WINDOW ', node.windows)}${optional(' QUALIFY ', node.qualify)}`,
  'select-item': ({ expression, alias }) => parts`${expression}${optional(' AS ', alias)}`,
  'group-by': ({ distinct, elements }) => parts`GROUP BY ${when(distinct, 'DISTINCT ')}${joined(elements)}`,
  'grouping-sets': ({ elements }) => parts`GROUPING SETS (${joined(elements)})`,
  rollup: ({ elements }) => parts`ROLLUP (${joined(elements)})`,
  cube: ({ elements }) => parts`CUBE (${joined(elements)})`,
  'empty-grouping': () => ['()'],
  hint: ({ name, args }) => parts`${name}${clause('(', args, ')')}`,
  'hint-argument': ({ key, value }) => parts`${optional('', key, ' = ')}${value}`,
  'named-table': (node) => decorated(parts`${node.path}${hints(node.hints)}`, node),
  'derived-table': (node) => decorated(parts`${when(node.lateral, 'LATERAL ')}(${node.query})`, node),
  'table-function': (node) =>
    decorated(parts`${when(node.lateral, 'LATERAL ')}TABLE(${node.call})${hints(node.hints)}`, node),
  unnest: (node) =>
    decorated(
      parts`${when(node.lateral, 'LATERAL ')}UNNEST(${joined(node.args)})${when(node.ordinality, ' WITH ORDINALITY')}`,
      node,
    ),
  'nested-join': (node) => decorated(parts`(${node.join})`, node),
  join: (node) => {
    const right =
      node.right.kind === 'join' && node.joinType !== 'COMMA' ? (['(', node.right, ')'] as const) : node.right;
    const word = JOIN_WORDS[node.joinType];
    return parts`${node.left}${when(node.natural, ' NATURAL')}${word} ${right}${optional(' ON ', node.condition)}${clause(' USING (', node.using, ')')}`;
  },
  'table-alias': ({ name, columns }) => parts`${name}${clause(' (', columns, ')')}`,
  'table-sample': ({ method, value, seed }) =>
    parts`TABLESAMPLE ${method}(${value})${optional(' REPEATABLE (', seed, ')')}`,
  'order-item': ({ expression, descending, nulls }) =>
    parts`${expression}${when(descending, ' DESC')}${when(nulls !== undefined, ` NULLS ${nulls}`)}`,
  'window-specification': ({ base, partitionBy, orderBy, frame }) => {
    const pieces = [
      optional('', base),
      clause('PARTITION BY ', partitionBy),
      clause('ORDER BY ', orderBy),
      optional('', frame),
    ];
    return parts`(${joined(
      pieces.filter((piece) => piece.length > 0),
      ' ',
    )})`;
  },
  'window-frame': ({ unit, start, end }) =>
    end === undefined ? parts`${unit} ${start}` : parts`${unit} BETWEEN ${start} AND ${end}`,
  'frame-bound': ({ position, offset }) =>
    position === 'CURRENT ROW' ? [position] : parts`${offset ?? 'UNBOUNDED'} ${position}`,
  'named-window': ({ name, window }) => parts`${name} AS ${window}`,
  'match-recognize': (node) => {
    const head = parts`${clause('PARTITION BY ', node.partitionBy, ' ')}${clause('ORDER BY ', node.orderBy, ' ')}${clause('MEASURES ', node.measures, ' ')}`;
    const rows =
      node.rowsPerMatch === undefined ? '' : node.rowsPerMatch === 'ONE' ? 'ONE ROW PER MATCH ' : 'ALL ROWS PER MATCH ';
    const pattern = parts`PATTERN (${when(node.strictStart, '^ ')}${node.pattern}${when(node.strictEnd, ' $')})${optional(' WITHIN ', node.within)}`;
    const tail = parts`${clause(' SUBSET ', node.subsets)}${clause(' DEFINE ', node.definitions)}`;
    const body = parts`${node.input} MATCH_RECOGNIZE (${head}${rows}${optional('', node.afterMatch, ' ')}${pattern}${tail})`;
    return decorated(body, node);
  },
  measure: ({ expression, alias }) => parts`${expression} AS ${alias}`,
  'after-match': ({ skip, variable }) => parts`AFTER MATCH SKIP ${skip}${optional(' ', variable)}`,
  'pattern-subset': ({ name, members }) => parts`${name} = (${joined(members)})`,
  'pattern-definition': ({ variable, condition }) => parts`${variable} AS ${condition}`,
  'pattern-variable': ({ name }) => [name],
  'pattern-sequence': ({ elements }) =>
    joined(
      elements.map((element) =>
        element.kind === 'pattern-alternation' || element.kind === 'pattern-sequence' ? ['(', element, ')'] : element,
      ),
      ' ',
    ),
  'pattern-alternation': ({ branches }) =>
    joined(
      branches.map((branch) => (branch.kind === 'pattern-alternation' ? ['(', branch, ')'] : branch)),
      ' | ',
    ),
  'pattern-repetition': ({ element, min, max, reluctant }) =>
    parts`${SIMPLE_PATTERNS.has(element.kind) ? element : ['(', element, ')']}{${String(min)}${max === min ? undefined : `,${max ?? ''}`}}${when(reluctant, '?')}`,
  'pattern-permutation': ({ elements }) => parts`PERMUTE(${joined(elements)})`,
  'pattern-exclusion': ({ element }) => parts`{- ${element} -}`,
};
