/** Queries over generated tables: a table, a join or a union, and a few operators upon it. */
import { must, type Random } from '@riffle/base';
import type {
  AggregateItem,
  ColumnType,
  JoinKey,
  OrderKey,
  Query,
  SelectItem,
  TableModel,
  Window,
  WindowNames,
} from '../model/model.ts';
import { type Column, isAppendOnly, schemaOf, tableNamed } from '../model/schema.ts';
import { columnOf, ExpressionGenerator, type Usable } from './expressions.ts';

type Step = (input: Query) => Query | null;

const SECOND = 1_000;
const NUMBERS: readonly ColumnType[] = ['INT', 'BIGINT', 'DOUBLE'];
const JOINED: readonly ColumnType[] = ['INT', 'BIGINT', 'STRING', 'BOOLEAN', 'TIMESTAMP(3)'];

export class QueryGenerator {
  readonly #random: Random;
  readonly #tables: readonly TableModel[];
  readonly #expressions: ExpressionGenerator;
  #names = 0;

  constructor(random: Random, tables: readonly TableModel[]) {
    this.#random = random;
    this.#tables = tables;
    this.#expressions = new ExpressionGenerator(random);
  }

  query(): Query {
    let query = this.#base(2);
    const steps = this.#random.integer(1, 3);
    for (let i = 0; i < steps; i++) {
      query = this.#step(query);
    }
    return this.#random.next() < 0.12 ? this.#ending(query) : query;
  }

  #base(depth: number): Query {
    const choice = this.#random.next();
    if (depth > 0 && choice < 0.18) {
      return this.#join(this.#input(depth), this.#input(depth)) ?? this.#table();
    }
    if (depth > 0 && choice < 0.28) {
      return this.#union(this.#input(depth), this.#input(depth)) ?? this.#table();
    }
    if (depth > 0 && choice < 0.4) {
      return this.#semi(this.#input(depth), this.#input(depth)) ?? this.#table();
    }
    return this.#table();
  }

  #input(depth: number): Query {
    const base = this.#base(depth - 1);
    return this.#random.next() < 0.4 ? this.#step(base) : base;
  }

  #table(): Query {
    // The first table has event time most often.
    const table = this.#random.next() < 0.5 ? this.#tables[0] : this.#random.pick(this.#tables);
    return { kind: 'table', table: must(table).name };
  }

  #step(input: Query): Query {
    const timed: Step[] = [this.#windowAggregate, this.#windowAggregate, this.#windowAggregate, this.#windowRows];
    const steps: Step[] = [
      this.#select,
      this.#select,
      this.#aggregate,
      this.#aggregate,
      this.#distinct,
      this.#topN,
      this.#topN,
      this.#deduplicate,
      this.#unnest,
      this.#sortLimit,
      ...(this.#rowtimeOf(input) === null ? [] : timed),
    ];
    for (let attempt = 0; attempt < 5; attempt++) {
      const made = this.#random.pick(steps).call(this, input);
      if (made !== null) {
        return made;
      }
    }
    return this.#select(input);
  }

  /** What only stands at the end of a query. */
  #ending(input: Query): Query {
    const time = this.#timeOf(input);
    return time !== null && this.#random.next() < 0.6
      ? { kind: 'time-sort', input, time }
      : { kind: 'limit', input, limit: this.#random.integer(1, 4) };
  }

  #schema(query: Query): readonly Column[] {
    return schemaOf(query, this.#tables);
  }

  #timeOf(query: Query): string | null {
    return isAppendOnly(query, this.#tables) ? this.#rowtimeOf(query) : null;
  }

  #rowtimeOf(query: Query): string | null {
    return this.#schema(query).find(({ rowtime }) => rowtime)?.name ?? null;
  }

  #name(): string {
    return `c${++this.#names}`;
  }

  #chance(probability: number): boolean {
    return this.#random.next() < probability;
  }

  #select(input: Query): Query {
    const columns = this.#schema(input);
    const items: SelectItem[] = columns
      .filter(({ rowtime }) => rowtime || this.#chance(0.7))
      .map((column) => this.#item(column, columns));
    return {
      kind: 'select',
      input,
      items: items.length === 0 ? columns.map((column) => plainItem(column)) : items,
      where: this.#chance(0.6) ? this.#expressions.condition(columns) : null,
      distinct: false,
    };
  }

  #item(column: Column, columns: readonly Column[]): SelectItem {
    return column.rowtime || column.type === 'ARRAY<INT>' || this.#chance(0.6)
      ? plainItem(column)
      : { name: this.#name(), expression: this.#expressions.value(column.type, columns) };
  }

  #distinct(input: Query): Query | null {
    const columns = this.#scalars(input).filter(() => this.#chance(0.6));
    return columns.length === 0
      ? null
      : {
          kind: 'select',
          input,
          items: columns.map((column) => plainItem(column)),
          where: this.#chance(0.3) ? this.#expressions.condition(columns) : null,
          distinct: true,
        };
  }

  #scalars(input: Query): Column[] {
    return this.#schema(input).filter(({ type }) => type !== 'ARRAY<INT>');
  }

  #aggregate(input: Query): Query | null {
    const keys = this.#keys(input, 2);
    // A global aggregate of a changing table keeps a row or not by its history.
    if (keys.length === 0 && !isAppendOnly(input, this.#tables) && this.#chance(0.5)) {
      return null;
    }
    const query = { kind: 'aggregate' as const, input, keys, aggregates: this.#aggregates(input), having: null };
    const columns = schemaOf(query, this.#tables);
    return this.#chance(0.25) && keys.length > 0 ? { ...query, having: this.#expressions.condition(columns) } : query;
  }

  #keys(input: Query, most: number): string[] {
    const columns = this.#scalars(input).filter(
      ({ type, inexact, rowtime }) => type !== 'DOUBLE' && !inexact && !rowtime,
    );
    return shuffled(this.#random, columns)
      .slice(0, this.#random.integer(0, most))
      .map(({ name }) => name);
  }

  #aggregates(input: Query): AggregateItem[] {
    return Array.from({ length: this.#random.integer(1, 3) }, () => this.#aggregateItem(this.#schema(input)));
  }

  #aggregateItem(columns: readonly Column[]): AggregateItem {
    const filter = this.#chance(0.25) ? this.#expressions.condition(columns, 1) : null;
    const call = this.#random.pick(['COUNT', 'COUNT', 'SUM', 'AVG', 'MIN', 'MAX'] as const);
    const fitting = columns.filter((column) => fits(call, column));
    const name = this.#name();
    if (fitting.length === 0 || (call === 'COUNT' && this.#chance(0.4))) {
      return { name, call: 'COUNT', argument: null, distinct: false, filter };
    }
    const { name: column, type } = this.#random.pick(fitting);
    const argument = columnOf({ name: column, type, inexact: false });
    return { name, call, argument, distinct: this.#chance(0.3), filter };
  }

  #windowAggregate(input: Query): Query | null {
    const time = this.#rowtimeOf(input);
    const isAppend = isAppendOnly(input, this.#tables);
    const style = isAppend && this.#chance(0.25) ? ('legacy' as const) : ('function' as const);
    const window = this.#window(style);
    // Taking rows back out of a session leaves its bounds to the order of the changes.
    if (time === null || (window.kind === 'session' && !isAppend)) {
      return null;
    }
    const names: WindowNames = {
      start: this.#chance(0.9) ? this.#name() : null,
      end: this.#chance(0.7) ? this.#name() : null,
      time: this.#chance(0.6) ? this.#name() : null,
    };
    return {
      kind: 'window-aggregate',
      input,
      style,
      window,
      time,
      keys: this.#keys(input, 2),
      aggregates: this.#aggregates(input),
      names,
    };
  }

  #window(style: 'function' | 'legacy'): Window {
    const unit = this.#random.integer(1, 3) * SECOND;
    const offset = style === 'function' && this.#chance(0.25) ? this.#random.integer(-2, 2) * 500 : 0;
    const kinds = ['tumble', 'hop', 'session', ...(style === 'function' ? ['cumulate'] : [])] as const;
    switch (this.#random.pick(kinds)) {
      case 'hop':
        return { kind: 'hop', slide: unit, size: unit * this.#random.integer(1, 3), offset };
      case 'cumulate':
        return { kind: 'cumulate', step: unit, size: unit * this.#random.integer(1, 3), offset };
      case 'session':
        return { kind: 'session', gap: unit };
      default:
        return { kind: 'tumble', size: unit * 2, offset };
    }
  }

  #windowRows(input: Query): Query | null {
    const time = this.#timeOf(input);
    const window = this.#window('function');
    if (time === null || window.kind === 'session') {
      return null;
    }
    const columns = this.#schema(input)
      .filter(({ rowtime }) => !rowtime)
      .map(({ name }) => name);
    return {
      kind: 'window-rows',
      input,
      window,
      time,
      columns,
      names: { start: this.#name(), end: this.#name(), time: null },
    };
  }

  #topN(input: Query): Query | null {
    const columns = this.#scalars(input);
    if (columns.length < this.#schema(input).length || columns.some(({ inexact }) => inexact)) {
      return null;
    }
    const partition = this.#keys(input, 2);
    const from = this.#chance(0.15) ? 2 : 1;
    const ordering = columns.filter(({ name }) => !partition.includes(name));
    return ordering.length === 0
      ? null
      : {
          kind: 'top-n',
          input,
          partition,
          order: this.#order(ordering),
          from,
          to: from + this.#random.integer(0, 2),
          rank: this.#chance(0.5) ? this.#name() : null,
        };
  }

  #sortLimit(input: Query): Query | null {
    const columns = this.#scalars(input);
    return columns.length < this.#schema(input).length || columns.some(({ inexact }) => inexact)
      ? null
      : { kind: 'sort-limit', input, order: this.#order(columns), limit: this.#random.integer(1, 5) };
  }

  /** By all columns, so that only equal rows tie. A time attribute first would be another operator. */
  #order(columns: readonly Column[]): OrderKey[] {
    const order = shuffled(this.#random, columns).toSorted((a, b) => Number(a.rowtime) - Number(b.rowtime));
    return order.map(({ name }) => ({
      column: name,
      descending: this.#chance(0.5),
      nulls: this.#chance(0.15) ? this.#random.pick(['first', 'last'] as const) : null,
    }));
  }

  #deduplicate(input: Query): Query | null {
    const partition = this.#keys(input, 2);
    const keep = this.#random.pick(['first', 'last'] as const);
    const time = this.#timeOf(input);
    const table = input.kind === 'table' ? tableNamed(this.#tables, input.table) : null;
    if (partition.length === 0) {
      return null;
    }
    if (table?.proctime === true && table.splits.length === 1 && (time === null || this.#chance(0.4))) {
      return { kind: 'deduplicate', input, partition, time: null, keep };
    }
    return time === null || !this.#arrivesInOrder(input) ? null : { kind: 'deduplicate', input, partition, time, keep };
  }

  /** Rows of one time tie by arrival, which is certain only within one split. */
  #arrivesInOrder(query: Query): boolean {
    switch (query.kind) {
      case 'table':
        return tableNamed(this.#tables, query.table).splits.length === 1;
      case 'select':
        return this.#arrivesInOrder(query.input);
      default:
        return false;
    }
  }

  #unnest(input: Query): Query | null {
    const columns = this.#schema(input);
    const array = columns.find(({ type }) => type === 'ARRAY<INT>');
    return array === undefined
      ? null
      : {
          kind: 'unnest',
          input,
          array: array.name,
          name: this.#name(),
          columns: columns.filter(({ type }) => type !== 'ARRAY<INT>').map(({ name }) => name),
        };
  }

  #union(left: Query, right: Query): Query | null {
    const pairs = this.#pairs(
      left,
      right,
      (a, b) => a.type === b.type && a.rowtime === b.rowtime && !a.inexact && !b.inexact,
    );
    if (pairs.length === 0) {
      return null;
    }
    const all = this.#chance(0.6);
    const usable = pairs.filter(([a]) => all || a.type !== 'ARRAY<INT>');
    const names = usable.map(() => this.#name());
    const side = (input: Query, columns: readonly Column[]): Query => ({
      kind: 'select',
      input,
      items: columns.map((column, i) => ({ name: must(names[i]), expression: columnOf(column) })),
      where: this.#chance(0.3) ? this.#expressions.condition(this.#schema(input)) : null,
      distinct: false,
    });
    const lefts = side(
      left,
      usable.map(([a]) => a),
    );
    return usable.length === 0
      ? null
      : {
          kind: 'union',
          all,
          inputs: [
            lefts,
            side(
              right,
              usable.map(([, b]) => b),
            ),
          ],
        };
  }

  #pairs(left: Query, right: Query, fit: (a: Column, b: Column) => boolean): (readonly [Column, Column])[] {
    const rights = shuffled(this.#random, this.#schema(right));
    return this.#schema(left).flatMap((a) => {
      const at = rights.findIndex((b) => fit(a, b));
      const [b] = at === -1 ? [] : rights.splice(at, 1);
      return b === undefined ? [] : [[a, b] as const];
    });
  }

  #joinKeys(left: Query, right: Query, most: number): JoinKey[] {
    const pairs = this.#pairs(
      left,
      right,
      (a, b) => a.type === b.type && JOINED.includes(a.type) && !a.rowtime && !b.rowtime,
    );
    return shuffled(this.#random, pairs)
      .slice(0, this.#random.integer(1, most))
      .map(([a, b]) => ({ left: a.name, right: b.name }));
  }

  #join(left: Query, right: Query): Query | null {
    const on = this.#joinKeys(left, right, 2);
    const usable = this.#bothSides(left, right);
    return on.length === 0
      ? null
      : {
          kind: 'join',
          type: this.#random.pick(['inner', 'left'] as const),
          left,
          right,
          on,
          extra: this.#chance(0.4) ? this.#expressions.condition(usable, 1) : null,
          items: usable
            .filter((_, i) => i === 0 || this.#chance(0.75))
            .map(({ side, name }) => ({ side: side ?? 'l', column: name, name: this.#name() })),
        };
  }

  #semi(input: Query, inner: Query): Query | null {
    const form = this.#random.pick(['in', 'exists'] as const);
    const on = this.#joinKeys(input, inner, form === 'in' ? 1 : 2);
    const extra =
      form === 'exists' && this.#chance(0.4) ? this.#expressions.condition(this.#bothSides(input, inner), 1) : null;
    return on.length === 0 ? null : { kind: 'semi', form, negated: this.#chance(0.4), input, inner, on, extra };
  }

  /** Columns of a join's inputs for its condition; times there would make an interval join. */
  #bothSides(left: Query, right: Query): (Usable & { readonly side: 'l' | 'r' })[] {
    return [
      ...this.#schema(left).map((column) => ({ ...column, side: 'l' as const })),
      ...this.#schema(right).map((column) => ({ ...column, side: 'r' as const })),
    ].filter(({ rowtime }) => !rowtime);
  }
}

function plainItem(column: Column): SelectItem {
  return { name: column.name, expression: columnOf({ name: column.name, type: column.type, inexact: column.inexact }) };
}

function fits(call: AggregateItem['call'], { type, inexact, rowtime }: Column): boolean {
  switch (call) {
    case 'COUNT':
      return type !== 'ARRAY<INT>' && !inexact;
    case 'SUM':
    case 'AVG':
      return NUMBERS.includes(type) && !inexact;
    default:
      return type !== 'ARRAY<INT>' && !rowtime;
  }
}

function shuffled<T>(random: Random, items: readonly T[]): T[] {
  return items
    .map((item) => ({ item, place: random.next() }))
    .toSorted((a, b) => a.place - b.place)
    .map(({ item }) => item);
}
