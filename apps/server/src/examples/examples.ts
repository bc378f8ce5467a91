import type { Clock, Random } from '@riffle/base';
import type { AwsSide } from '../aws/aws-side.ts';
import type { Notebook } from '../notebook/notebook.ts';
import { startTradeGenerator, type Trade } from './trade-generator.ts';
import { EXAMPLES_DATABASE, EXAMPLES_STREAM, EXAMPLES_TABLE, WELCOME_PATH, welcomeParagraphs } from './welcome-note.ts';

export interface ExamplesOptions {
  readonly aws: AwsSide;
  readonly notebook: Notebook;
  readonly clock: Clock;
  readonly random: Random;
}

export interface Examples {
  stop(): void;
}

/**
 * Makes what the welcome note reads, where it is missing, and keeps its stream flowing. A note or table that a person
 * has deleted stays deleted: both are made in a new home only.
 */
export async function startExamples(options: ExamplesOptions): Promise<Examples> {
  const { aws, notebook, clock, random } = options;
  if (aws.isNewHome) {
    await aws.streams.create({ name: EXAMPLES_STREAM, shardCount: 1 });
    aws.glue.createDatabase(EXAMPLES_DATABASE, { Description: 'The examples of the welcome note' });
    aws.glue.createTable(EXAMPLES_DATABASE, EXAMPLES_TABLE, exampleTable());
    await notebook.notes.create(WELCOME_PATH, welcomeParagraphs);
  }
  if (aws.streams.find(EXAMPLES_STREAM) === undefined) {
    return { stop: () => undefined };
  }
  const put = async (trades: readonly Trade[]): Promise<void> => {
    const records = trades.map((trade) => ({
      partitionKey: trade.ticker,
      data: Buffer.from(JSON.stringify(trade)),
    }));
    await aws.streams.putRecords(EXAMPLES_STREAM, records);
  };
  return { stop: startTradeGenerator({ clock, random, put }) };
}

/** The table as another tool would have made it: columns, a Kinesis location, and which of them is the event time. */
function exampleTable(): Record<string, unknown> {
  return {
    Description: 'Trades of a few stocks, made up as time goes by',
    TableType: 'EXTERNAL_TABLE',
    Parameters: {
      classification: 'json',
      'managed-flink.rowtime': 'event_time',
      'managed-flink.watermark.event_time.milliseconds': '1000',
    },
    StorageDescriptor: {
      Columns: [
        { Name: 'event_time', Type: 'timestamp' },
        { Name: 'ticker', Type: 'string' },
        { Name: 'price', Type: 'double' },
        { Name: 'volume', Type: 'bigint' },
      ],
      Location: EXAMPLES_STREAM,
      Parameters: {
        typeOfData: 'kinesis',
        streamARN: `arn:aws:kinesis:us-east-1:012345678901:stream/${EXAMPLES_STREAM}`,
      },
      SerdeInfo: { SerializationLibrary: 'org.openx.data.jsonserde.JsonSerDe' },
    },
  };
}
