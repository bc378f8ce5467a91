/** The small files the queries read: a seeded market with NULLs, duplicates, late rows, nested values and changelogs. */
import { type Random, seededRandom } from '@riffle/base';

const SEED = 20240310;
/** An hour and a half before clocks go forward in New York. */
const START = Date.UTC(2024, 2, 10, 5, 30);
const SECOND = 1000;

type Row = Readonly<Record<string, unknown>>;

/** File names to contents, always the same. */
export function sampleFiles(): Readonly<Record<string, string>> {
  const random = seededRandom(SEED);
  const orders = orderRows(random);
  return {
    'trades.jsonl': jsonLines(tradeRows(random)),
    'quotes.jsonl': jsonLines(quoteRows(random)),
    'customers.csv': `${CUSTOMERS.join('\n')}\n`,
    'orders.jsonl': jsonLines(orders),
    'shipments.jsonl': jsonLines(shipmentRows(random, orders)),
    'rates.jsonl': jsonLines(rateChanges(random)),
    'accounts.jsonl': jsonLines(accountChanges(random)),
  };
}

const SYMBOLS = ['ACME', 'BOLT', 'CRUX', 'DUNE'] as const;
const VENUES = [
  { code: 'XNYS', country: 'US' },
  { code: 'XLON', country: 'GB' },
  { code: 'XTKS', country: null },
  null,
];
const TAGS = [['block', 'dark'], ['retail'], [], null, ['odd', null, 'lot']];

/** Every ninth trade is late by up to two minutes, every thirteenth comes twice. */
function tradeRows(random: Random): Row[] {
  const rows: Row[] = [];
  let time = START;
  for (let id = 1; id <= 90; id++) {
    time += random.integer(1, 15) * SECOND;
    const late = id % 9 === 0 ? random.integer(10, 120) * SECOND : 0;
    const row = {
      trade_id: id,
      symbol: chance(random, 0.05) ? null : random.pick(SYMBOLS),
      price: chance(random, 0.06) ? null : cents(random.integer(100, 25_000)),
      qty: chance(random, 0.06) ? null : random.integer(1, 500),
      side: random.pick(['BUY', 'SELL', 'buy']),
      trade_time: sqlTime(time - late),
      venue: random.pick(VENUES),
      tags: random.pick(TAGS),
      fees: chance(random, 0.2) ? null : { exchange: cents(random.integer(1, 300)), tax: cents(random.integer(0, 90)) },
    };
    rows.push(row);
    if (id % 13 === 0) {
      rows.push(row);
    }
  }
  return rows;
}

function quoteRows(random: Random): Row[] {
  return Array.from({ length: 60 }, (_, i) => {
    const bid = random.integer(100, 25_000);
    return {
      symbol: random.pick(SYMBOLS),
      bid: cents(bid),
      ask: chance(random, 0.1) ? null : cents(bid + random.integer(1, 90)),
      quote_time: sqlTime(START + i * 12 * SECOND),
    };
  });
}

const CUSTOMERS = [
  '1,Ada Lovelace,GB,1815-12-10,12500.50,true,2024-03-10 06:59:59Z',
  '2,"Hopper, Grace",US,1906-12-09,99.99,false,2024-03-10 07:00:00Z',
  '3,  Émile Zola ,FR,1840-04-02,\\N,true,2023-12-31 23:30:00Z',
  '4,"Sakura ""Saki"" Ito",JP,2000-02-29,0.00,,2024-01-01 00:00:00Z',
  '5,\\N,US,1970-01-01,-250.75,false,2024-02-29 12:00:00Z',
  "6,Bob O'Neil,US,1999-12-31,1000.00,true,2024-07-01 15:45:30Z",
  '7,Ümit Çelik,\\N,1985-06-15,333.33,false,2022-10-30 01:30:00Z',
  '8,ada LOVELACE,GB,\\N,12500.50,true,2024-11-03 05:30:00Z',
];

const ITEMS = [
  [
    { sku: 'pen', qty: 3, price: 1.25 },
    { sku: 'ink', qty: 1, price: 7.5 },
  ],
  [{ sku: 'lamp', qty: 1, price: 49.99 }],
  [
    { sku: 'pen', qty: null, price: 1.25 },
    { sku: null, qty: 2, price: 3 },
  ],
  [],
  null,
];
const NOTES = [
  '{"gift":true,"to":{"name":"Léa","age":7},"codes":[1,2,3]}',
  '{"gift":false,"to":null,"price":12.50}',
  '{"gift":null,"codes":[]}',
  'not json',
  '[1,{"a":"b"}]',
  null,
];

function orderRows(random: Random): Row[] {
  return Array.from({ length: 45 }, (_, i) => ({
    order_id: 1000 + i,
    customer_id: chance(random, 0.08) ? null : random.integer(1, 10),
    amount: chance(random, 0.06) ? null : cents(random.integer(50, 90_000)),
    currency: random.pick(['USD', 'EUR', 'GBP', 'JPY']),
    status: random.pick(['new', 'paid', 'cancelled']),
    order_time: instant(START + i * 600 * SECOND + random.integer(0, 500) * SECOND),
    items: random.pick(ITEMS),
    note: random.pick(NOTES),
  }));
}

function shipmentRows(random: Random, orders: readonly Row[]): Row[] {
  return orders
    .filter(() => chance(random, 0.7))
    .map((order, i) => ({
      shipment_id: i + 1,
      order_id: order['order_id'],
      carrier: random.pick(['sea', 'air', null]),
      ship_time: instant(START + ((order['order_id'] as number) - 1000) * 600 * SECOND + i * 30 * SECOND),
    }));
}

/** Exchange rates to dollars, one change every 45 minutes. */
function rateChanges(random: Random): Row[] {
  const current = new Map<string, Row>();
  return Array.from({ length: 18 }, (_, i) => {
    const currency = i < 3 ? (['USD', 'EUR', 'GBP'][i] ?? '') : random.pick(['USD', 'EUR', 'GBP']);
    const after = {
      currency,
      rate: currency === 'USD' ? 1 : random.integer(9_000, 14_000) / 10_000,
      rate_time: instant(START - 3600 * SECOND + i * 2700 * SECOND),
    };
    const before = current.get(currency) ?? null;
    current.set(currency, after);
    return { before, after, op: before === null ? 'c' : 'u' };
  });
}

/** Accounts that open, change owner, state and balance, and close. */
function accountChanges(random: Random): Row[] {
  const accounts = new Map<number, Row>();
  const changes: Row[] = [];
  for (let i = 0; i < 50; i++) {
    const id = random.integer(1, 9);
    const before = accounts.get(id) ?? null;
    if (before !== null && chance(random, 0.25)) {
      accounts.delete(id);
      changes.push({ before, after: null, op: 'd' });
      continue;
    }
    const after = {
      account_id: id,
      owner_id: chance(random, 0.1) ? null : random.integer(1, 8),
      state: random.pick(['open', 'frozen', 'review']),
      balance: chance(random, 0.08) ? null : cents(random.integer(-5_000, 500_000)),
    };
    accounts.set(id, after);
    changes.push({ before, after, op: before === null ? (i < 6 ? 'r' : 'c') : 'u' });
  }
  return changes;
}

function jsonLines(rows: readonly Row[]): string {
  return `${rows.map((row) => JSON.stringify(row)).join('\n')}\n`;
}

function chance(random: Random, share: number): boolean {
  return random.next() < share;
}

function cents(amount: number): number {
  return amount / 100;
}

/** `2024-03-10 05:30:00` */
function sqlTime(millis: number): string {
  return new Date(millis).toISOString().slice(0, 19).replace('T', ' ');
}

/** `2024-03-10 05:30:00Z` */
function instant(millis: number): string {
  return `${sqlTime(millis)}Z`;
}
