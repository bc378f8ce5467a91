/** The SQL of a case: its tables' CREATE TABLE statements and its query. */
import type {
  AggregateItem,
  Cell,
  ColumnType,
  Expression,
  OrderKey,
  Query,
  SemiQuery,
  TableModel,
  Window,
  WindowAggregateQuery,
} from './model.ts';
import { schemaOf } from './schema.ts';

/** The connector a case's tables live in. */
export const CONNECTOR = 'oracle';

export function createTableText(table: TableModel): string {
  const columns = table.columns.map(({ name, type, nullable }) => `${name} ${type}${nullable ? '' : ' NOT NULL'}`);
  if (table.proctime) {
    columns.push('pt AS PROCTIME()');
  }
  if (table.watermark !== null) {
    const { column, delay } = table.watermark;
    columns.push(`WATERMARK FOR ${column} AS ${column}${delay === 0 ? '' : ` - ${interval(delay)}`}`);
  }
  if (table.key.length > 0) {
    columns.push(`PRIMARY KEY (${table.key.join(', ')}) NOT ENFORCED`);
  }
  const options = [`'connector' = '${CONNECTOR}'`, `'changes' = '${table.changes}'`];
  if (table.watermark !== null) {
    options.push(`'scan.watermark.emit.strategy' = 'on-event'`);
  }
  return `CREATE TABLE ${table.name} (${columns.join(', ')}) WITH (${options.join(', ')})`;
}

export function queryText(query: Query, tables: readonly TableModel[]): string {
  const from = (input: Query): string => (input.kind === 'table' ? input.table : `(${queryText(input, tables)})`);
  const names = (input: Query): string[] => schemaOf(input, tables).map(({ name }) => name);
  switch (query.kind) {
    case 'table':
      return `SELECT ${names(query).join(', ')} FROM ${query.table}`;
    case 'select': {
      const items = query.items.map(({ name, expression }) => as(expressionText(expression), name));
      const where = query.where === null ? '' : ` WHERE ${expressionText(query.where)}`;
      return `SELECT ${query.distinct ? 'DISTINCT ' : ''}${items.join(', ')} FROM ${from(query.input)}${where}`;
    }
    case 'aggregate': {
      const items = [...query.keys, ...query.aggregates.map((item) => as(aggregateText(item), item.name))];
      const group = query.keys.length === 0 ? '' : ` GROUP BY ${query.keys.join(', ')}`;
      const calls = new Map(query.aggregates.map((item) => [item.name, aggregateText(item)]));
      const having = query.having === null ? '' : ` HAVING ${expressionText(query.having, calls)}`;
      return `SELECT ${items.join(', ')} FROM ${from(query.input)}${group}${having}`;
    }
    case 'window-aggregate':
      return query.style === 'legacy'
        ? legacyWindowText(query, from(query.input))
        : windowFunctionText(query, tableArgument(query.input, tables));
    case 'window-rows': {
      const { start, end } = query.names;
      const items = [...query.columns, ...named('window_start', start), ...named('window_end', end)];
      const argument = tableArgument(query.input, tables);
      return `SELECT ${items.join(', ')} FROM ${windowTable({ ...query, keys: [] }, argument)}`;
    }
    case 'union': {
      const [left, right] = query.inputs;
      const text = (input: Query): string => `SELECT ${names(input).join(', ')} FROM ${from(input)}`;
      return `${text(left)} UNION ${query.all ? 'ALL ' : ''}${text(right)}`;
    }
    case 'join': {
      const items = query.items.map(({ side, column, name }) => as(`${side}.${column}`, name));
      const on = [...query.on.map(({ left, right }) => `l.${left} = r.${right}`), ...optional(query.extra)];
      const join = query.type === 'inner' ? 'INNER JOIN' : 'LEFT JOIN';
      return `SELECT ${items.join(', ')} FROM ${from(query.left)} AS l ${join} ${from(query.right)} AS r ON ${on.join(' AND ')}`;
    }
    case 'semi': {
      const items = names(query.input).map((name) => `l.${name}`);
      return `SELECT ${items.join(', ')} FROM ${from(query.input)} AS l WHERE ${semiText(query, from(query.inner))}`;
    }
    case 'unnest': {
      const items = [...query.columns.map((name) => `l.${name}`), `u.${query.name}`];
      const unnest = `UNNEST(l.${query.array}) AS u(${query.name})`;
      return `SELECT ${items.join(', ')} FROM ${from(query.input)} AS l CROSS JOIN ${unnest}`;
    }
    case 'top-n': {
      const columns = names(query.input);
      const ranked = rankedText({
        columns,
        partition: query.partition,
        order: orderText(query.order),
        from: from(query.input),
        rank: query.rank ?? 'rn',
      });
      const range = `${query.from > 1 ? `${query.rank ?? 'rn'} >= ${query.from} AND ` : ''}${query.rank ?? 'rn'} <= ${query.to}`;
      return `SELECT ${[...columns, ...(query.rank === null ? [] : [query.rank])].join(', ')} FROM (${ranked}) WHERE ${range}`;
    }
    case 'deduplicate': {
      const columns = names(query.input);
      const order = `${query.time ?? 'pt'} ${query.keep === 'first' ? 'ASC' : 'DESC'}`;
      const ranked = rankedText({ columns, partition: query.partition, order, from: from(query.input), rank: 'rn' });
      return `SELECT ${columns.join(', ')} FROM (${ranked}) WHERE rn = 1`;
    }
    case 'sort-limit':
      return `SELECT ${names(query.input).join(', ')} FROM ${from(query.input)} ORDER BY ${orderText(query.order)} LIMIT ${query.limit}`;
    case 'limit':
      return `SELECT ${names(query.input).join(', ')} FROM ${from(query.input)} LIMIT ${query.limit}`;
    case 'time-sort':
      return `SELECT ${names(query.input).join(', ')} FROM ${from(query.input)} ORDER BY ${query.time}`;
  }
}

export function expressionText(expression: Expression, replaced?: ReadonlyMap<string, string>): string {
  switch (expression.kind) {
    case 'column':
      return (
        replaced?.get(expression.name) ??
        (expression.side === undefined ? expression.name : `${expression.side}.${expression.name}`)
      );
    case 'literal':
      return literalText(expression.value, expression.type);
    case 'call':
      return callText(
        expression.op,
        expression.args.map((arg) => expressionText(arg, replaced)),
        expression.type,
      );
  }
}

function callText(op: Extract<Expression, { kind: 'call' }>['op'], args: readonly string[], type: ColumnType): string {
  const [a = '', b = '', c = ''] = args;
  switch (op) {
    case 'NOT':
      return `(NOT ${a})`;
    case 'IS NULL':
    case 'IS NOT NULL':
    case 'IS TRUE':
    case 'IS NOT TRUE':
    case 'IS FALSE':
      return `(${a} ${op})`;
    case 'CASE':
      return `CASE WHEN ${a} THEN ${b} ELSE ${c} END`;
    case 'MOD':
    case 'ABS':
    case 'COALESCE':
    case 'NULLIF':
    case 'UPPER':
    case 'CHAR_LENGTH':
      return `${op}(${args.join(', ')})`;
    case 'IN':
    case 'NOT IN':
      return `(${a} ${op} (${args.slice(1).join(', ')}))`;
    case 'BETWEEN':
      return `(${a} BETWEEN ${b} AND ${c})`;
    case 'CAST':
      return `CAST(${a} AS ${type})`;
    default:
      return `(${a} ${op} ${b})`;
  }
}

function literalText(value: Cell, type: ColumnType): string {
  if (value === null) {
    return `CAST(NULL AS ${type})`;
  }
  switch (type) {
    case 'INT':
      return String(value);
    case 'STRING':
      return `'${String(value)}'`;
    case 'BOOLEAN':
      return value === true ? 'TRUE' : 'FALSE';
    case 'TIMESTAMP(3)':
      return `TIMESTAMP '${new Date(value as number).toISOString().replace('T', ' ').replace('Z', '')}'`;
    case 'ARRAY<INT>':
      return `ARRAY[${(value as readonly (number | null)[]).map((item) => literalText(item, 'INT')).join(', ')}]`;
    default:
      return `CAST(${String(value)} AS ${type})`;
  }
}

function aggregateText({ call, argument, distinct, filter }: AggregateItem): string {
  const inside = argument === null ? '*' : `${distinct ? 'DISTINCT ' : ''}${argument.name}`;
  return `${call}(${inside})${filter === null ? '' : ` FILTER (WHERE ${expressionText(filter)})`}`;
}

type Windowed = Pick<WindowAggregateQuery, 'window' | 'time' | 'keys'>;

function windowFunctionText(query: WindowAggregateQuery, argument: string): string {
  const { start, end, time } = query.names;
  const group = [...query.keys, 'window_start', 'window_end', ...(time === null ? [] : ['window_time'])];
  const items = [
    ...query.keys,
    ...named('window_start', start),
    ...named('window_end', end),
    ...named('window_time', time),
    ...query.aggregates.map((item) => as(aggregateText(item), item.name)),
  ];
  return `SELECT ${items.join(', ')} FROM ${windowTable(query, argument)} GROUP BY ${group.join(', ')}`;
}

/** A table by its name, a query in parentheses. */
function tableArgument(input: Query, tables: readonly TableModel[]): string {
  return input.kind === 'table' ? `TABLE ${input.table}` : `(${queryText(input, tables)})`;
}

function windowTable({ window, time, keys }: Windowed, argument: string): string {
  const descriptor = `DESCRIPTOR(${time})`;
  const offset = window.kind === 'session' || window.offset === 0 ? '' : `, ${interval(window.offset)}`;
  switch (window.kind) {
    case 'tumble':
      return `TABLE(TUMBLE(${argument}, ${descriptor}, ${interval(window.size)}${offset}))`;
    case 'hop':
      return `TABLE(HOP(${argument}, ${descriptor}, ${interval(window.slide)}, ${interval(window.size)}${offset}))`;
    case 'cumulate':
      return `TABLE(CUMULATE(${argument}, ${descriptor}, ${interval(window.step)}, ${interval(window.size)}${offset}))`;
    case 'session': {
      const partition =
        keys.length === 0 ? '' : ` PARTITION BY ${keys.length === 1 ? keys[0] : `(${keys.join(', ')})`}`;
      return `TABLE(SESSION(${argument}${partition}, ${descriptor}, ${interval(window.gap)}))`;
    }
  }
}

function legacyWindowText(query: WindowAggregateQuery, from: string): string {
  const [name, ...lengths] = legacyWindow(query.window);
  const inside = [query.time, ...lengths.map(interval)].join(', ');
  const items = [
    ...query.keys,
    ...named(`${name}_START(${inside})`, query.names.start),
    ...named(`${name}_END(${inside})`, query.names.end),
    ...named(`${name}_ROWTIME(${inside})`, query.names.time),
    ...query.aggregates.map((item) => as(aggregateText(item), item.name)),
  ];
  return `SELECT ${items.join(', ')} FROM ${from} GROUP BY ${[...query.keys, `${name}(${inside})`].join(', ')}`;
}

function legacyWindow(window: Window): readonly [string, ...number[]] {
  switch (window.kind) {
    case 'tumble':
      return ['TUMBLE', window.size];
    case 'hop':
      return ['HOP', window.slide, window.size];
    case 'session':
      return ['SESSION', window.gap];
    case 'cumulate':
      throw new Error('CUMULATE is only a table function');
  }
}

function semiText({ form, negated, on, extra }: SemiQuery, inner: string): string {
  const not = negated ? 'NOT ' : '';
  if (form === 'in') {
    return `l.${on[0]?.left} ${not}IN (SELECT r.${on[0]?.right} FROM ${inner} AS r)`;
  }
  const where = [...on.map(({ left, right }) => `l.${left} = r.${right}`), ...optional(extra)];
  return `${not}EXISTS (SELECT 1 FROM ${inner} AS r WHERE ${where.join(' AND ')})`;
}

interface Ranked {
  readonly columns: readonly string[];
  readonly partition: readonly string[];
  readonly order: string;
  readonly from: string;
  readonly rank: string;
}

function rankedText({ columns, partition, order, from, rank }: Ranked): string {
  const by = partition.length === 0 ? '' : `PARTITION BY ${partition.join(', ')} `;
  return `SELECT ${columns.join(', ')}, ROW_NUMBER() OVER (${by}ORDER BY ${order}) AS ${rank} FROM ${from}`;
}

function orderText(order: readonly OrderKey[]): string {
  return order
    .map(
      ({ column, descending, nulls }) =>
        `${column}${descending ? ' DESC' : ''}${nulls === null ? '' : ` NULLS ${nulls.toUpperCase()}`}`,
    )
    .join(', ');
}

function as(text: string, name: string): string {
  return text === name ? text : `${text} AS ${name}`;
}

function named(text: string, name: string | null): string[] {
  return name === null ? [] : [as(text, name)];
}

function optional(expression: Expression | null): string[] {
  return expression === null ? [] : [expressionText(expression)];
}

function interval(millis: number): string {
  const seconds = Math.abs(millis) / 1000;
  return `INTERVAL '${millis < 0 ? '-' : ''}${seconds}' SECOND`;
}
