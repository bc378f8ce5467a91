import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Json, seededRandom, VirtualClock, voidLogger } from '@riffle/base';
import { nodeFiles } from '@riffle/base/node';
import {
  type Batch,
  kindAt,
  type LogicalType,
  ROW_KIND_NAMES,
  type RowField,
  rowAt,
  type Value,
} from '@riffle/columns';
import type { ConnectorContext, SourceReader } from '@riffle/engine';
import { insertOnly, retract, type SinkNode, type SourceNode } from '@riffle/plan';
import { onTestFinished } from 'vitest';
import type { ConnectorEnvironment } from '../environment.ts';

/** Nodes, contexts and environments for connector tests. */

const table = { catalog: 'default_catalog', database: 'default_database', object: 't' };

export function fieldsOf(columns: Readonly<Record<string, LogicalType>>): RowField[] {
  return Object.entries(columns).map(([name, type]) => ({ name, type }));
}

export function sourceNode(
  columns: Readonly<Record<string, LogicalType>>,
  options: Readonly<Record<string, string>>,
  more: Partial<SourceNode> = {},
): SourceNode {
  const physicalColumns = fieldsOf(columns);
  return {
    id: 'source',
    kind: 'source',
    inputs: [],
    output: physicalColumns,
    changelog: insertOnly,
    upsertKeys: [],
    description: 'TableSourceScan',
    table,
    connector: options['connector'] ?? '',
    options,
    physicalColumns,
    projection: physicalColumns.map((_, i) => i),
    metadata: [],
    partitionKeys: [],
    primaryKey: [],
    filters: [],
    limit: null,
    ...more,
  };
}

export function sinkNode(
  columns: Readonly<Record<string, LogicalType>>,
  options: Readonly<Record<string, string>>,
  more: Partial<SinkNode> = {},
): SinkNode {
  const physicalColumns = fieldsOf(columns);
  return {
    id: 'sink',
    kind: 'sink',
    inputs: [],
    output: [],
    changelog: retract,
    upsertKeys: [],
    description: 'Sink',
    table,
    connector: options['connector'] ?? '',
    options,
    physicalColumns,
    metadata: [],
    partitionKeys: [],
    primaryKey: [],
    overwrite: false,
    notNull: 'error',
    typeLength: 'ignore',
    upsertMaterialize: false,
    accepts: retract,
    ...more,
  };
}

export interface TestContext {
  readonly context: ConnectorContext & { readonly restored: Json | null };
  readonly clock: VirtualClock;
  readonly counts: Record<string, number>;
}

export function testContext(more: Partial<ConnectorContext & { restored: Json | null }> = {}): TestContext {
  const clock = new VirtualClock(1_000_000);
  const counts: Record<string, number> = {};
  const context = {
    clock,
    logger: voidLogger,
    subtask: 0,
    parallelism: 1,
    jobId: 'job',
    zone: 'UTC',
    restored: null,
    count: (metric: string, by: number) => {
      counts[metric] = (counts[metric] ?? 0) + by;
    },
    ...more,
  };
  return { context, clock, counts };
}

export interface TestEnvironment extends ConnectorEnvironment {
  readonly lines: string[];
}

export function testEnvironment(more: Partial<ConnectorEnvironment> = {}): TestEnvironment {
  const lines: string[] = [];
  return {
    files: nodeFiles,
    output: { write: (channel, line) => lines.push(channel === 'out' ? line : `error: ${line}`) },
    random: seededRandom(7),
    lines,
    ...more,
  };
}

/** A folder of its own for the running test. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'riffle-connectors-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** `+I[1,"a"]` for every row. */
export function changeLines(batch: Batch): string[] {
  return Array.from(
    { length: batch.rowCount },
    (_, row) => `${ROW_KIND_NAMES[kindAt(batch, row)]}${JSON.stringify(rowAt(batch, row))}`,
  );
}

export function rowsOf(batch: Batch): Value[][] {
  return Array.from({ length: batch.rowCount }, (_, row) => rowAt(batch, row));
}

/** Reads until the end, or until `wanted` rows have come. */
export async function drain(reader: SourceReader, wanted = Number.POSITIVE_INFINITY): Promise<Value[][]> {
  const rows: Value[][] = [];
  while (rows.length < wanted) {
    const polled = reader.poll(1000);
    if (polled.kind === 'batch') {
      rows.push(...rowsOf(polled.batch));
    } else if (polled.kind === 'finished') {
      return rows;
    } else if (polled.kind === 'pending') {
      await reader.available();
    }
  }
  return rows;
}
