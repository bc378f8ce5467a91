import { readdirSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { VirtualClock, voidLogger } from '@riffle/base';
import { type Batch, types } from '@riffle/columns';
import { describe, expect, it } from 'vitest';
import { createJob } from '../job.ts';
import { SeededScheduler } from '../runtime/scheduler.ts';
import { testFunctions } from '../testing/functions.ts';
import { MemoryConnectors, rowTexts, tableOf } from '../testing/memory-connector.ts';
import { aggregate, column, PlanBuilder, rowtime } from '../testing/plan-builder.ts';
import { finalRows, MemoryCheckpoints } from '../testing/run-plan.ts';
import type { Checkpoint } from './checkpoint.ts';
import { decodeCheckpoint, encodeCheckpoint } from './checkpoint-format.ts';

const FOLDER = new URL('./golden/', import.meta.url);
/** Set to a file name to write a golden checkpoint of the code as it is; existing ones are never overwritten. */
const WRITE = process.env['GOLDEN_CHECKPOINT'];

/** A plan with state of several kinds, over one table. */
function plan() {
  const p = new PlanBuilder();
  const columns = { k: types.string(), v: types.bigint(), ts: rowtime };
  const source = p.hash(p.watermark(p.source('t', columns), 2), 0);
  const value = column(1, types.bigint());
  const windows = p.node(
    'window-aggregate',
    [source],
    { k: types.string(), s: types.bigint() },
    {
      window: { kind: 'hop', size: 10, slide: 5, offset: 0 },
      time: { index: 2, kind: 'rowtime', local: false },
      attached: null,
      grouping: [0],
      calls: [aggregate('T_SUM', types.bigint(), [value])],
      properties: [],
      retracting: false,
    },
  );
  const groups = p.node(
    'group-aggregate',
    [source],
    { k: types.string(), s: types.bigint() },
    {
      grouping: [0],
      calls: [aggregate('T_SUM', types.bigint(), [value], { distinct: true })],
      generateUpdateBefore: true,
      retracting: false,
      stateTtl: 0,
    },
  );
  return p.collect(p.node('union', [windows, groups], { k: types.string(), s: types.bigint() }, {}));
}

const rows = [
  ['a', 1, 1],
  ['ä𝄞', 2 ** 40, 2],
  [null, 3, 6],
  ['a', 1, 7],
  ['a', 5, 12],
  [null, null, 21],
];

async function runFrom(
  checkpoint: Checkpoint | null,
  stopAfter?: number,
): Promise<{ changes: string[]; saved: Checkpoint }> {
  const clock = new VirtualClock();
  const store = new MemoryCheckpoints();
  const connectors = new MemoryConnectors({ t: tableOf(...rows) }, stopAfter);
  const changes: string[] = [];
  const job = createJob(plan(), {
    jobId: 'golden',
    connectors,
    clock,
    logger: voidLogger,
    functions: testFunctions,
    scheduler: new SeededScheduler(1, clock),
    checkpoint: { store },
    onRows: (batch: Batch) => changes.push(...rowTexts(batch)),
    ...(checkpoint === null ? {} : { restore: { checkpoint } }),
  });
  const running = job.run();
  if (stopAfter !== undefined) {
    await connectors.reached;
    await job.stopWithSavepoint();
  }
  await running;
  return { changes, saved: store.saved.at(-1) as Checkpoint };
}

describe('golden checkpoints', () => {
  it.skipIf(WRITE === undefined)('writes one', async () => {
    const { saved } = await runFrom(null, 3);
    await writeFile(new URL(String(WRITE), FOLDER), encodeCheckpoint(saved), { flag: 'wx' });
  });

  it.each(readdirSync(FOLDER))('%s restores, and the job ends as if it had never stopped', async (name) => {
    const whole = await runFrom(null);
    const before = await runFrom(null, 3);
    const golden = decodeCheckpoint(await readFile(new URL(name, FOLDER)), name);
    const after = await runFrom(golden);
    expect(finalRows([...before.changes, ...after.changes])).toEqual(finalRows(whole.changes));
  });
});
