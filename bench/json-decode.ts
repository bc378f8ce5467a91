/** How fast JSON records become columns: the decoder that predicts the shape, the exact one, and JSON.parse alone. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seededRandom } from '@riffle/base';
import { types } from '@riffle/columns';
import { createDecoder, RowBuffer } from '@riffle/connectors';
import { readTable } from './read-table.ts';

const RECORDS = 200_000;
const ROUNDS = 5;
/** The engine's batches. */
const ROWS = 4000;

function records(): Buffer {
  const random = seededRandom(1);
  const lines: string[] = [];
  for (let i = 0; i < RECORDS; i++) {
    const second = String(i % 60).padStart(2, '0');
    lines.push(
      `{"id":${i},"ticker":"${random.pick(['AMZN', 'MSFT', 'GOOG', 'AAPL'])}","price":${random.integer(1000, 15_000) / 100},` +
        `"quantity":${random.integer(1, 500)},"buyer":"person-${random.integer(1, 100_000)}","ok":${random.next() < 0.5},` +
        `"at":"2026-03-01 09:30:${second}.${String(i % 1000).padStart(3, '0')}","note":"${'x'.repeat(random.integer(80, 140))}"}`,
    );
  }
  return Buffer.from(`${lines.join('\n')}\n`);
}

const fields = [
  { name: 'id', type: types.bigint() },
  { name: 'ticker', type: types.string() },
  { name: 'price', type: types.decimal(10, 2) },
  { name: 'quantity', type: types.int() },
  { name: 'buyer', type: types.string() },
  { name: 'ok', type: types.boolean() },
  { name: 'at', type: types.timestamp(3) },
  { name: 'note', type: types.string() },
];

function decodeAll(bytes: Buffer, projection: readonly number[], options: Record<string, string>): number {
  const decoder = createDecoder({
    fields,
    projection,
    options: { format: 'json', ...options },
    onSkipped: () => undefined,
  });
  const out = new RowBuffer(
    projection.map((i) => fields[i]?.type ?? types.null()),
    4096,
  );
  let rows = 0;
  for (let at = 0; at < bytes.length; ) {
    at = decoder.decodeLines?.(bytes, at, out, ROWS) ?? at;
    if (out.rowCount >= ROWS) {
      rows += out.finish().rowCount;
    } else if (at < bytes.length) {
      const end = decoder.recordEnd(bytes, at, bytes.length);
      decoder.decode(bytes, at, end, out);
      at = end + 1;
    }
  }
  return rows + out.finish().rowCount;
}

function parseAll(bytes: Buffer): number {
  let rows = 0;
  for (let at = 0; at < bytes.length; ) {
    const end = bytes.indexOf(10, at);
    JSON.parse(bytes.toString('utf8', at, end));
    rows++;
    at = end + 1;
  }
  return rows;
}

/** Milliseconds of one core, the best of the rounds: time of the clock would measure who else uses the machine. */
async function measure(name: string, bytes: Buffer, run: () => number | Promise<number>): Promise<number> {
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < ROUNDS; round++) {
    const start = process.threadCpuUsage();
    const rows = await run();
    if (rows !== RECORDS) {
      throw new Error(`${name} gave ${rows} rows`);
    }
    const { user, system } = process.threadCpuUsage(start);
    best = Math.min(best, (user + system) / 1000);
  }
  const perSecond = RECORDS / best / 1000;
  console.log(`${name.padEnd(34)} ${perSecond.toFixed(2)} M records/s  ${(bytes.length / best / 1e6).toFixed(2)} GB/s`);
  return best;
}

const bytes = records();
console.log(`${RECORDS} records of ${Math.round(bytes.length / RECORDS)} bytes`);
const parse = await measure('JSON.parse', bytes, () => parseAll(bytes));
const three = await measure('by shape, 3 of 8 columns', bytes, () => decodeAll(bytes, [1, 2, 6], {}));
const all = await measure('by shape, all columns', bytes, () => decodeAll(bytes, [0, 1, 2, 3, 4, 5, 6, 7], {}));
// With this option every record is read by the exact decoder.
await measure('exact, all columns', bytes, () =>
  decodeAll(bytes, [0, 1, 2, 3, 4, 5, 6, 7], { 'json.fail-on-missing-field': 'true' }),
);
const folder = await mkdtemp(join(tmpdir(), 'riffle-bench-'));
await writeFile(join(folder, 'records.json'), bytes);
const files = { connector: 'filesystem', path: folder, format: 'json' };
await measure('file to batches, 3 of 8 columns', bytes, () =>
  readTable({ columns: fields, projection: [1, 2, 6], options: files }),
);
await measure('file to batches, all columns', bytes, () =>
  readTable({ columns: fields, projection: [0, 1, 2, 3, 4, 5, 6, 7], options: files }),
);
await rm(folder, { recursive: true });
console.log(`faster than JSON.parse: ${(parse / three).toFixed(1)}x (3 columns), ${(parse / all).toFixed(1)}x (all)`);
