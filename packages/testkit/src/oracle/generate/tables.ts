/** Small tables with NULLs, duplicates, late rows and retractions. */
import type { Random } from '@riffle/base';
import type { Cell, Change, ColumnType, TableColumn, TableModel } from '../model/model.ts';

const START = Date.UTC(2024, 0, 1);
const WORDS = ['a', 'b', 'ab', 'Abc', ''];
const SECOND = 1_000;

export function generateTables(random: Random): TableModel[] {
  return ['a', 'b', 'c'].slice(0, random.integer(2, 3)).map((name, i) => generateTable(random, name, i === 0));
}

function generateTable(random: Random, name: string, first: boolean): TableModel {
  const changes = random.pick<TableModel['changes']>(
    first ? ['append', 'append', 'append', 'retract'] : ['append', 'retract', 'upsert'],
  );
  const isKeyed = changes === 'upsert' || (changes === 'retract' && random.next() < 0.5);
  const hasTime = changes === 'append' ? first || random.next() < 0.5 : random.next() < 0.3;
  const columns = columnsOf(random, name, isKeyed);
  const table: TableModel = {
    name: `t_${name}`,
    changes,
    columns,
    key: isKeyed ? [`${name}_id`] : [],
    watermark: hasTime ? { column: `${name}_t`, delay: random.pick([0, 0, SECOND, 3 * SECOND]) } : null,
    proctime: changes === 'append' && random.next() < 0.3,
    splits: [],
  };
  const splitCount = random.next() < 0.3 ? 2 : 1;
  return { ...table, splits: Array.from({ length: splitCount }, (_, split) => rowsOf(random, table, split)) };
}

function columnsOf(random: Random, name: string, isKeyed: boolean): TableColumn[] {
  const optional: (readonly [string, ColumnType])[] = [
    ['v', 'INT'],
    ['n', 'BIGINT'],
    ['d', 'DOUBLE'],
    ['s', 'STRING'],
    ['f', 'BOOLEAN'],
    ['x', 'ARRAY<INT>'],
  ];
  const chosen = optional.filter(() => random.next() < 0.6);
  return [
    ...(isKeyed ? [{ name: `${name}_id`, type: 'INT' as const, nullable: false }] : []),
    { name: `${name}_k`, type: random.pick<ColumnType>(['INT', 'INT', 'STRING']), nullable: random.next() < 0.7 },
    ...(chosen.length === 0 ? optional.slice(0, 1) : chosen).map(([suffix, type]) => ({
      name: `${name}_${suffix}`,
      type,
      nullable: random.next() < 0.8,
    })),
    { name: `${name}_t`, type: 'TIMESTAMP(3)', nullable: false },
  ];
}

/** The keys of a split are its own: the changes of a row stay in order. */
function rowsOf(random: Random, table: TableModel, split: number): Change[] {
  const count = random.integer(0, 12);
  switch (table.changes) {
    case 'append':
      return inserts(random, table, count);
    case 'retract':
      return retractions(random, table, count, split);
    case 'upsert':
      return upserts(random, table, count, split);
  }
}

function inserts(random: Random, table: TableModel, count: number): Change[] {
  const times = new Times(random);
  const changes: Change[] = [];
  for (let i = 0; i < count; i++) {
    const before = changes.at(-1);
    const repeats = before !== undefined && random.next() < 0.15;
    changes.push(repeats ? before : { op: '+I', row: rowOf(random, table, times, null) });
  }
  return changes;
}

function retractions(random: Random, table: TableModel, count: number, split: number): Change[] {
  const times = new Times(random);
  const present: (readonly Cell[])[] = [];
  const changes: Change[] = [];
  let id = split;
  while (changes.length < count) {
    const at = random.integer(0, Math.max(0, present.length - 1));
    const old = present[at];
    const choice = random.next();
    if (old === undefined || choice < 0.55) {
      const row = rowOf(random, table, times, id);
      id += 2;
      present.push(row);
      changes.push({ op: '+I', row });
    } else if (choice < 0.8) {
      const row = rowOf(random, table, times, old[0] as number);
      present[at] = row;
      changes.push({ op: '-U', row: old }, { op: '+U', row });
    } else {
      present.splice(at, 1);
      changes.push({ op: '-D', row: old });
    }
  }
  return changes;
}

function upserts(random: Random, table: TableModel, count: number, split: number): Change[] {
  const times = new Times(random);
  const present = new Set<number>();
  return Array.from({ length: count }, () => {
    const id = random.integer(0, 3) * 2 + split;
    const row = rowOf(random, table, times, id);
    const isThere = present.has(id);
    if (random.next() < 0.25) {
      present.delete(id);
      return { op: '-D', row };
    }
    present.add(id);
    return { op: isThere ? '+U' : '+I', row };
  });
}

/** Times that mostly go on, stand still sometimes, and fall back now and then. */
class Times {
  readonly #random: Random;
  #now = START;

  constructor(random: Random) {
    this.#random = random;
  }

  next(): number {
    const choice = this.#random.next();
    if (choice < 0.2) {
      return Math.max(START - 2 * SECOND, this.#now - this.#random.integer(1, 8) * 500);
    }
    this.#now += choice < 0.35 ? 0 : choice < 0.9 ? this.#random.integer(1, 6) * 500 : 10 * SECOND;
    return this.#now;
  }
}

function rowOf(random: Random, table: TableModel, times: Times, id: number | null): Cell[] {
  return table.columns.map((column) => {
    if (table.key.includes(column.name)) {
      return id;
    }
    return column.nullable && random.next() < 0.2 ? null : cellOf(random, column.type, times);
  });
}

function cellOf(random: Random, type: ColumnType, times: Times): Cell {
  switch (type) {
    case 'INT':
      return random.integer(0, 4);
    case 'BIGINT':
      return random.integer(-20, 20);
    case 'DOUBLE':
      return random.integer(0, 12) / 2;
    case 'STRING':
      return random.pick(WORDS);
    case 'BOOLEAN':
      return random.next() < 0.5;
    case 'TIMESTAMP(3)':
      return times.next();
    case 'ARRAY<INT>':
      return Array.from({ length: random.integer(0, 3) }, () => (random.next() < 0.15 ? null : random.integer(0, 4)));
  }
}

/** A literal of the type, from the range of the tables' values. */
export function literalOf(random: Random, type: ColumnType): Cell {
  return cellOf(random, type, new Times(random));
}
