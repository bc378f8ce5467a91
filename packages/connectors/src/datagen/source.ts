import { type Json, must } from '@riffle/base';
import { type Batch, newArrays } from '@riffle/columns';
import type { ConnectorContext, SourcePoll, SourceReader } from '@riffle/engine';
import type { SourceNode } from '@riffle/plan';
import { WakeUp } from '../wake-up.ts';
import type { ColumnGenerator } from './bounds.ts';
import { columnGenerator } from './generators.ts';
import { type DatagenOptions, datagenOptions } from './options.ts';
import { RowRandom } from './row-random.ts';

/** Where rows come faster than this, in milliseconds, pauses are this long: a fast table gives batches, not single rows. */
const SHORTEST_PAUSE = 10;

/** Every `of`-th row of the table from row `lane` on, as one split. The table's lanes are set when it is first read. */
interface Lane {
  readonly name: string;
  readonly lane: number;
  readonly of: number;
  readonly seed: number;
  readonly columns: readonly ColumnGenerator[];
  /** How many rows the lane has in all. */
  readonly limit: number;
  /** How many were given: in all, and since this reader began. */
  given: number;
  givenNow: number;
  announcedEnd: boolean;
}

type LaneState = { readonly lane: number; readonly of: number; readonly seed: number; readonly given: number };

/** Gives rows at the rate asked for, measured on the engine's clock: row n of a lane is due n/rate seconds after the start. */
export class DatagenReader implements SourceReader {
  readonly #context: ConnectorContext;
  readonly #options: DatagenOptions;
  readonly #lanes: readonly Lane[];
  readonly #startedAt: number;
  #next = 0;
  readonly #wakeUp: WakeUp;

  constructor(node: SourceNode, setup: { context: ConnectorContext & { restored: Json | null }; seed: number }) {
    const { context, seed } = setup;
    this.#context = context;
    this.#options = datagenOptions(node.options);
    this.#startedAt = context.clock.now();
    this.#wakeUp = new WakeUp(context.clock);
    this.#lanes = laneStates(context, seed).map((state) => openLane(node, state, this.#options));
  }

  splits(): readonly string[] {
    return this.#lanes.filter((lane) => !lane.announcedEnd).map((lane) => lane.name);
  }

  poll(maxRows: number): SourcePoll {
    for (let tried = 0; tried < this.#lanes.length; tried++) {
      const lane = must(this.#lanes[this.#next % this.#lanes.length]);
      this.#next++;
      const polled = this.#pollLane(lane, maxRows);
      if (polled !== undefined) {
        return polled;
      }
    }
    return this.#lanes.every((lane) => lane.announcedEnd) ? { kind: 'finished' } : { kind: 'pending' };
  }

  #pollLane(lane: Lane, maxRows: number): SourcePoll | undefined {
    if (lane.given >= lane.limit) {
      if (lane.announcedEnd) {
        return undefined;
      }
      lane.announcedEnd = true;
      return { kind: 'split-finished', split: lane.name };
    }
    const due = this.#dueRows(lane) - lane.givenNow;
    const count = Math.min(maxRows, due, lane.limit - lane.given);
    if (count <= 0) {
      return undefined;
    }
    const batch = this.#generate(lane, count);
    lane.given += count;
    lane.givenNow += count;
    return { kind: 'batch', split: lane.name, batch };
  }

  #generate(lane: Lane, count: number): Batch {
    const range = {
      first: lane.lane + lane.given * lane.of,
      step: lane.of,
      count,
      now: this.#context.clock.now(),
      arrays: this.#context.arrays ?? newArrays,
    };
    return { rowCount: count, columns: lane.columns.map((column) => column.column(range)), kinds: null };
  }

  #ratePerMilli(lane: Lane): number {
    return this.#options.rowsPerSecond / lane.of / 1000;
  }

  #dueRows(lane: Lane): number {
    return Math.floor((this.#context.clock.now() - this.#startedAt) * this.#ratePerMilli(lane)) + 1;
  }

  available(): Promise<void> {
    const now = this.#context.clock.now();
    const dueTimes = this.#lanes
      .filter((lane) => lane.given < lane.limit)
      .map((lane) => this.#startedAt + lane.givenNow / this.#ratePerMilli(lane));
    const next = Math.min(...dueTimes);
    if (next <= now || dueTimes.length === 0) {
      return Promise.resolve();
    }
    const dense = this.#options.rowsPerSecond * SHORTEST_PAUSE > 1000;
    return this.#wakeUp.wait(Math.max(Math.ceil(next), now + (dense ? SHORTEST_PAUSE : 0)));
  }

  snapshot(): Json {
    const states = this.#lanes.map(({ name, lane, of, seed, given }) => [name, { lane, of, seed, given }] as const);
    return { splits: Object.fromEntries(states) };
  }

  async close(): Promise<void> {
    this.#wakeUp.close();
  }
}

/** The lanes of this subtask: those of the snapshot that fall to it, or one new lane. */
function laneStates(context: ConnectorContext & { restored: Json | null }, seed: number): LaneState[] {
  const { subtask, parallelism, restored } = context;
  const saved = (restored as { splits?: Record<string, LaneState> } | null)?.splits;
  if (saved === undefined) {
    return [{ lane: subtask, of: parallelism, seed, given: 0 }];
  }
  return Object.values(saved).filter((state) => state.lane % parallelism === subtask);
}

function openLane(node: SourceNode, state: LaneState, options: DatagenOptions): Lane {
  const columns = node.physicalColumns.map((column, index) =>
    columnGenerator({ ...column, options: node.options, random: new RowRandom(state.seed, index) }),
  );
  const limits = columns.flatMap((column) => column.limit ?? []);
  const rows = Math.min(options.numberOfRows ?? Number.POSITIVE_INFINITY, ...limits);
  return {
    ...state,
    name: `datagen-${state.lane}-of-${state.of}`,
    columns: node.projection.map((index) => must(columns[index])),
    limit: rows === Number.POSITIVE_INFINITY ? rows : Math.max(0, Math.ceil((rows - state.lane) / state.of)),
    givenNow: 0,
    announcedEnd: false,
  };
}
