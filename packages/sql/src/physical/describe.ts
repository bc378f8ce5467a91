/** One line for each operator, in the manner of Flink's EXPLAIN. */
import type { RowField } from '@riffle/columns';
import type { JoinKey, MatchPattern, SortKey, WindowSpec, WindowTime } from '@riffle/plan';
import { formatAggregate, formatExpression } from '../explain/format-expression.ts';
import { type Draft, type DraftKind, fieldName, inputOf } from './draft.ts';

export function describe(draft: Draft): string {
  const parts = partsOf(draft).filter((part) => part !== '');
  return `${NAMES[draft.kind]}(${parts.join(', ')})`;
}

const NAMES: Readonly<Record<Draft['kind'], string>> = {
  source: 'TableSourceScan',
  values: 'Values',
  calc: 'Calc',
  'watermark-assigner': 'WatermarkAssigner',
  'changelog-normalize': 'ChangelogNormalize',
  'drop-update-before': 'DropUpdateBefore',
  exchange: 'Exchange',
  expand: 'Expand',
  'group-aggregate': 'GroupAggregate',
  'window-table-function': 'WindowTableFunction',
  'window-aggregate': 'WindowAggregate',
  'group-window-aggregate': 'GroupWindowAggregate',
  'over-aggregate': 'OverAggregate',
  join: 'Join',
  'interval-join': 'IntervalJoin',
  'temporal-join': 'TemporalJoin',
  'lookup-join': 'LookupJoin',
  'window-join': 'WindowJoin',
  correlate: 'Correlate',
  rank: 'Rank',
  'window-rank': 'WindowRank',
  deduplicate: 'Deduplicate',
  sort: 'Sort',
  'temporal-sort': 'TemporalSort',
  limit: 'Limit',
  union: 'Union',
  match: 'Match',
  sink: 'Sink',
  collect: 'Collect',
};

function names(fields: readonly RowField[]): string {
  return fields.map((field) => field.name).join(', ');
}

function columns(input: Draft, indices: readonly number[]): string {
  return indices.map((index) => fieldName(input.output, index)).join(', ');
}

function orderText(input: Draft, order: readonly SortKey[]): string {
  return order
    .map((key) => `${fieldName(input.output, key.index)} ${key.descending ? 'DESC' : 'ASC'}${nullsText(key)}`)
    .join(', ');
}

function nullsText(key: SortKey): string {
  const isDefault = key.nullsFirst === !key.descending;
  return isDefault ? '' : key.nullsFirst ? ' NULLS FIRST' : ' NULLS LAST';
}

function partsOf(draft: Draft): string[] {
  switch (draft.kind) {
    case 'source':
      return sourceParts(draft);
    case 'values':
      return [
        `tuples=[[${draft.rows.map((row) => `{ ${row.map((value) => formatExpression(value, [])).join(', ')} }`).join(', ')}]]`,
        `values=[${names(draft.output)}]`,
      ];
    case 'calc':
      return calcParts(draft);
    case 'watermark-assigner': {
      const input = inputOf(draft);
      const watermark = formatExpression(draft.watermark, input.output);
      return [`rowtime=[${fieldName(input.output, draft.rowtimeIndex)}]`, `watermark=[${watermark}]`];
    }
    case 'changelog-normalize': {
      const input = inputOf(draft);
      const filter = draft.filter === null ? '' : `condition=[${formatExpression(draft.filter, input.output)}]`;
      return [`key=[${columns(input, draft.uniqueKey)}]`, filter];
    }
    case 'drop-update-before':
      return [];
    case 'exchange':
      return [`distribution=[${distributionText(draft)}]`];
    case 'expand': {
      const input = inputOf(draft);
      const rows = draft.projections.map((row) => `{${row.map((e) => formatExpression(e, input.output)).join(', ')}}`);
      return [`projects=[${rows.join(', ')}]`];
    }
    case 'group-aggregate': {
      const input = inputOf(draft);
      const group = draft.grouping.length === 0 ? '' : `groupBy=[${columns(input, draft.grouping)}]`;
      return [group, `select=[${aggregateSelect(draft)}]`];
    }
    case 'window-table-function':
      return [`window=[${windowText(inputOf(draft), draft.window, draft.time)}]`];
    case 'window-aggregate':
    case 'group-window-aggregate':
      return windowAggregateParts(draft);
    case 'over-aggregate':
      return overParts(draft);
    case 'join':
      return [
        `joinType=[${joinName(draft.type)}]`,
        `where=[${joinWhere(draft)}]`,
        `select=[${names(draft.output)}]`,
        `leftInputSpec=[${keySpec(draft, 'left')}]`,
        `rightInputSpec=[${keySpec(draft, 'right')}]`,
      ];
    case 'interval-join': {
      const [left, right] = [inputOf(draft, 0), inputOf(draft, 1)];
      const times = `leftTimeIndex=${draft.leftTime}, rightTimeIndex=${draft.rightTime}`;
      const bounds = `isRowTime=${draft.time === 'rowtime'}, leftLowerBound=${draft.lower}, leftUpperBound=${draft.upper}`;
      return [
        `joinType=[${joinName(draft.type)}]`,
        `windowBounds=[${bounds}, ${times}]`,
        `where=[${joinWhere(draft)}]`,
        `select=[${names([...left.output, ...right.output])}]`,
      ];
    }
    case 'temporal-join':
      return [
        `joinType=[${joinName(draft.type)}]`,
        `where=[${joinWhere(draft)}]`,
        `time=[${fieldName(inputOf(draft).output, draft.leftTime)}]`,
        `key=[${columns(inputOf(draft, 1), draft.rightUniqueKey)}]`,
      ];
    case 'lookup-join': {
      const input = inputOf(draft);
      const keys = draft.keys.map(
        (key) => `${fieldName(draft.physicalColumns, key.right)}=${formatExpression(key.value, input.output)}`,
      );
      const table = [draft.table.catalog, draft.table.database, draft.table.object].join('.');
      return [
        `table=[${table}]`,
        `joinType=[${joinName(draft.type)}]`,
        `lookup=[${keys.join(', ')}]`,
        `select=[${names(draft.output)}]`,
        ...(draft.materialize === undefined ? [] : ['upsertMaterialize=[true]']),
      ];
    }
    case 'window-join':
      return [
        `joinType=[${joinName(draft.type)}]`,
        `leftWindow=[${boundsText(inputOf(draft, 0), draft.left)}]`,
        `rightWindow=[${boundsText(inputOf(draft, 1), draft.right)}]`,
        `where=[${joinWhere(draft)}]`,
        `select=[${names(draft.output)}]`,
      ];
    case 'correlate':
      return [
        `invocation=[${formatExpression(draft.call, inputOf(draft).output)}]`,
        `select=[${names(draft.output)}]`,
        `joinType=[${joinName(draft.type)}]`,
      ];
    case 'rank':
    case 'window-rank':
      return rankParts(draft);
    case 'deduplicate': {
      const input = inputOf(draft);
      const order = draft.time === 'rowtime' ? 'ROWTIME' : 'PROCTIME';
      return [
        `keep=[${draft.keep === 'first' ? 'FirstRow' : 'LastRow'}]`,
        `key=[${columns(input, draft.key)}]`,
        `order=[${order}]`,
        `outputInsertOnly=[${draft.keep === 'first'}]`,
      ];
    }
    case 'sort':
      return [
        `orderBy=[${orderText(inputOf(draft), draft.order)}]`,
        draft.fetch === null && draft.offset === 0 ? '' : `offset=[${draft.offset}]`,
        draft.fetch === null ? '' : `fetch=[${draft.fetch}]`,
      ];
    case 'temporal-sort': {
      const input = inputOf(draft);
      const rest = draft.order.length === 0 ? '' : `, ${orderText(input, draft.order)}`;
      return [`orderBy=[${fieldName(input.output, draft.timeIndex)} ASC${rest}]`];
    }
    case 'limit':
      return [`offset=[${draft.offset}]`, draft.fetch === null ? '' : `fetch=[${draft.fetch}]`];
    case 'union':
      return ['all=[true]', `union=[${names(draft.output)}]`];
    case 'match':
      return matchParts(draft);
    case 'sink':
      return [
        `table=[${[draft.table.catalog, draft.table.database, draft.table.object].join('.')}]`,
        `fields=[${names(draft.output)}]`,
        draft.upsertMaterialize ? 'upsertMaterialize=[true]' : '',
      ];
    case 'collect':
      return [`fields=[${names(draft.output)}]`];
  }
}

function sourceParts(draft: DraftKind<'source'>): string[] {
  const path = [draft.table.catalog, draft.table.database, draft.table.object].join(', ');
  const isAll = draft.projection.length === draft.physicalColumns.length;
  const project = isAll
    ? ''
    : `, project=[${draft.projection.map((i) => fieldName(draft.physicalColumns, i)).join(', ')}]`;
  const metadata =
    draft.metadata.length === 0 ? '' : `, metadata=[${draft.metadata.map((entry) => entry.key).join(', ')}]`;
  const filter =
    draft.filters.length === 0
      ? ''
      : `, filter=[${draft.filters.map((e) => formatExpression(e, draft.output)).join(' AND ')}]`;
  const limit = draft.limit === null ? '' : `, limit=[${draft.limit}]`;
  return [`table=[[${path}${filter}${project}${metadata}${limit}]]`, `fields=[${names(draft.output)}]`];
}

function calcParts(draft: DraftKind<'calc'>): string[] {
  const input = inputOf(draft);
  const select = draft.projections.map((expression, i) => {
    const text = formatExpression(expression, input.output);
    const name = fieldName(draft.output, i);
    return text === name ? name : `${text} AS ${name}`;
  });
  const where = draft.condition === null ? '' : `where=[${formatExpression(draft.condition, input.output)}]`;
  return [`select=[${select.join(', ')}]`, where];
}

function distributionText(draft: DraftKind<'exchange'>): string {
  const { distribution } = draft;
  return distribution.kind === 'hash' ? `hash[${columns(inputOf(draft), distribution.keys)}]` : distribution.kind;
}

function aggregateSelect(draft: DraftKind<'group-aggregate' | 'window-aggregate' | 'group-window-aggregate'>): string {
  const input = inputOf(draft);
  const keys = draft.grouping.map((index) => fieldName(input.output, index));
  const calls = draft.calls.map(
    (call, i) => `${formatAggregate(call, input.output)} AS ${fieldName(draft.output, draft.grouping.length + i)}`,
  );
  return [...keys, ...calls].join(', ');
}

function windowText(input: Draft, window: WindowSpec, time: WindowTime): string {
  const column = time.index === -1 ? '' : `time_col=[${fieldName(input.output, time.index)}], `;
  const offset = 'offset' in window && window.offset !== 0 ? `, offset=[${millisText(window.offset)}]` : '';
  switch (window.kind) {
    case 'tumble':
      return `TUMBLE(${column}size=[${millisText(window.size)}]${offset})`;
    case 'hop':
      return `HOP(${column}size=[${millisText(window.size)}], slide=[${millisText(window.slide)}]${offset})`;
    case 'cumulate':
      return `CUMULATE(${column}max_size=[${millisText(window.size)}], step=[${millisText(window.step)}]${offset})`;
    case 'session': {
      const keys =
        window.partitionKeys.length === 0 ? '' : `, partition keys=[${columns(input, window.partitionKeys)}]`;
      return `SESSION(${column}gap=[${millisText(window.gap)}]${keys})`;
    }
  }
}

const UNITS = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['min', 60_000],
  ['s', 1000],
] as const;

function millisText(millis: number): string {
  const unit = UNITS.find(([, length]) => millis !== 0 && millis % length === 0);
  return unit === undefined ? `${millis} ms` : `${millis / unit[1]} ${unit[0]}`;
}

function windowAggregateParts(draft: DraftKind<'window-aggregate' | 'group-window-aggregate'>): string[] {
  const input = inputOf(draft);
  const group = draft.grouping.length === 0 ? '' : `groupBy=[${columns(input, draft.grouping)}]`;
  const attached = draft.kind === 'window-aggregate' ? draft.attached : null;
  const bounds =
    attached === null
      ? ''
      : `win_start=[${fieldName(input.output, attached.start)}], win_end=[${fieldName(input.output, attached.end)}], `;
  const window = windowText(input, draft.window, draft.time);
  const inner = window.indexOf('(') + 1;
  const properties = draft.properties.map((property) => property.replace('-', '_'));
  const select = [aggregateSelect(draft), ...properties].filter((part) => part !== '').join(', ');
  return [group, `window=[${window.slice(0, inner)}${bounds}${window.slice(inner)}]`, `select=[${select}]`];
}

function overParts(draft: DraftKind<'over-aggregate'>): string[] {
  const input = inputOf(draft);
  const { preceding } = draft.lower;
  const unit = draft.frame === 'rows' ? 'ROWS' : 'RANGE';
  const lower = preceding === null ? 'UNBOUNDED PRECEDING' : preceding === 0 ? 'CURRENT ROW' : `${preceding} PRECEDING`;
  const calls = draft.calls.map(
    (call, i) => `${formatAggregate(call, input.output)} AS ${fieldName(draft.output, input.output.length + i)}`,
  );
  const partition = draft.partition.length === 0 ? '' : `partitionBy=[${columns(input, draft.partition)}]`;
  return [
    partition,
    `orderBy=[${orderText(input, draft.order)}]`,
    `window=[${unit} BETWEEN ${lower} AND CURRENT ROW]`,
    `select=[${[names(input.output), ...calls].join(', ')}]`,
  ];
}

const JOIN_NAMES = {
  inner: 'InnerJoin',
  left: 'LeftOuterJoin',
  right: 'RightOuterJoin',
  full: 'FullOuterJoin',
  semi: 'LeftSemiJoin',
  anti: 'LeftAntiJoin',
} as const;

function joinName(type: keyof typeof JOIN_NAMES): string {
  return JOIN_NAMES[type];
}

function joinWhere(draft: DraftKind<'join' | 'interval-join' | 'temporal-join' | 'window-join'>): string {
  const [left, right] = [inputOf(draft, 0), inputOf(draft, 1)];
  const all = [...left.output, ...right.output];
  const equalities = draft.keys.map((key) => keyText(key, left, right));
  const condition = draft.condition === null ? [] : [formatExpression(draft.condition, all)];
  const parts = [...equalities, ...condition];
  return parts.length === 0 ? 'true' : parts.join(' AND ');
}

function keyText(key: JoinKey, left: Draft, right: Draft): string {
  const operator = key.filterNulls ? '=' : 'IS NOT DISTINCT FROM';
  return `(${fieldName(left.output, key.left)} ${operator} ${fieldName(right.output, key.right)})`;
}

function keySpec(draft: DraftKind<'join'>, side: 'left' | 'right'): string {
  const keys = side === 'left' ? draft.leftUpsertKeys : draft.rightUpsertKeys;
  const joined = draft.keys.map((key) => key[side]);
  if (keys.length === 0) {
    return 'NoUniqueKey';
  }
  return keys.some((key) => key.every((column) => joined.includes(column)))
    ? 'JoinKeyContainsUniqueKey'
    : 'HasUniqueKey';
}

function boundsText(input: Draft, bounds: { start: number; end: number }): string {
  return `win_start=[${fieldName(input.output, bounds.start)}], win_end=[${fieldName(input.output, bounds.end)}]`;
}

function rankParts(draft: DraftKind<'rank' | 'window-rank'>): string[] {
  const input = inputOf(draft);
  const { range } = draft;
  const rangeText =
    'start' in range
      ? `rankStart=${range.start}, rankEnd=${range.end}`
      : `rankEnd=${fieldName(input.output, range.endColumn)}`;
  const partition = draft.partition.length === 0 ? '' : `partitionBy=[${columns(input, draft.partition)}]`;
  const order = `orderBy=[${orderText(input, draft.order)}]`;
  const select = `select=[${names(draft.output)}]`;
  if (draft.kind === 'window-rank') {
    return [
      `window=[${boundsText(input, draft.windowColumns)}]`,
      'rankType=[ROW_NUMBER]',
      `rankRange=[${rangeText}]`,
      partition,
      order,
      select,
    ];
  }
  const strategies = {
    'append-fast': 'AppendFastStrategy',
    'update-fast': 'UpdateFastStrategy',
    retract: 'RetractStrategy',
  } as const;
  return [
    `strategy=[${strategies[draft.strategy]}]`,
    `rankType=[${draft.rank.toUpperCase().replace('-', '_')}]`,
    `rankRange=[${rangeText}]`,
    partition,
    order,
    select,
  ];
}

function matchParts(draft: DraftKind<'match'>): string[] {
  const input = inputOf(draft);
  const partition = draft.partition.length === 0 ? '' : `partitionBy=[${columns(input, draft.partition)}]`;
  const defines = draft.defines.map(
    (define) => `${define.variable} AS ${formatExpression(define.condition, input.output)}`,
  );
  const measures = draft.measures.map(
    (measure, i) =>
      `${formatExpression(measure, input.output)} AS ${fieldName(draft.output, draft.partition.length + i)}`,
  );
  const after =
    'variable' in draft.afterMatch
      ? `SKIP TO ${draft.afterMatch.kind.toUpperCase()} ${draft.afterMatch.variable}`
      : draft.afterMatch.kind === 'next-row'
        ? 'SKIP TO NEXT ROW'
        : 'SKIP PAST LAST ROW';
  return [
    partition,
    `orderBy=[${fieldName(input.output, draft.timeIndex)} ASC${draft.order.length === 0 ? '' : `, ${orderText(input, draft.order)}`}]`,
    `measures=[${measures.join(', ')}]`,
    'rowsPerMatch=[ONE ROW PER MATCH]',
    `after=[${after}]`,
    `pattern=[${patternText(draft.pattern)}]`,
    draft.within === null ? '' : `within=[${millisText(draft.within)}]`,
    `define=[${defines.join(', ')}]`,
  ];
}

function patternText(pattern: MatchPattern): string {
  switch (pattern.kind) {
    case 'variable':
      return pattern.name;
    case 'sequence':
      return pattern.parts.map(patternText).join(' ');
    case 'quantified': {
      const part = pattern.part.kind === 'variable' ? patternText(pattern.part) : `(${patternText(pattern.part)})`;
      return `${part}${quantifierText(pattern.min, pattern.max)}${pattern.greedy ? '' : '?'}`;
    }
  }
}

function quantifierText(min: number, max: number | null): string {
  if (max === null) {
    return min === 0 ? '*' : min === 1 ? '+' : `{${min},}`;
  }
  return min === 0 && max === 1 ? '?' : min === max ? `{${min}}` : `{${min},${max}}`;
}
