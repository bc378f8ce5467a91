import type { NodeKind, NodeOf, SyntaxNode } from './any-node.ts';

/** The fields of a node's type that hold nodes. */
type ChildField<N> = {
  [F in keyof N]-?: NonNullable<N[F]> extends SyntaxNode | readonly SyntaxNode[] ? F : never;
}[keyof N];

/** Which fields of each kind hold child nodes, or lists of them, in the order of the text. */
export const CHILD_FIELDS: { readonly [K in NodeKind]: readonly ChildField<NodeOf<K>>[] } = {
  'add-distribution': ['distribution'],
  'add-elements': ['elements'],
  'add-jar': ['location'],
  'add-partitions': ['partitions'],
  'after-match': ['variable'],
  'alter-catalog': ['catalog', 'action'],
  'alter-database': ['database', 'action'],
  'alter-function': ['function', 'className'],
  'alter-materialized-table': ['table', 'action'],
  'alter-model': ['model', 'action'],
  'alter-table': ['table', 'action'],
  'alter-view': ['view', 'action'],
  'analyze-table': ['table', 'partition', 'columns'],
  array: ['elements'],
  assignment: ['column', 'value'],
  'begin-statement-set': [],
  between: ['operand', 'low', 'high'],
  binary: ['left', 'right'],
  'binary-literal': [],
  'boolean-literal': [],
  call: ['call'],
  case: ['operand', 'branches', 'otherwise'],
  'case-branch': ['conditions', 'result'],
  cast: ['operand', 'type', 'format'],
  'client-command': [],
  'collection-query': ['query'],
  'collection-type': ['element'],
  'column-name': ['name'],
  'column-position': ['after'],
  'column-reference': ['parts'],
  'common-table': ['name', 'columns', 'query'],
  'compile-plan': ['file', 'statement'],
  'computed-column': ['name', 'expression', 'comment', 'position'],
  'create-catalog': ['catalog', 'comment', 'options'],
  'create-database': ['database', 'comment', 'options'],
  'create-function': ['function', 'className', 'resources', 'options'],
  'create-materialized-table': [
    'table',
    'elements',
    'comment',
    'distribution',
    'partitionedBy',
    'options',
    'freshness',
    'query',
  ],
  'create-model': ['model', 'input', 'output', 'comment', 'options', 'query'],
  'create-table': ['table', 'elements', 'comment', 'distribution', 'partitionedBy', 'options', 'like', 'query'],
  'create-view': ['view', 'columns', 'comment', 'options', 'query'],
  cube: ['elements'],
  'datetime-literal': [],
  default: [],
  delete: ['table', 'hints', 'alias', 'where'],
  'derived-table': ['query', 'systemTime', 'alias', 'sample'],
  describe: ['path', 'job'],
  descriptor: ['columns'],
  'descriptor-column': ['name', 'type'],
  distribution: ['columns', 'buckets'],
  'drop-catalog': ['catalog'],
  'drop-columns': ['columns'],
  'drop-constraint': ['name'],
  'drop-database': ['database'],
  'drop-distribution': [],
  'drop-function': ['function'],
  'drop-materialized-table': ['table'],
  'drop-model': ['model'],
  'drop-partitions': ['partitions'],
  'drop-primary-key': [],
  'drop-table': ['table'],
  'drop-view': ['view'],
  'drop-watermark': [],
  'dynamic-parameter': [],
  'empty-grouping': [],
  'end-statement-set': [],
  execute: ['statement'],
  'execute-plan': ['file'],
  exists: ['query'],
  explain: ['statement'],
  field: ['operand', 'field'],
  'field-type': ['name', 'type', 'comment'],
  'frame-bound': ['offset'],
  'function-call': ['name', 'args', 'orderBy', 'withinGroup', 'filter', 'over'],
  'function-resource': ['location'],
  'group-by': ['elements'],
  'grouping-sets': ['elements'],
  hint: ['name', 'args'],
  'hint-argument': ['key', 'value'],
  identifier: [],
  'in-list': ['operand', 'items'],
  'in-query': ['operand', 'query'],
  insert: ['table', 'hints', 'extend', 'partition', 'columns', 'query'],
  interval: ['value', 'qualifier'],
  'interval-literal': ['qualifier'],
  'interval-qualifier': [],
  'interval-type': ['qualifier'],
  is: ['operand'],
  item: ['operand', 'index'],
  join: ['left', 'right', 'condition', 'using'],
  'json-array': ['elements'],
  'json-arrayagg': ['element', 'orderBy', 'filter'],
  'json-behavior': ['value'],
  'json-element': ['value'],
  'json-entry': ['key', 'value'],
  'json-exists': ['input', 'path', 'onError'],
  'json-object': ['entries'],
  'json-objectagg': ['entry', 'filter'],
  'json-query': ['input', 'path', 'returning', 'onEmpty', 'onError'],
  'json-value': ['input', 'path', 'returning', 'onEmpty', 'onError'],
  like: ['operand', 'pattern', 'escape'],
  'like-clause': ['source', 'options'],
  'like-option': [],
  'load-module': ['module', 'options'],
  map: ['elements'],
  'map-type': ['key', 'value'],
  'match-recognize': [
    'input',
    'partitionBy',
    'orderBy',
    'measures',
    'afterMatch',
    'pattern',
    'within',
    'subsets',
    'definitions',
    'systemTime',
    'alias',
    'sample',
  ],
  'match-semantics': ['operand'],
  measure: ['expression', 'alias'],
  'metadata-column': ['name', 'type', 'key', 'comment', 'position'],
  'model-argument': ['path'],
  'modify-distribution': ['distribution'],
  'modify-elements': ['elements'],
  multiset: ['elements'],
  'named-argument': ['name', 'value'],
  'named-table': ['path', 'hints', 'systemTime', 'alias', 'sample'],
  'named-window': ['name', 'window'],
  'nested-join': ['join', 'systemTime', 'alias', 'sample'],
  'new-partition': ['partition', 'options'],
  'null-literal': [],
  'number-literal': [],
  'order-item': ['expression'],
  'partition-entry': ['column', 'value'],
  'partition-spec': ['entries'],
  path: ['parts'],
  'pattern-alternation': ['branches'],
  'pattern-definition': ['variable', 'condition'],
  'pattern-exclusion': ['element'],
  'pattern-permutation': ['elements'],
  'pattern-repetition': ['element'],
  'pattern-sequence': ['elements'],
  'pattern-subset': ['name', 'members'],
  'pattern-variable': ['name'],
  period: ['items'],
  'physical-column': ['name', 'type', 'constraint', 'comment', 'position'],
  property: ['key', 'value'],
  quantified: ['operand', 'query', 'items'],
  query: ['with', 'body', 'orderBy', 'offset', 'limit'],
  'query-statement': ['query'],
  'raw-type': ['className', 'serializer'],
  refresh: ['partition'],
  'remove-jar': ['location'],
  'rename-column': ['from', 'to'],
  'rename-to': ['to'],
  reset: ['key'],
  'reset-options': ['keys'],
  resume: ['options'],
  rollup: ['elements'],
  row: ['items'],
  'row-type': ['fields'],
  select: ['hints', 'items', 'from', 'where', 'groupBy', 'having', 'qualify', 'windows'],
  'select-item': ['expression', 'alias'],
  set: ['key', 'value'],
  'set-comment': ['comment'],
  'set-freshness': ['freshness'],
  'set-operation': ['left', 'right'],
  'set-options': ['options'],
  'set-query': ['query'],
  'set-refresh-mode': [],
  show: ['object', 'partition', 'like'],
  'show-like': ['pattern'],
  'simple-type': ['params'],
  star: ['qualifier'],
  'statement-set': ['statements'],
  'stop-job': ['job'],
  'string-literal': [],
  'structured-type': ['className', 'fields'],
  subquery: ['query'],
  suspend: [],
  symbol: [],
  'table-alias': ['name', 'columns'],
  'table-argument': ['table', 'query', 'partitionBy', 'orderBy'],
  'table-constraint': ['name', 'columns'],
  'table-function': ['call', 'hints', 'systemTime', 'alias', 'sample'],
  'table-query': ['table'],
  'table-sample': ['value', 'seed'],
  'truncate-table': ['table'],
  unary: ['operand'],
  unique: ['query'],
  'unload-module': ['module'],
  unnest: ['args', 'systemTime', 'alias', 'sample'],
  update: ['table', 'hints', 'alias', 'assignments', 'where'],
  'use-catalog': ['catalog'],
  'use-database': ['database'],
  'use-modules': ['modules'],
  'user-type': ['path'],
  values: ['rows'],
  watermark: ['column', 'expression'],
  'window-frame': ['start', 'end'],
  'window-specification': ['base', 'partitionBy', 'orderBy', 'frame'],
  with: ['tables'],
};

type Fields = Readonly<Record<string, SyntaxNode | readonly SyntaxNode[] | undefined>>;

/** The nodes a node is made of, in order. */
export function childrenOf(node: SyntaxNode): readonly SyntaxNode[] {
  const children: SyntaxNode[] = [];
  for (const field of CHILD_FIELDS[node.kind]) {
    const value = (node as unknown as Fields)[field];
    if (isList(value)) {
      for (const child of value) {
        children.push(child);
      }
    } else if (value !== undefined) {
      children.push(value);
    }
  }
  return children;
}

function isList(value: Fields[string]): value is readonly SyntaxNode[] {
  return Array.isArray(value);
}

/** Visits a node and all below it, parents first. Where `visit` returns false, what is below is left out. */
export function walk(node: SyntaxNode, visit: (node: SyntaxNode) => unknown): void {
  const waiting: SyntaxNode[] = [node];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (visit(next) !== false) {
      for (const child of childrenOf(next).toReversed()) {
        waiting.push(child);
      }
    }
  }
}

interface Visit {
  readonly node: SyntaxNode;
  readonly entered: boolean;
}

/**
 * The same tree with `change` applied to every node, children first. `change` must return a node that may stand where
 * its argument stood. Nodes of which nothing changed are kept as they are.
 */
export function rewrite<N extends SyntaxNode>(root: N, change: (node: SyntaxNode) => SyntaxNode): N {
  const results = new Map<SyntaxNode, SyntaxNode>();
  const waiting: Visit[] = [{ node: root, entered: false }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { node, entered } = next;
    if (entered) {
      results.set(node, change(withChildren(node, results)));
    } else {
      waiting.push({ node, entered: true });
      for (const child of childrenOf(node)) {
        waiting.push({ node: child, entered: false });
      }
    }
  }
  return results.get(root) as N;
}

/** `node` with each child replaced by its result. */
function withChildren(node: SyntaxNode, results: ReadonlyMap<SyntaxNode, SyntaxNode>): SyntaxNode {
  const changed: Record<string, SyntaxNode | readonly SyntaxNode[]> = {};
  for (const field of CHILD_FIELDS[node.kind]) {
    const value = (node as unknown as Fields)[field];
    if (isList(value)) {
      if (value.some((child) => results.get(child) !== child)) {
        changed[field] = value.map((child) => results.get(child) ?? child);
      }
    } else if (value !== undefined && results.get(value) !== value) {
      changed[field] = results.get(value) ?? value;
    }
  }
  return Object.keys(changed).length === 0 ? node : ({ ...node, ...changed } as SyntaxNode);
}
