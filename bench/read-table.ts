/** Reads a table to its end through its connector, without a job around it. */
import { seededRandom, VirtualClock, voidLogger } from '@riffle/base';
import { nodeFiles } from '@riffle/base/node';
import type { RowField } from '@riffle/columns';
import { createConnectorRuntime } from '@riffle/connectors';
import { insertOnly, type SourceNode } from '@riffle/plan';

export interface BenchTable {
  readonly columns: readonly RowField[];
  readonly projection: readonly number[];
  readonly options: Readonly<Record<string, string>>;
}

/** As the engine asks. */
const BATCH = 4096;
/** Far enough for every row of a table with a rate to be due. */
const FAR = 1e9;

const runtime = createConnectorRuntime({
  files: nodeFiles,
  output: { write: () => undefined },
  random: seededRandom(1),
});

export async function readTable({ columns, projection, options }: BenchTable): Promise<number> {
  const clock = new VirtualClock(0);
  const node: SourceNode = {
    id: 'source',
    kind: 'source',
    inputs: [],
    output: projection.map((index) => columns[index] as RowField),
    changelog: insertOnly,
    upsertKeys: [],
    description: '',
    table: { catalog: 'c', database: 'd', object: 't' },
    connector: options['connector'] ?? '',
    options,
    physicalColumns: columns,
    projection,
    metadata: [],
    partitionKeys: [],
    primaryKey: [],
    filters: [],
    limit: null,
  };
  const reader = await runtime.openSource(node, {
    clock,
    logger: voidLogger,
    subtask: 0,
    parallelism: 1,
    jobId: 'bench',
    zone: 'UTC',
    restored: null,
    count: () => undefined,
  });
  clock.advanceBy(FAR);
  let rows = 0;
  for (;;) {
    const polled = reader.poll(BATCH);
    if (polled.kind === 'batch') {
      rows += polled.batch.rowCount;
    } else if (polled.kind === 'pending') {
      await reader.available();
    } else if (polled.kind === 'finished') {
      await reader.close();
      return rows;
    }
  }
}
