/** Logical plan → operators of the engine. What Flink would refuse is thrown as a `PlanningError`. */
import type { RowField } from '@riffle/columns';
import { durationMillis } from '@riffle/plan';
import { timeAttributeOf, withoutAttribute } from '../binder/casts.ts';
import type {
  LogicalAggregate,
  LogicalNode,
  LogicalScan,
  LogicalSink,
  LogicalSort,
  LogicalWatermark,
} from '../logical/node.ts';
import { calc } from './calc.ts';
import { type Draft, exchange } from './draft.ts';
import { convertJoin } from './joins.ts';
import { PlanningError } from './planning-error.ts';
import { convertRank } from './ranks.ts';
import type { PlannerSettings } from './settings.ts';
import { convertTemporalJoin } from './temporal.ts';
import { windowTime } from './window-time.ts';
import { convertGroupWindow, convertWindowAggregate } from './windows.ts';

export function convert(node: LogicalNode, settings: PlannerSettings): Draft {
  const below = (input: LogicalNode): Draft => convert(input, settings);
  switch (node.kind) {
    case 'scan':
      return normalized(convertScan(node), node, settings);
    case 'values':
      return { kind: 'values', inputs: [], rows: node.rows, output: node.output };
    case 'filter':
      return calc(below(node.input), node.condition, null, node.output);
    case 'project':
      return calc(below(node.input), null, node.expressions, node.output);
    case 'watermark':
      return convertWatermark(node, settings);
    case 'aggregate':
      return convertWindowAggregate(node, below) ?? convertAggregate(node, below(node.input), settings);
    case 'group-window':
      return convertGroupWindow(node, below(node.input), settings);
    case 'expand':
      return { kind: 'expand', inputs: [below(node.input)], projections: node.projections, output: node.output };
    case 'window-table': {
      const input = below(node.input);
      const time = windowTime(input, node.timeIndex);
      const keyed = node.window.kind === 'session' ? exchange(input, node.window.partitionKeys) : input;
      return {
        kind: 'window-table-function',
        inputs: [keyed],
        window: node.window,
        time,
        output: windowOutput(node, input),
      };
    }
    case 'join':
      return convertJoin(node, below, settings);
    case 'temporal-join':
      return convertTemporalJoin(node, below);
    case 'correlate':
      return {
        kind: 'correlate',
        inputs: [below(node.input)],
        type: node.type,
        call: node.call,
        withOrdinality: node.withOrdinality,
        condition: null,
        output: node.output,
      };
    case 'union':
      return { kind: 'union', inputs: node.inputs.map(below), output: node.output };
    case 'sort':
      return convertSort(node, below(node.input), settings);
    case 'over':
      return convertOver(node, below(node.input), settings);
    case 'rank':
      return convertRank(node, below(node.input), settings);
    case 'match':
      return convertMatch(node, below(node.input));
    case 'sink':
      return convertSink(node, below(node.input), settings);
    case 'collect':
      return { kind: 'collect', inputs: [below(node.input)], output: node.output };
  }
}

function convertScan(node: LogicalScan): Draft {
  return {
    kind: 'source',
    inputs: [],
    table: node.id,
    connector: node.connector.identifier,
    options: node.options,
    physicalColumns: node.physicalColumns,
    projection: node.projection,
    metadata: node.metadata.map(({ key, type }) => ({ key, type })),
    partitionKeys: node.table.partitionKeys,
    primaryKey: node.table.schema.primaryKey?.columns ?? [],
    filters: node.filters,
    limit: node.limit,
    provides: node.changelog,
    output: node.output,
  };
}

/** Upsert sources, and sources that may repeat changes, get their full changelog back from the last row of each key. */
function needsNormalize(scan: LogicalScan, settings: PlannerSettings): boolean {
  const { changelog } = scan;
  const hasKey = scan.table.schema.primaryKey !== undefined;
  const isChanging = changelog.updateAfter || changelog.updateBefore || changelog.delete;
  const isUpsert = (changelog.updateAfter || changelog.delete) && !changelog.updateBefore;
  return hasKey && settings.mode === 'streaming' && isChanging && (isUpsert || settings.eventsDuplicate);
}

function normalized(draft: Draft, scan: LogicalScan, settings: PlannerSettings): Draft {
  if (!needsNormalize(scan, settings)) {
    return draft;
  }
  const names = scan.table.schema.primaryKey?.columns ?? [];
  const keys = names.map((name) => draft.output.findIndex((field) => field.name === name));
  if (keys.includes(-1)) {
    return draft;
  }
  return {
    kind: 'changelog-normalize',
    inputs: [exchange(draft, keys)],
    uniqueKey: keys,
    stateTtl: settings.stateTtl,
    filter: null,
    output: draft.output,
  };
}

/** The watermark comes before normalisation, as each source row carries its own time. */
function convertWatermark(node: LogicalWatermark, settings: PlannerSettings): Draft {
  const chain = scanChain(node.input);
  if (chain !== undefined && needsNormalize(chain.scan, settings)) {
    const below =
      chain.project === undefined
        ? convertScan(chain.scan)
        : calc(convertScan(chain.scan), null, chain.project.expressions, chain.project.output);
    const assigned = watermarkAssigner(node, below, settings);
    const lifted = normalized(assigned, chain.scan, settings);
    if (lifted !== assigned) {
      return lifted;
    }
  }
  return watermarkAssigner(node, convert(node.input, settings), settings);
}

function scanChain(
  node: LogicalNode,
): { scan: LogicalScan; project: Extract<LogicalNode, { kind: 'project' }> | undefined } | undefined {
  if (node.kind === 'scan') {
    return { scan: node, project: undefined };
  }
  return node.kind === 'project' && node.input.kind === 'scan' ? { scan: node.input, project: node } : undefined;
}

function watermarkAssigner(node: LogicalWatermark, input: Draft, settings: PlannerSettings): Draft {
  const { options } = node;
  const strategy = options['scan.watermark.emit.strategy'] ?? 'on-periodic';
  return {
    kind: 'watermark-assigner',
    inputs: [input],
    rowtimeIndex: node.rowtimeIndex,
    watermark: node.watermark,
    emit: strategy.toLowerCase() === 'on-event' || settings.watermarkInterval === 0 ? 'on-event' : 'on-periodic',
    interval: settings.watermarkInterval,
    idleTimeout: durationMillis(options['scan.watermark.idle-timeout'] ?? '') ?? settings.idleTimeout,
    scope: node.perSplit ? 'split' : 'subtask',
    output: node.output,
  };
}

function windowOutput(node: LogicalNode, input: Draft): readonly RowField[] {
  return [...input.output, ...node.output.slice(input.output.length)];
}

function convertAggregate(node: LogicalAggregate, input: Draft, settings: PlannerSettings): Draft {
  return {
    kind: 'group-aggregate',
    inputs: [exchange(input, node.grouping)],
    grouping: node.grouping,
    calls: node.calls,
    generateUpdateBefore: false,
    retracting: false,
    stateTtl: node.stateTtl ?? settings.stateTtl,
    output: node.output.map((field) => ({ ...field, type: withoutAttribute(field.type) })),
  };
}

function convertSort(node: LogicalSort, input: Draft, settings: PlannerSettings): Draft {
  const { order, offset, fetch, output: _ } = node;
  const single = exchange(input, []);
  if (order.length === 0) {
    return { kind: 'limit', inputs: [single], offset, fetch, generateUpdateBefore: false, output: input.output };
  }
  const [first, ...rest] = order;
  const firstType = first === undefined ? undefined : input.output[first.index]?.type;
  const time = firstType === undefined ? undefined : timeAttributeOf(firstType);
  const isTemporal = settings.mode === 'streaming' && fetch === null && offset === 0 && time !== undefined;
  if (isTemporal && first !== undefined && !first.descending) {
    return { kind: 'temporal-sort', inputs: [single], time, timeIndex: first.index, order: rest, output: input.output };
  }
  const allowed = settings.mode === 'batch' || fetch !== null || settings.nonTemporalSort;
  if (!allowed) {
    throw new PlanningError(
      'unbounded-sort',
      'An endless stream can only be sorted by a time attribute first, ascending. Add LIMIT for a Top-N that keeps changing, or sort by the rowtime column.',
    );
  }
  return { kind: 'sort', inputs: [single], order, offset, fetch, generateUpdateBefore: false, output: input.output };
}

function convertOver(node: Extract<LogicalNode, { kind: 'over' }>, input: Draft, settings: PlannerSettings): Draft {
  const [first] = node.order;
  const type = first === undefined ? undefined : input.output[first.index]?.type;
  const time = (type === undefined ? undefined : timeAttributeOf(type)) ?? 'none';
  if (first === undefined && settings.mode === 'streaming') {
    throw new PlanningError('over-without-order', 'OVER needs an ORDER BY on a stream; order by a time attribute.');
  }
  if (first?.descending === true && time !== 'none') {
    throw new PlanningError('over-descending', 'OVER on a stream can only be ordered by an ascending time attribute.');
  }
  return {
    kind: 'over-aggregate',
    inputs: [exchange(input, node.partition)],
    partition: node.partition,
    order: node.order,
    time,
    frame: node.frame,
    lower: { preceding: node.preceding },
    calls: node.calls,
    stateTtl: settings.stateTtl,
    generateUpdateBefore: false,
    output: [...input.output, ...node.output.slice(input.output.length)],
  };
}

function convertMatch(node: Extract<LogicalNode, { kind: 'match' }>, input: Draft): Draft {
  const [first, ...rest] = node.order;
  const time = windowTime(input, first?.index ?? 0);
  return {
    kind: 'match',
    inputs: [exchange(input, node.partition)],
    partition: node.partition,
    order: rest,
    time: time.kind,
    timeIndex: time.index,
    pattern: node.pattern,
    defines: node.defines,
    measures: node.measures,
    afterMatch: node.afterMatch,
    within: node.within,
    output: node.output,
  };
}

function convertSink(node: LogicalSink, input: Draft, settings: PlannerSettings): Draft {
  return {
    kind: 'sink',
    inputs: [input],
    table: node.id,
    connector: node.connector.identifier,
    options: node.options,
    physicalColumns: node.physicalColumns,
    metadata: node.metadata,
    partitionKeys: node.table.partitionKeys,
    primaryKey: node.primaryKey,
    overwrite: node.overwrite,
    notNull: settings.notNull,
    typeLength: settings.typeLength,
    upsertMaterialize: false,
    accepts: node.accepts,
    output: node.output,
  };
}
