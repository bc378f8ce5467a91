// A process for the kill test: puts numbered records into a stream and says on standard output which are acknowledged.
// Arguments: the folder of the store, the stream, the number of the first record.
import { systemClock } from '@riffle/base';
import { openStreamStore } from '../kinesis/store/stream-store.ts';

const [folder = '', name = '', firstText = '0'] = process.argv.slice(2);
const WRITERS = 8;
const BATCH = 20;

const store = await openStreamStore(folder, { clock: systemClock, segmentBytes: 64 << 10 });
if (store.find(name) === undefined) {
  await store.create({ name, shardCount: 2 });
}
let next = Number(firstText);

async function putForever(): Promise<void> {
  for (;;) {
    const numbers = Array.from({ length: BATCH }, () => next++);
    const entries = numbers.map((number) => ({
      partitionKey: `key-${number % 7}`,
      data: Buffer.from(`${number} ${'x'.repeat(number % 200)}`),
    }));
    const outcomes = await store.putRecords(name, entries);
    const told = outcomes.flatMap((outcome, index) =>
      'failure' in outcome ? [] : [`${numbers[index]} ${outcome.shardId} ${outcome.sequenceNumber}\n`],
    );
    process.stdout.write(told.join(''));
  }
}

await Promise.all(Array.from({ length: WRITERS }, putForever));
