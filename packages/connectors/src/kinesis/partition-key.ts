import { must, type Random } from '@riffle/base';
import { type Batch, formatValue, valueAt } from '@riffle/columns';
import type { SinkNode } from '@riffle/plan';
import type { KinesisSinkOptions } from './options.ts';

/** The service takes keys of 1 to 256 characters. */
const LONGEST_KEY = 256;

/** The partition key of a row, which decides the shard it goes to. */
export type PartitionKey = (batch: Batch, row: number) => string;

/** Keys by the columns of PARTITIONED BY; without it at random, or one for all rows of a subtask. */
export function partitionKeys(
  node: SinkNode,
  options: KinesisSinkOptions,
  setup: { readonly random: Random; readonly subtask: number; readonly zone: string },
): PartitionKey {
  if (node.partitionKeys.length > 0) {
    return byColumns(node, options.fieldDelimiter, setup.zone);
  }
  if (options.partitioner === 'fixed') {
    const key = String(setup.subtask);
    return () => key;
  }
  const { random } = setup;
  return () => `${random.integer(0, 0xffffffff).toString(36)}-${random.integer(0, 0xffffffff).toString(36)}`;
}

function byColumns(node: SinkNode, delimiter: string, zone: string): PartitionKey {
  const columns = node.partitionKeys.map((name) => {
    const index = node.physicalColumns.findIndex((column) => column.name === name);
    return { index, type: must(node.physicalColumns[index], `no partition column ${name}`).type };
  });
  return (batch, row) => {
    const parts = columns.map(({ index, type }) =>
      formatValue(valueAt(must(batch.columns[index]), row), type, { zone }),
    );
    const key = parts.join(delimiter).slice(0, LONGEST_KEY);
    return key === '' ? delimiter : key;
  };
}
