/**
 * The slow reference: a query over full tables, node by node, as SQL defines it and nothing else. It shares no code with
 * the planner, the engine or the functions.
 */
import type {
  Cell,
  OracleCase,
  OrderKey,
  Query,
  SelectQuery,
  TableModel,
  WindowAggregateQuery,
} from '../model/model.ts';
import { isAppendOnly, schemaOf, tableNamed } from '../model/schema.ts';
import { aggregate } from './aggregates.ts';
import { cellOf, compareCells, grouped, keyOf, pick, type Row, Undetermined } from './cells.ts';
import { type Event, eventsOf, noteTiming, rowsOf, type Timing, tableEvents } from './events.ts';
import { and, equals, evaluate, isIn, not } from './expressions.ts';
import { rowsByWindow, windowsOf } from './windows.ts';

export interface Expected {
  readonly columns: readonly string[];
  /** In no order. */
  readonly rows: readonly Row[];
  /** Any so many of the rows are right; null when it is all of them. */
  readonly anyOf: number | null;
  /** Some row came too late, so the result holds only where rows come in the one order of their split. */
  readonly timed: boolean;
}

/** What a case must give. Throws `Undetermined` when Flink leaves that open. */
export function expectedResult({ tables, query }: OracleCase): Expected {
  const timing: Timing = { late: false };
  const reference = new Reference(tables, timing);
  const limit = query.kind === 'limit' ? query.limit : null;
  const rows = reference.rows(query.kind === 'limit' ? query.input : query);
  return {
    columns: schemaOf(query, tables).map(({ name }) => name),
    rows,
    anyOf: limit === null ? null : Math.min(limit, rows.length),
    timed: timing.late,
  };
}

type Of<K extends Query['kind']> = Extract<Query, { kind: K }>;

class Reference {
  readonly #tables: readonly TableModel[];
  readonly #timing: Timing;

  constructor(tables: readonly TableModel[], timing: Timing) {
    this.#tables = tables;
    this.#timing = timing;
  }

  rows(query: Query): Row[] {
    return rowsOf(this.#events(query));
  }

  #events(query: Query): Event[] {
    switch (query.kind) {
      case 'table':
        return tableEvents(tableNamed(this.#tables, query.table));
      case 'select':
        return this.#select(query);
      case 'window-rows':
        return this.#windowRows(query);
      case 'unnest':
        return this.#unnest(query);
      case 'union':
        return this.#union(query);
      case 'deduplicate':
        return eventsOf(this.#deduplicate(query));
      case 'window-aggregate':
        return eventsOf(this.#windowAggregate(query));
      case 'aggregate':
        return eventsOf(this.#aggregate(query));
      case 'join':
        return eventsOf(this.#join(query));
      case 'semi':
        return eventsOf(this.#semi(query));
      case 'top-n':
        return eventsOf(this.#topN(query));
      case 'sort-limit':
        return eventsOf(sorted(this.rows(query.input), query.order).slice(0, query.limit));
      case 'limit':
        throw new Undetermined('LIMIT inside a query takes any rows');
      case 'time-sort':
        return eventsOf(timeSorted(this.#events(query.input), query.time, this.#timing));
    }
  }

  #select(query: SelectQuery): Event[] {
    const kept = this.#events(query.input).filter(
      ({ row }) => query.where === null || evaluate(query.where, ({ name }) => cellOf(row, name)) === true,
    );
    const projected = kept.map((event) => ({
      ...event,
      row: Object.fromEntries(
        query.items.map(({ name, expression }) => [
          name,
          evaluate(expression, (column) => cellOf(event.row, column.name)),
        ]),
      ),
    }));
    return query.distinct ? eventsOf(distinct(rowsOf(projected))) : projected;
  }

  /** Whether a row that is late for its window still counts depends on what the planner makes of the whole query. */
  #windowRows(query: Of<'window-rows'>): Event[] {
    return this.#events(query.input).flatMap((event) =>
      windowsOf(event.row[query.time] as number, query.window).map((span) => {
        if (span.end - 1 <= event.watermark) {
          throw new Undetermined('a row is late for its window');
        }
        const bounds = { ...named(query.names.start, span.start), ...named(query.names.end, span.end) };
        return { ...event, row: { ...pick(event.row, query.columns), ...bounds } };
      }),
    );
  }

  #unnest(query: Of<'unnest'>): Event[] {
    return this.#events(query.input).flatMap((event) =>
      ((event.row[query.array] ?? []) as readonly Cell[]).map((item) => ({
        ...event,
        row: { ...pick(event.row, query.columns), [query.name]: item },
      })),
    );
  }

  #union(query: Of<'union'>): Event[] {
    const names = schemaOf(query, this.#tables).map(({ name }) => name);
    const events = query.inputs.flatMap((input) => {
      const own = schemaOf(input, this.#tables).map(({ name }) => name);
      return this.#events(input).map((event) => ({
        ...event,
        row: Object.fromEntries(names.map((name, i) => [name, cellOf(event.row, own[i] ?? '')])),
        exact: false,
      }));
    });
    return query.all ? events : eventsOf(distinct(rowsOf(events)));
  }

  #aggregate(query: Of<'aggregate'>): Row[] {
    const input = this.rows(query.input);
    if (query.keys.length === 0 && input.length === 0 && !isAppendOnly(query.input, this.#tables)) {
      throw new Undetermined('whether an empty table was ever filled decides on a row');
    }
    const groups = grouped(input, query.keys);
    const rows = groups.map((rowsOfGroup) => ({
      ...pick(rowsOfGroup[0] as Row, query.keys),
      ...aggregates(query, rowsOfGroup),
    }));
    return rows.filter(
      (row) => query.having === null || evaluate(query.having, ({ name }) => cellOf(row, name)) === true,
    );
  }

  #windowAggregate(query: WindowAggregateQuery): Row[] {
    const windows = rowsByWindow(this.#events(query.input), query.window, query, this.#timing);
    return windows.map(({ start, end, rows }) => ({
      ...pick(rows[0] as Row, query.keys),
      ...named(query.names.start, start),
      ...named(query.names.end, end),
      ...named(query.names.time, end - 1),
      ...aggregates(query, rows),
    }));
  }

  #join(query: Of<'join'>): Row[] {
    const rightRows = this.rows(query.right);
    return this.rows(query.left).flatMap((left) => {
      const matches: (Row | null)[] = rightRows.filter((right) => matchesBoth(query, left, right));
      const partners = matches.length === 0 && query.type === 'left' ? [null] : matches;
      return partners.map((right) =>
        Object.fromEntries(
          query.items.map(({ side, column, name }) => {
            const row = side === 'l' ? left : right;
            return [name, row === null ? null : cellOf(row, column)];
          }),
        ),
      );
    });
  }

  #semi(query: Of<'semi'>): Row[] {
    const inner = this.rows(query.inner);
    return this.rows(query.input).filter((row) => {
      const answer =
        query.form === 'in' ? answerOfIn(query, row, inner) : inner.some((other) => matchesBoth(query, row, other));
      return (query.negated ? not(answer) : answer) === true;
    });
  }

  #topN(query: Of<'top-n'>): Row[] {
    return grouped(this.rows(query.input), query.partition).flatMap((rows) =>
      sorted(rows, query.order)
        .map((row, i) => ({ ...row, ...named(query.rank, i + 1) }))
        .slice(query.from - 1, query.to),
    );
  }

  #deduplicate(query: Of<'deduplicate'>): Row[] {
    const events = this.#events(query.input);
    return query.time === null
      ? byArrival(events, query.partition, query.keep)
      : query.keep === 'last'
        ? latest(events, query.partition, query.time)
        : earliest(events, query.partition, query.time, this.#timing);
  }
}

function aggregates(query: Pick<Of<'aggregate'>, 'aggregates'>, rows: readonly Row[]): Row {
  return Object.fromEntries(query.aggregates.map((item) => [item.name, aggregate(item, rows)]));
}

function named(name: string | null, value: Cell): Row {
  return name === null ? {} : { [name]: value };
}

function distinct(rows: readonly Row[]): Row[] {
  return [...new Map(rows.map((row) => [keyOf(row, Object.keys(row)), row])).values()];
}

function matchesBoth(query: Pick<Of<'join'>, 'on' | 'extra'>, left: Row, right: Row): boolean {
  const keys = query.on.map((key) => equals(cellOf(left, key.left), cellOf(right, key.right)));
  const extra =
    query.extra === null ? true : evaluate(query.extra, ({ side, name }) => cellOf(side === 'r' ? right : left, name));
  return [...keys, extra].reduce(and) === true;
}

function answerOfIn({ on }: Of<'semi'>, row: Row, inner: readonly Row[]): Cell {
  const [key] = on;
  return key === undefined
    ? null
    : isIn(
        cellOf(row, key.left),
        inner.map((other) => cellOf(other, key.right)),
      );
}

export function sorted(rows: readonly Row[], order: readonly OrderKey[]): Row[] {
  return rows.toSorted((a, b) => {
    for (const key of order) {
      const sign = compareBy(cellOf(a, key.column), cellOf(b, key.column), key);
      if (sign !== 0) {
        return sign;
      }
    }
    return 0;
  });
}

/** NULL is the least value unless the order says where it goes. */
function compareBy(a: Cell, b: Cell, { descending, nulls }: OrderKey): number {
  if (a === null || b === null) {
    const nullsFirst = nulls === null ? !descending : nulls === 'first';
    return a === b ? 0 : (a === null) === nullsFirst ? -1 : 1;
  }
  return descending ? compareCells(b, a) : compareCells(a, b);
}

function byArrival(events: readonly Event[], partition: readonly string[], keep: 'first' | 'last'): Row[] {
  return grouped(rowsOf(events), partition).map((rows) => (keep === 'first' ? rows[0] : rows.at(-1)) as Row);
}

/** Of several rows of the latest time, the one that came last. */
function latest(events: readonly Event[], partition: readonly string[], time: string): Row[] {
  return grouped(rowsOf(events), partition).map((rows) =>
    rows.reduce((kept, row) => ((row[time] as number) >= (kept[time] as number) ? row : kept)),
  );
}

/** Rows older than the watermark are late; what the watermark has passed stands. */
function earliest(events: readonly Event[], partition: readonly string[], time: string, timing: Timing): Row[] {
  const kept = new Map<string, Row>();
  for (const event of events) {
    const key = keyOf(event.row, partition);
    const before = kept.get(key);
    const own = event.row[time] as number;
    if (own < event.watermark) {
      noteTiming(event, timing);
    } else if (before === undefined || ((before[time] as number) > event.watermark && own < (before[time] as number))) {
      kept.set(key, event.row);
    }
  }
  return [...kept.values()];
}

/** A row is late when rows of its time or later have already been given out. */
function timeSorted(events: readonly Event[], time: string, timing: Timing): Row[] {
  const result: Row[] = [];
  let waiting: Row[] = [];
  let watermark = Number.NEGATIVE_INFINITY;
  let fired = Number.NEGATIVE_INFINITY;
  for (const event of events) {
    if (event.watermark > watermark) {
      watermark = event.watermark;
      const due = waiting.filter((row) => (row[time] as number) <= watermark);
      fired = Math.max(fired, ...due.map((row) => row[time] as number));
      result.push(...due);
      waiting = waiting.filter((row) => !due.includes(row));
    }
    if ((event.row[time] as number) > fired) {
      waiting.push(event.row);
    } else {
      noteTiming(event, timing);
    }
  }
  return [...result, ...waiting];
}
