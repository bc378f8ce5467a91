import { batchOf, types } from '@riffle/columns';
import { describe, expect, it } from 'vitest';
import { createConnectorRuntime } from './runtime.ts';
import { sinkNode, sourceNode, testContext, testEnvironment } from './testing/connector-harness.ts';

describe('createConnectorRuntime', () => {
  const runtime = createConnectorRuntime(testEnvironment());
  const columns = { id: types.int() };
  const { context } = testContext();

  it('opens tables by their connector', async () => {
    const sink = await runtime.openSink(sinkNode(columns, { connector: 'blackhole' }), context);
    sink.write(batchOf([types.int()], [[1]]));
    expect([sink.ready(), await sink.prepareCommit(1), sink.snapshot()]).toEqual([null, null, null]);
    const source = await runtime.openSource(sourceNode(columns, { connector: 'datagen' }), context);
    expect(source.splits()).toEqual(['datagen-0-of-1']);
  });

  it('says what is wrong with a connector', async () => {
    const unknown = runtime.openSink(sinkNode(columns, { connector: 'prnt' }), context);
    await expect(unknown).rejects.toThrow("uses the connector 'prnt', which is not known. Did you mean 'print'?");
    const unreadable = runtime.openSource(sourceNode(columns, { connector: 'print' }), context);
    await expect(unreadable).rejects.toThrow("Tables of the connector 'print' cannot be read, only written.");
    const unwritable = runtime.openSink(sinkNode(columns, { connector: 'datagen' }), context);
    await expect(unwritable).rejects.toThrow("Tables of the connector 'datagen' cannot be written, only read.");
  });
});
