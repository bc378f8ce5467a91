/** How many rows a second datagen can make when nothing holds it back, for a table of four columns and column by column. */
import { type RowField, types } from '@riffle/columns';
import { readTable } from './read-table.ts';

const ROWS = 2_000_000;
const ROUNDS = 4;

const columns: readonly RowField[] = [
  { name: 'id', type: types.bigint() },
  { name: 'price', type: types.double() },
  { name: 'quantity', type: types.int() },
  { name: 'ticker', type: types.string() },
  { name: 'at', type: types.timestamp(3) },
  { name: 'amount', type: types.decimal(10, 2) },
  { name: 'n', type: types.int() },
  { name: 'ok', type: types.boolean() },
  { name: 'wide', type: types.bigint() },
  { name: 'text', type: types.string() },
];

const options = {
  connector: 'datagen',
  'rows-per-second': '1000000000',
  'number-of-rows': String(ROWS),
  'fields.id.kind': 'sequence',
  'fields.id.start': '1',
  'fields.id.end': '1000000000',
  'fields.price.min': '1',
  'fields.price.max': '100',
  'fields.quantity.min': '1',
  'fields.quantity.max': '500',
  'fields.ticker.length': '8',
  'fields.at.max-past': '10 s',
  'fields.n.null-rate': '0.1',
};

async function measure(name: string, projection: readonly number[]): Promise<void> {
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < ROUNDS; round++) {
    const start = process.threadCpuUsage();
    await readTable({ columns, projection, options });
    const { user, system } = process.threadCpuUsage(start);
    best = Math.min(best, (user + system) / 1000);
  }
  console.log(`${name.padEnd(40)} ${(ROWS / best / 1000).toFixed(2)} M rows/s of one core`);
}

await measure('id, price, quantity, ticker', [0, 1, 2, 3]);
await measure('id, price, quantity, at', [0, 1, 2, 4]);
for (const [index, { name }] of columns.entries()) {
  await measure(name, [index]);
}
