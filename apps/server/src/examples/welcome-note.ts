import type { ChartSettings } from '@riffle/protocol';
import { patchDisplay } from '../notebook/cell-displays.ts';
import type { ParagraphInput } from '../notebook/note-book.ts';

export const WELCOME_PATH = '/Welcome';

/** The Glue database and stream of the examples; the names of the guide's tutorials are never taken. */
export const EXAMPLES_DATABASE = 'examples';
export const EXAMPLES_STREAM = 'riffle-examples-stocks';
export const EXAMPLES_TABLE = 'stocks';

const PIVOT: Omit<ChartSettings, 'kind'> = {
  keys: [],
  groups: [],
  values: [],
  stacking: 'none',
  logScale: false,
  scatter: {},
};

/** The note a new home begins with. Its stream flows from the start, so that every cell can be run at once. */
export const welcomeParagraphs: readonly ParagraphInput[] = [
  {
    text: `%md
# A stream is flowing

Trades of a few stocks arrive in \`examples.stocks\`, a table on a Kinesis stream of this machine.
Press **Run** in the next cell (or **Shift + Enter**) and watch them come in.`,
  },
  {
    title: 'Every trade',
    text: `%flink.ssql
SELECT event_time, ticker, price, volume
FROM examples.stocks`,
  },
  {
    text: `%md
The next query counts and averages in windows of ten seconds of *event time*. A window is final once the
watermark has passed its end, so rows appear every ten seconds and never change again.`,
  },
  {
    title: 'Average price in ten seconds',
    text: `%flink.ssql
SELECT window_end, ticker, AVG(price) AS average_price, COUNT(*) AS trades
FROM TUMBLE(TABLE examples.stocks, DESCRIPTOR(event_time), INTERVAL '10' SECOND)
GROUP BY window_start, window_end, ticker`,
    config: patchDisplay(
      {},
      {
        index: 0,
        view: 'split',
        chart: {
          ...PIVOT,
          kind: 'line',
          keys: ['window_end'],
          groups: ['ticker'],
          values: [{ name: 'average_price', aggregation: 'avg' }],
        },
      },
      ['window_end', 'ticker', 'average_price', 'trades'],
    ),
  },
  {
    text: `%md
Without a window a query keeps one row for each key and *updates* it with every trade: the view follows by itself.`,
  },
  {
    title: 'So far',
    text: `%flink.ssql
SELECT ticker, COUNT(*) AS trades, MIN(price) AS low, MAX(price) AS high, SUM(volume) AS volume
FROM examples.stocks
GROUP BY ticker`,
    config: patchDisplay(
      {},
      {
        index: 0,
        view: 'split',
        chart: { ...PIVOT, kind: 'bar', keys: ['ticker'], values: [{ name: 'trades', aggregation: 'sum' }] },
      },
      ['ticker', 'trades', 'low', 'high', 'volume'],
    ),
  },
  {
    text: `%md
Tables of your own are made with SQL, or from outside with the \`aws\` command line: \`npm start\` printed the two
variables that point it here. Make a note with **+** on the left, and begin.`,
  },
];
