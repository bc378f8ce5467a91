import type { ExpressionNode, FunctionCall, NodeKind } from '../ast/index.ts';
import { isCallable, isReserved } from '../lexer/keywords.ts';
import { LEVEL } from '../parser/operators.ts';
import { clause, joined, optional, type Part, type Parts, type Printers, parts, quoteString, when } from './parts.ts';

const LEVELS: Readonly<Record<string, number>> = {
  OR: LEVEL.or,
  AND: LEVEL.and,
  '+': LEVEL.additive,
  '-': LEVEL.additive,
  '*': LEVEL.multiplicative,
  '/': LEVEL.multiplicative,
  '%': LEVEL.multiplicative,
  '||': LEVEL.multiplicative,
};

const OPERATIONS: ReadonlySet<NodeKind> = new Set<NodeKind>([
  'unary',
  'binary',
  'is',
  'between',
  'like',
  'in-list',
  'in-query',
  'quantified',
]);

/** An operand, in brackets when it is an operation itself. */
function operand(node: ExpressionNode): Parts {
  return OPERATIONS.has(node.kind) ? ['(', node, ')'] : [node];
}

/** An operand of an infix operator, in brackets unless it binds tightly enough on its side. */
function side(node: ExpressionNode, operator: string, isRight: boolean): Parts {
  const level = LEVELS[operator];
  const own = node.kind === 'binary' ? LEVELS[node.operator] : undefined;
  const tight = level !== undefined && own !== undefined && (isRight ? own > level : own >= level);
  return tight ? [node] : operand(node);
}

const not = (negated: boolean): string => when(negated, ' NOT');

/** Built-ins that are printed with keywords between their arguments (those with a keyword as an argument). */
const KEYWORD_FORMS: Readonly<Record<string, (args: readonly ExpressionNode[]) => Parts>> = {
  EXTRACT: ([unit, value]) => parts`EXTRACT(${unit} FROM ${value})`,
  TRIM: ([where, characters, value]) => parts`TRIM(${where} ${characters} FROM ${value})`,
  CEIL: ([value, unit]) => parts`CEIL(${value} TO ${unit})`,
  CEILING: ([value, unit]) => parts`CEILING(${value} TO ${unit})`,
  FLOOR: ([value, unit]) => parts`FLOOR(${value} TO ${unit})`,
  CONVERT: ([value, charset]) => parts`CONVERT(${value} USING ${charset})`,
  TRANSLATE: ([value, charset]) => parts`TRANSLATE(${value} USING ${charset})`,
};

/** Words that begin another construct when a bracket follows, so that a function of that name needs quotes. */
const CONSTRUCTS = new Set([
  'CAST',
  'TRY_CAST',
  'DESCRIPTOR',
  'MAP',
  'FINAL',
  'DATE',
  'TIME',
  'TIMESTAMP',
  'JSON_EXISTS',
  'JSON_VALUE',
  'JSON_QUERY',
  'JSON_OBJECT',
  'JSON_ARRAY',
  'JSON_OBJECTAGG',
  'JSON_ARRAYAGG',
  'EXTRACT',
  'TRIM',
  'POSITION',
  'SUBSTRING',
  'OVERLAY',
  'CONVERT',
  'TRANSLATE',
]);

function functionName({ name }: FunctionCall): Part {
  const [only] = name.parts;
  const word = only?.name.toUpperCase() ?? '';
  const plain =
    name.parts.length === 1 &&
    /^[A-Z_][A-Z0-9_]*$/.test(word) &&
    !CONSTRUCTS.has(word) &&
    (!isReserved(word) || isCallable(word));
  return plain && only !== undefined ? only.name : name;
}

function functionCall(node: FunctionCall): Parts {
  if (node.bare) {
    return [node.name.parts[0]?.name.toUpperCase() ?? ''];
  }
  const { args, quantifier, orderBy, nullTreatment, withinGroup, filter, over } = node;
  const name = node.name.parts.length === 1 ? (node.name.parts[0]?.name ?? '') : '';
  const form = args.some(({ kind }) => kind === 'symbol') ? KEYWORD_FORMS[name] : undefined;
  if (form !== undefined) {
    return form(args);
  }
  if (name === 'POSITION' && args.length >= 2) {
    return positionCall(args);
  }
  const inside = parts`${when(quantifier !== undefined, `${quantifier} `)}${joined(args)}${clause(' ORDER BY ', orderBy)}`;
  const nulls = when(nullTreatment !== undefined, ` ${nullTreatment} NULLS`);
  const after = parts`${nulls}${clause(' WITHIN GROUP (ORDER BY ', withinGroup, ')')}${optional(' FILTER (WHERE ', filter, ')')}`;
  return parts`${functionName(node)}(${inside})${after}${optional(' OVER ', over)}`;
}

/** The name must stay bare: POSITION reads its arguments with IN only. */
function positionCall([needle, value, from]: readonly ExpressionNode[]): Parts {
  return needle === undefined ? [] : parts`POSITION(${operand(needle)} IN ${value}${optional(' FROM ', from)})`;
}

const nullClause = (onNull: string | undefined): string => when(onNull !== undefined, ` ${onNull} ON NULL`);
const formatted = (formatJson: boolean): string => when(formatJson, ' FORMAT JSON');

type ExpressionKind =
  | ExpressionNode['kind']
  | 'case-branch'
  | 'json-behavior'
  | 'json-entry'
  | 'json-element'
  | 'descriptor-column';

export const EXPRESSION_PRINTERS: Printers<ExpressionKind> = {
  'number-literal': ({ text }) => [text],
  'string-literal': ({ value, charset }) => [when(charset !== undefined, `_${charset}`) + quoteString(value)],
  'binary-literal': ({ hex }) => [`X'${hex}'`],
  'boolean-literal': ({ value }) => [value === null ? 'UNKNOWN' : String(value).toUpperCase()],
  'null-literal': () => ['NULL'],
  'datetime-literal': ({ type, text }) => [
    `${type === 'TIMESTAMP_LTZ' ? 'TIMESTAMP WITH LOCAL TIME ZONE' : type} ${quoteString(text)}`,
  ],
  'interval-literal': ({ negative, text, qualifier }) =>
    parts`INTERVAL ${when(negative, '-')}${quoteString(text)} ${qualifier}`,
  interval: ({ negative, value, qualifier }) => parts`INTERVAL ${when(negative, '-')}(${value}) ${qualifier}`,
  'column-reference': (node) => joined(node.parts, '.'),
  star: ({ qualifier }) => parts`${joined(qualifier, '.')}${when(qualifier.length > 0, '.')}*`,
  'dynamic-parameter': () => ['?'],
  unary: (node) => parts`${node.operator}${when(node.operator === 'NOT', ' ')}${operand(node.operand)}`,
  binary: ({ operator, left, right }) =>
    parts`${side(left, operator, false)} ${operator} ${side(right, operator, true)}`,
  is: (node) => parts`${operand(node.operand)} IS${not(node.negated)} ${node.test}`,
  between: (node) =>
    parts`${operand(node.operand)}${not(node.negated)} BETWEEN ${when(node.symmetric, 'SYMMETRIC ')}${operand(node.low)} AND ${operand(node.high)}`,
  like: (node) =>
    parts`${operand(node.operand)}${not(node.negated)} ${node.operator} ${operand(node.pattern)}${node.escape === undefined ? undefined : [' ESCAPE ', ...operand(node.escape)]}`,
  'in-list': (node) => parts`${operand(node.operand)}${not(node.negated)} IN (${joined(node.items)})`,
  'in-query': (node) => parts`${operand(node.operand)}${not(node.negated)} IN (${node.query})`,
  quantified: (node) =>
    parts`${operand(node.operand)} ${node.operator} ${node.quantifier} (${node.query ?? joined(node.items)})`,
  exists: ({ query }) => parts`EXISTS (${query})`,
  unique: ({ query }) => parts`UNIQUE (${query})`,
  subquery: ({ query }) => parts`(${query})`,
  case: (node) =>
    parts`CASE${optional(' ', node.operand)} ${joined(node.branches, ' ')}${optional(' ELSE ', node.otherwise)} END`,
  'case-branch': ({ conditions, result }) => parts`WHEN ${joined(conditions)} THEN ${result}`,
  cast: (node) =>
    parts`${node.mode === 'cast' ? 'CAST' : 'TRY_CAST'}(${node.operand} AS ${node.type}${optional(' FORMAT ', node.format)})`,
  'function-call': functionCall,
  'json-behavior': ({ action, value }) => parts`${action}${optional(' ', value)}`,
  'json-entry': ({ key, value, formatJson }) => parts`KEY ${key} VALUE ${value}${formatted(formatJson)}`,
  'json-element': ({ value, formatJson }) => parts`${value}${formatted(formatJson)}`,
  'json-exists': ({ input, path, onError }) =>
    parts`JSON_EXISTS(${input}, ${path}${optional(' ', onError, ' ON ERROR')})`,
  'json-value': (node) =>
    parts`JSON_VALUE(${node.input}, ${node.path}${optional(' RETURNING ', node.returning)}${optional(' ', node.onEmpty, ' ON EMPTY')}${optional(' ', node.onError, ' ON ERROR')})`,
  'json-query': (node) =>
    parts`JSON_QUERY(${node.input}, ${node.path}${optional(' RETURNING ', node.returning)}${wrapper(node.wrapper)}${optional(' ', node.onEmpty, ' ON EMPTY')}${optional(' ', node.onError, ' ON ERROR')})`,
  'json-object': ({ entries, onNull }) => parts`JSON_OBJECT(${joined(entries)}${nullClause(onNull)})`,
  'json-array': ({ elements, onNull }) => parts`JSON_ARRAY(${joined(elements)}${nullClause(onNull)})`,
  'json-objectagg': ({ entry, onNull, filter }) =>
    parts`JSON_OBJECTAGG(${entry}${nullClause(onNull)})${optional(' FILTER (WHERE ', filter, ')')}`,
  'json-arrayagg': ({ element, orderBy, onNull, filter }) =>
    parts`JSON_ARRAYAGG(${element}${clause(' ORDER BY ', orderBy)}${nullClause(onNull)})${optional(' FILTER (WHERE ', filter, ')')}`,
  array: ({ elements }) => parts`ARRAY[${joined(elements)}]`,
  map: ({ elements }) => parts`MAP[${joined(elements)}]`,
  multiset: ({ elements }) => parts`MULTISET[${joined(elements)}]`,
  'collection-query': ({ collection, query }) => parts`${collection}(${query})`,
  row: ({ items }) => parts`ROW(${joined(items)})`,
  period: ({ items }) => parts`PERIOD (${joined(items)})`,
  item: (node) => parts`${operand(node.operand)}[${node.index}]`,
  field: (node) => parts`${fieldOwner(node.operand)}.${node.field}`,
  'match-semantics': (node) => parts`${node.mode} ${node.operand}`,
  symbol: ({ value }) => [value],
  'named-argument': ({ name, value }) => parts`${name} => ${value}`,
  default: () => ['DEFAULT'],
  descriptor: ({ columns }) => parts`DESCRIPTOR(${joined(columns)})`,
  'descriptor-column': ({ name, type }) => parts`${name}${optional(' ', type)}`,
  'table-argument': ({ table, query, partitionBy, orderBy }) =>
    parts`${optional('TABLE ', table)}${optional('(', query, ')')}${clause(' PARTITION BY (', partitionBy, ')')}${clause(' ORDER BY (', orderBy, ')')}`,
  'model-argument': ({ path }) => parts`MODEL ${path}`,
};

function wrapper(kind: 'WITHOUT' | 'CONDITIONAL' | 'UNCONDITIONAL' | undefined): string {
  if (kind === undefined) {
    return '';
  }
  return kind === 'WITHOUT' ? ' WITHOUT ARRAY WRAPPER' : ` WITH ${kind} ARRAY WRAPPER`;
}

/** A plain name in brackets, so that the dot after it is not read as part of the name. */
function fieldOwner(node: ExpressionNode): Parts {
  return node.kind === 'column-reference' ? ['(', node, ')'] : operand(node);
}
