import { expect, test } from 'vitest';
import { runDocsCases } from './docs.ts';

const page = (id: string, fields: object): string => JSON.stringify({ id, ...fields });

const BID = {
  columns: ['bidtime', 'price'],
  rows: [
    ['2020-04-15 08:05', '4.00'],
    ['2020-04-15 08:17', '2.00'],
  ],
  types: { bidtime: 'TIMESTAMP(3) *ROWTIME*', price: 'DECIMAL(10, 2)' },
  watermark: "`bidtime` - INTERVAL '1' SECOND",
};

const WINDOWS =
  "SELECT window_start, SUM(price) AS total FROM TUMBLE(TABLE Bid, DESCRIPTOR(bidtime), INTERVAL '10' MINUTES) GROUP BY window_start, window_end";

test('the rows of a page are the rows of its query, as the page prints them', async () => {
  const results = await runDocsCases([
    page('right', {
      query: WINDOWS,
      inputs: { Bid: BID },
      rows: [
        ['2020-04-15 08:10', '2.00'],
        ['2020-04-15 08:00', '4.00'],
      ],
    }),
    page('wrong', { query: WINDOWS, inputs: { Bid: BID }, rows: [['2020-04-15 08:10', '2.00']] }),
    page('no table', { query: 'SELECT * FROM Bid', rows: [['1']] }),
    page('no such column', { query: 'SELECT nothing FROM (VALUES (1)) AS t(a)', rows: [['1']] }),
  ]);
  expect(results.map(({ status }) => status)).toEqual(['pass', 'fail', 'notSupported', 'fail']);
  expect(results[1]?.reason).toBe('not expected: (2020-04-15 08:00, 4.00)');
});
