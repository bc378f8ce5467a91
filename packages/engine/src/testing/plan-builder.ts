import { type LogicalType, type RowField, types } from '@riffle/columns';
import {
  type AggregateCall,
  type Expression,
  insertOnly,
  type PhysicalNode,
  type PhysicalPlan,
  retract,
  type SinkNode,
} from '@riffle/plan';

/** Columns by name, in order. */
export type Columns = Readonly<Record<string, LogicalType>>;

type NodeOf<K extends PhysicalNode['kind']> = Extract<PhysicalNode, { kind: K }>;
type Own<K extends PhysicalNode['kind']> = Omit<
  NodeOf<K>,
  'id' | 'kind' | 'inputs' | 'output' | 'changelog' | 'upsertKeys' | 'description'
>;

/** Makes plans for tests, node by node. Every method gives the id of the node it added. */
export class PlanBuilder {
  readonly #nodes: PhysicalNode[] = [];
  readonly #settings: Record<string, string> = {};
  #mode: PhysicalPlan['mode'] = 'streaming';

  batch(): this {
    this.#mode = 'batch';
    return this;
  }

  set(key: string, value: string): this {
    this.#settings[key] = value;
    return this;
  }

  source(name: string, columns: Columns): string {
    const output = fieldsOf(columns);
    return this.node('source', [], output, {
      table: { catalog: 'c', database: 'd', object: name },
      connector: 'memory',
      options: {},
      physicalColumns: output,
      projection: output.map((_, i) => i),
      metadata: [],
      partitionKeys: [],
      primaryKey: [],
      filters: [],
      limit: null,
    });
  }

  /** Watermarks after every row, equal to column `column`. */
  watermark(input: string, column: number, watermark = column): string {
    const output = this.output(input);
    return this.node('watermark-assigner', [input], output, {
      rowtimeIndex: column,
      watermark: column_(output, watermark),
      emit: 'on-event',
      interval: 200,
      idleTimeout: 0,
    });
  }

  hash(input: string, ...keys: number[]): string {
    return this.node('exchange', [input], this.output(input), { distribution: { kind: 'hash', keys } });
  }

  single(input: string): string {
    return this.node('exchange', [input], this.output(input), { distribution: { kind: 'single' } });
  }

  sink(input: string, own: Partial<Own<'sink'>> = {}): string {
    const output = this.output(input);
    const defaults: Own<'sink'> = {
      table: { catalog: 'c', database: 'd', object: 'sink' },
      connector: 'memory',
      options: {},
      physicalColumns: output,
      metadata: [],
      partitionKeys: [],
      primaryKey: [],
      overwrite: false,
      notNull: 'error',
      typeLength: 'ignore',
      upsertMaterialize: false,
      accepts: retract,
    };
    return this.node('sink', [input], output, { ...defaults, ...own } as Own<'sink'> & Partial<SinkNode>);
  }

  /** The finished plan, with a collect node behind `input` when one is given. */
  collect(input?: string): PhysicalPlan {
    if (input !== undefined) {
      this.node('collect', [input], this.output(input), {});
    }
    return { formatVersion: 1, mode: this.#mode, nodes: this.#nodes, settings: this.#settings };
  }

  node<K extends PhysicalNode['kind']>(
    kind: K,
    inputs: readonly string[],
    output: readonly RowField[] | Columns,
    own: Own<K>,
  ): string {
    const id = `${kind}-${this.#nodes.length}`;
    const fields = Array.isArray(output) ? (output as readonly RowField[]) : fieldsOf(output as Columns);
    const node = {
      id,
      kind,
      inputs,
      output: fields,
      changelog: insertOnly,
      upsertKeys: [],
      description: `${kind}(${id})`,
      ...own,
    };
    this.#nodes.push(node as unknown as PhysicalNode);
    return id;
  }

  output(id: string): readonly RowField[] {
    return this.#nodes.find((node) => node.id === id)?.output ?? [];
  }
}

export function fieldsOf(columns: Columns): RowField[] {
  return Object.entries(columns).map(([name, type]) => ({ name, type }));
}

function column_(fields: readonly RowField[], index: number): Expression {
  return column(index, fields[index]?.type ?? types.bigint());
}

export function column(index: number, type: LogicalType): Expression {
  return { kind: 'input', index, type };
}

/** An aggregate call over input columns. */
export function aggregate(
  name: string,
  type: LogicalType,
  args: readonly Expression[],
  more: Partial<AggregateCall> = {},
): AggregateCall {
  return { name, type, args, distinct: false, filter: null, ...more };
}

/** An event-time column. */
export const rowtime = types.timestamp(3, 'rowtime');
