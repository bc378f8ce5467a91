import {
  isInsertOnly,
  type LimitNode,
  type OverAggregateNode,
  type PhysicalNode,
  type RankNode,
  type SortNode,
} from '@riffle/plan';
import type { ConnectorRuntime } from '../connector.ts';
import { NotSupportedError } from '../errors.ts';
import type { RegisteredFunctions } from '../job-options.ts';
import type { Operator, OperatorContext } from '../operator.ts';
import { BoundedSortOperator } from './bounded-sort.ts';
import { CalcOperator } from './calc.ts';
import { ChangelogNormalizeOperator } from './changelog-normalize.ts';
import { CollectOperator, type ResultConsumer } from './collect.ts';
import { CorrelateOperator } from './correlate.ts';
import { DeduplicateOperator } from './deduplicate.ts';
import { DropUpdateBeforeOperator } from './drop-update-before.ts';
import { ExpandOperator } from './expand.ts';
import { withFinalRows } from './final-rows.ts';
import { GroupAggregateOperator } from './group-aggregate.ts';
import { IntervalJoinOperator } from './interval-join.ts';
import { JoinOperator } from './join.ts';
import { LimitOperator } from './limit.ts';
import { LookupJoinOperator } from './lookup-join.ts';
import { MatchOperator } from './match.ts';
import { OrderedOverAggregateOperator } from './ordered-over-aggregate.ts';
import { OverAggregateOperator } from './over-aggregate.ts';
import { RankOperator } from './rank.ts';
import { SinkOperator } from './sink.ts';
import { SourceOperator } from './source.ts';
import { TemporalJoinOperator } from './temporal-join.ts';
import { TemporalSortOperator } from './temporal-sort.ts';
import { UnionOperator } from './union.ts';
import { ValuesOperator } from './values.ts';
import { WatermarkAssignerOperator } from './watermark-assigner.ts';
import { makeWindowAggregate } from './window-aggregate.ts';
import { WindowJoinOperator } from './window-join.ts';
import { WindowRankOperator } from './window-rank.ts';
import { makeWindowTableFunction } from './window-table-function.ts';

/** What operators that touch the outside need of it. */
export interface OperatorEnvironment extends ResultConsumer {
  readonly connectors: ConnectorRuntime;
  readonly batchSize: number;
  readonly startedAt: number;
  readonly functions: RegisteredFunctions;
}

export interface OperatorPlace {
  readonly context: OperatorContext;
  readonly environment: OperatorEnvironment;
  readonly split: { current: string | null };
}

type Maker<K extends PhysicalNode['kind']> = (
  place: OperatorPlace,
  node: Extract<PhysicalNode, { kind: K }>,
) => Operator;

/** One line per kind of node. */
const MAKERS: { readonly [K in PhysicalNode['kind']]?: Maker<K> } = {
  source: ({ context, environment, split }, node) => new SourceOperator(context, node, environment, split),
  values: ({ context }, node) => new ValuesOperator(context, node),
  calc: ({ context }, node) => new CalcOperator(context, node),
  'watermark-assigner': ({ context }, node) => new WatermarkAssignerOperator(context, node),
  'changelog-normalize': ({ context }, node) => new ChangelogNormalizeOperator(context, node),
  'drop-update-before': ({ context }) => new DropUpdateBeforeOperator(context),
  expand: ({ context }, node) => new ExpandOperator(context, node),
  'group-aggregate': ({ context }, node) => new GroupAggregateOperator(context, node),
  'window-table-function': ({ context }, node) => makeWindowTableFunction(context, node),
  'window-aggregate': ({ context }, node) => makeWindowAggregate(context, node),
  'group-window-aggregate': ({ context }, node) => makeWindowAggregate(context, node),
  correlate: ({ context }, node) => new CorrelateOperator(context, node),
  'window-join': ({ context }, node) => new WindowJoinOperator(context, node),
  'window-rank': ({ context }, node) => new WindowRankOperator(context, node),
  'over-aggregate': ({ context }, node) => makeOver(context, node),
  'interval-join': ({ context }, node) => new IntervalJoinOperator(context, node),
  'temporal-join': ({ context }, node) => new TemporalJoinOperator(context, node),
  'lookup-join': ({ context, environment }, node) => new LookupJoinOperator(context, node, environment.connectors),
  join: ({ context }, node) => updating(context, (inner) => new JoinOperator(inner, node)),
  rank: ({ context }, node) => makeRank(context, node),
  deduplicate: ({ context }, node) => updating(context, (inner) => new DeduplicateOperator(inner, node)),
  sort: ({ context }, node) => makeSort(context, node),
  'temporal-sort': ({ context }, node) => new TemporalSortOperator(context, node),
  limit: ({ context }, node) => makeLimit(context, node),
  union: ({ context }) => new UnionOperator(context),
  match: ({ context }, node) => new MatchOperator(context, node),
  sink: ({ context, environment }, node) => new SinkOperator(context, node, environment.connectors),
  collect: ({ environment }) => new CollectOperator(environment),
};

/** The operator that runs a plan node. Throws `NotSupportedError` for what cannot run yet. */
export function createOperator(place: OperatorPlace): Operator {
  const { node } = place.context;
  const make = MAKERS[node.kind] as Maker<typeof node.kind> | undefined;
  if (make === undefined) {
    throw new NotSupportedError(`the operator ${node.kind}`);
  }
  return make(place, node as never);
}

/** In batch mode only the final rows of an updating operator count. */
function updating(context: OperatorContext, make: (context: OperatorContext) => Operator): Operator {
  return context.mode === 'batch' ? withFinalRows(context, make) : make(context);
}

function makeRank(context: OperatorContext, node: RankNode): Operator {
  if (node.rank !== 'row-number') {
    throw new NotSupportedError(`Top-N by ${node.rank === 'rank' ? 'RANK' : 'DENSE_RANK'}; use ROW_NUMBER`);
  }
  return updating(context, (inner) => new RankOperator(inner, node));
}

function makeOver(context: OperatorContext, node: OverAggregateNode): Operator {
  return node.time === 'none'
    ? updating(context, (inner) => new OrderedOverAggregateOperator(inner, node))
    : new OverAggregateOperator(context, node);
}

/** ORDER BY with LIMIT over a stream is a Top-N of everything; else the input must end. */
function makeSort(context: OperatorContext, node: SortNode): Operator {
  if (context.mode === 'batch' || node.fetch === null) {
    return new BoundedSortOperator(context, node);
  }
  return new RankOperator(context, {
    partition: [],
    order: node.order,
    range: { start: node.offset + 1, end: node.offset + node.fetch },
    outputRank: false,
    strategy: context.inputIsInsertOnly(0) ? 'append-fast' : 'retract',
    generateUpdateBefore: node.generateUpdateBefore,
    stateTtl: 0,
  });
}

function makeLimit(context: OperatorContext, node: LimitNode): Operator {
  if (context.mode === 'batch' || isInsertOnly(node.changelog)) {
    return new LimitOperator(context, node);
  }
  return new RankOperator(context, {
    partition: [],
    order: [],
    range: { start: node.offset + 1, end: node.fetch === null ? Number.MAX_SAFE_INTEGER : node.offset + node.fetch },
    outputRank: false,
    strategy: 'retract',
    generateUpdateBefore: node.generateUpdateBefore,
    stateTtl: 0,
  });
}
