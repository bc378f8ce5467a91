import { seededRandom } from '@riffle/base';
import { type LogicalType, MILLIS_PER_DAY, ticksOf, types, type Value } from '@riffle/columns';
import { describe, expect, test } from 'vitest';
import {
  callScalar,
  column,
  constant,
  scalarNamed,
  symbol,
  TEST_CONTEXT,
  type TestArgument,
  text,
} from '../testing/scalar-call.ts';
import { intervalOperators, temporalFunctions } from './index.ts';

const ALL = [...temporalFunctions, ...intervalOperators];

function call(name: string, args: readonly TestArgument[], zone = 'UTC'): Value {
  return callScalar(scalarNamed(ALL, name), args, { zone }).value;
}

/** Milliseconds of an ISO text without a zone. */
const ms = (iso: string): number => Date.parse(`${iso}${iso.includes('T') ? '' : 'T00:00:00'}Z`);
const date = (iso: string): TestArgument => constant(types.date(), ms(iso) / MILLIS_PER_DAY);
const timestamp = (iso: string, precision = 3): TestArgument =>
  constant(types.timestamp(precision), ticksOf(ms(iso), 0, precision));
const time = (iso: string): TestArgument => constant(types.time(), ms(`1970-01-01T${iso}`));

describe('EXTRACT', () => {
  const extract = (unit: string, source: TestArgument, zone?: string): Value =>
    call('EXTRACT', [symbol(unit), source], zone);

  test.each([
    ['MILLENNIUM', 3],
    ['CENTURY', 21],
    ['DECADE', 202],
    ['YEAR', 2020],
    ['QUARTER', 1],
    ['MONTH', 2],
    ['WEEK', 9],
    ['DAY', 29],
    ['DOY', 60],
    ['DOW', 7],
    ['ISODOW', 6],
    ['HOUR', 1],
    ['MINUTE', 56],
    ['SECOND', 59],
    ['MILLISECOND', 987],
    ['MICROSECOND', 987654],
    ['NANOSECOND', 987654321],
    ['EPOCH', 1582941419],
  ])('%s', (unit, expected) => {
    const ticks = ticksOf(ms('2020-02-29T01:56:59.987'), 654_321, 9);
    expect(extract(unit, constant(types.timestamp(9), ticks))).toBe(expected);
  });

  test('agrees with Temporal on any day', () => {
    const random = seededRandom(7);
    for (let i = 0; i < 500; i++) {
      const millis = random.integer(-62e12, 253e12);
      const expected = Temporal.Instant.fromEpochMilliseconds(millis).toZonedDateTimeISO('UTC');
      const source = column(types.timestamp(3), millis);
      expect(
        ['YEAR', 'MONTH', 'DAY', 'HOUR', 'MINUTE', 'SECOND', 'DOY', 'ISODOW', 'WEEK', 'ISOYEAR'].map((unit) =>
          extract(unit, source),
        ),
      ).toEqual([
        expected.year,
        expected.month,
        expected.day,
        expected.hour,
        expected.minute,
        expected.second,
        expected.dayOfYear,
        expected.dayOfWeek,
        expected.weekOfYear,
        expected.yearOfWeek,
      ]);
    }
  });

  test('a zoned timestamp is read in the session zone', () => {
    expect(extract('HOUR', constant(types.timestampLtz(3), 0), 'Asia/Shanghai')).toBe(8);
    expect(extract('EPOCH', constant(types.timestampLtz(3), 0), 'Asia/Shanghai')).toBe(28_800);
  });

  test('intervals', () => {
    const span = constant(types.dayTimeInterval(), ((16_979 * 24 + 7) * 60 + 23) * 60_000 + 33_000);
    expect(['DAY', 'HOUR', 'MINUTE', 'SECOND'].map((unit) => extract(unit, span))).toEqual([16_979, 7, 23, 33]);
    const months = constant(types.yearMonthInterval(), 25);
    expect(['YEAR', 'QUARTER', 'MONTH'].map((unit) => extract(unit, months))).toEqual([2, 1, 1]);
  });

  test('a part the source does not have is refused', () => {
    expect(() => extract('NANOSECOND', date('2020-01-01'))).toThrow('NANOSECOND can not be applied');
    expect(() => extract('YEAR', time('10:00:00'))).toThrow('YEAR can not be applied');
    expect(() => extract('MICROSECOND', time('10:00:00'))).toThrow('MICROSECOND can not be applied');
  });
});

test('inline parts are those of the body', () => {
  const random = seededRandom(5);
  const definition = scalarNamed(ALL, 'EXTRACT');
  for (const unit of ['HOUR', 'MINUTE', 'SECOND', 'MILLISECOND']) {
    const source = definition.inline?.([`"${unit}"`, 'x'], [types.symbol(), types.timestamp(3)], types.bigint());
    const inline = new Function('x', `return ${source}`) as (x: number) => number;
    for (let i = 0; i < 100; i++) {
      const x = random.integer(-1e13, 1e13);
      expect(inline(x)).toBe(call('EXTRACT', [symbol(unit), column(types.timestamp(3), x)]));
    }
  }
});

describe('FLOOR and CEIL', () => {
  const round = (name: string, unit: string, source: TestArgument, zone?: string): Value =>
    call(`${name} TO`, [source, symbol(unit)], zone);

  test.each([
    ['SECOND', '2020-02-29T01:56:59', '2020-02-29T01:57:00'],
    ['MINUTE', '2020-02-29T01:56:00', '2020-02-29T01:57:00'],
    ['HOUR', '2020-02-29T01:00:00', '2020-02-29T02:00:00'],
    ['DAY', '2020-02-29', '2020-03-01'],
    ['WEEK', '2020-02-23', '2020-03-01'],
    ['MONTH', '2020-02-01', '2020-03-01'],
    ['QUARTER', '2020-01-01', '2020-04-01'],
    ['YEAR', '2020-01-01', '2021-01-01'],
    ['DECADE', '2020-01-01', '2030-01-01'],
    ['CENTURY', '2001-01-01', '2101-01-01'],
    ['MILLENNIUM', '2001-01-01', '3001-01-01'],
  ])('%s', (unit, floor, ceil) => {
    const source = timestamp('2020-02-29T01:56:59.987');
    expect([round('FLOOR', unit, source), round('CEIL', unit, source)]).toEqual([ms(floor), ms(ceil)]);
  });

  test('dates, times and zones', () => {
    expect(round('CEIL', 'DAY', date('1990-10-14'))).toBe(ms('1990-10-15') / MILLIS_PER_DAY);
    expect(round('FLOOR', 'HOUR', date('1990-10-14'))).toBe(ms('1990-10-14') / MILLIS_PER_DAY);
    expect(round('CEIL', 'MINUTE', time('12:44:31'))).toBe(ms('1970-01-01T12:45:00'));
    const instant = constant(types.timestampLtz(3), ms('2024-05-05T20:30:00'));
    expect(round('FLOOR', 'DAY', instant, 'Asia/Shanghai')).toBe(ms('2024-05-05T16:00:00'));
  });

  test('the inline form computes what the body computes', () => {
    const random = seededRandom(3);
    for (const name of ['FLOOR TO', 'CEIL TO']) {
      const definition = scalarNamed(ALL, name);
      const source = definition.inline?.(['x', '"HOUR"'], [types.timestamp(3), types.symbol()], types.timestamp(3));
      const inline = new Function('x', `return ${source}`) as (x: number) => number;
      for (let i = 0; i < 100; i++) {
        const x = random.integer(-1e13, 1e13);
        expect(inline(x)).toBe(call(name, [column(types.timestamp(3), x), symbol('HOUR')]));
      }
    }
  });
});

describe('moving', () => {
  const days = (n: number): TestArgument => constant(types.dayTimeInterval('DAY'), n * MILLIS_PER_DAY);
  const months = (n: number): TestArgument => constant(types.yearMonthInterval('MONTH'), n);
  const typeOf = (name: string, args: readonly TestArgument[]): LogicalType =>
    callScalar(scalarNamed(ALL, name), args).type;

  test('by months agrees with Temporal', () => {
    const random = seededRandom(11);
    for (let i = 0; i < 300; i++) {
      const day = random.integer(-700_000, 2_900_000);
      const by = random.integer(-600, 600);
      const start = Temporal.PlainDate.from('1970-01-01').add({ days: day });
      const expected = start.add({ months: by }).since('1970-01-01').days;
      expect(call('+', [column(types.date(), day), months(by)])).toBe(expected);
      expect(call('-', [column(types.date(), day), months(-by)])).toBe(expected);
    }
  });

  test('operators keep the type and its precision', () => {
    expect(call('+', [timestamp('1990-10-14T10:20:45.123'), days(10)])).toBe(ms('1990-10-24T10:20:45.123'));
    expect(call('+', [days(-30), date('1990-10-14')])).toBe(ms('1990-09-14') / MILLIS_PER_DAY);
    expect(call('-', [time('01:00:00'), constant(types.dayTimeInterval('HOUR'), 7_200_000)])).toBe(
      ms('1970-01-01T23:00:00'),
    );
    expect(typeOf('-', [column(types.timestamp(9, 'rowtime'), 0), days(1)])).toEqual(types.timestamp(9));
    expect(typeOf('+', [column(types.date(), 0), column(types.dayTimeInterval('HOUR'), 0)])).toEqual(types.date());
    const nanos = ticksOf(ms('1970-02-01'), 456_789, 9);
    expect(call('-', [constant(types.timestamp(9), nanos), months(1)])).toBe(ticksOf(0, 456_789, 9));
  });

  test('intervals add up and multiply', () => {
    expect(call('+', [months(96), months(10)])).toBe(106);
    expect(call('*', [days(2), constant(types.int(), 3)])).toBe(6 * MILLIS_PER_DAY);
    expect(call('/', [days(3), constant(types.decimal(2, 1), 15)])).toBe(2 * MILLIS_PER_DAY);
  });

  test.each([
    ['MONTH', 5, date('2016-01-31'), ms('2016-06-30') / MILLIS_PER_DAY],
    ['WEEK', -1, date('2016-03-31'), ms('2016-03-24') / MILLIS_PER_DAY],
    ['QUARTER', -61, timestamp('2017-11-29T22:58:58.998'), ms('2002-08-29T22:58:58.998')],
    ['SQL_TSI_HOUR', -1000, timestamp('2017-11-29T22:58:58.998'), ms('2017-10-19T06:58:58.998')],
    ['MINUTE', 1, time('23:59:59'), ms('1970-01-01T00:00:59')],
    ['DAY', 15, time('23:59:59'), ms('1970-01-01T23:59:59')],
    ['SECOND', -1, date('2016-06-15'), ms('2016-06-14T23:59:59') * 1_000],
  ] as const)('TIMESTAMPADD %s %i', (unit, count, source, expected) => {
    expect(call('TIMESTAMPADD', [symbol(unit), constant(types.int(), count), source])).toBe(expected);
  });

  test('TIMESTAMPADD with clock units makes a date a timestamp', () => {
    expect(typeOf('TIMESTAMPADD', [symbol('SECOND'), column(types.int(), 1), column(types.date(), 0)])).toEqual(
      types.timestamp(6),
    );
    expect(() =>
      typeOf('TIMESTAMPADD', [symbol('YEAR'), constant(types.decimal(2, 1), 10), date('2016-01-01')]),
    ).toThrow('not a DECIMAL');
  });

  test.each([
    ['MONTH', timestamp('2016-06-15T11:00:00'), date('2018-05-19'), 23],
    ['MONTH', date('2019-09-01'), date('2016-08-01'), -37],
    ['QUARTER', date('2016-06-15'), timestamp('2018-06-16T11:11:11'), 8],
    ['WEEK', date('2016-08-15'), date('2016-06-18'), -8],
    ['HOUR', date('2016-06-15'), timestamp('2016-06-16T11:11:11'), 35],
    ['SECOND', timestamp('2016-06-15T11:00:00'), date('2016-06-19'), 306_000],
    ['MONTH', date('2021-01-04'), time('00:00:00'), -612],
  ] as const)('TIMESTAMPDIFF %s', (unit, from, to, expected) => {
    expect(call('TIMESTAMPDIFF', [symbol(unit), from, to])).toBe(expected);
  });
});

test('OVERLAPS', () => {
  const hours = (n: number): TestArgument => constant(types.dayTimeInterval('HOUR'), n * 3_600_000);
  expect(call('OVERLAPS', [time('02:55:00'), hours(1), time('03:30:00'), hours(2)])).toBe(true);
  expect(call('OVERLAPS', [time('09:00:00'), time('10:00:00'), time('10:15:00'), hours(3)])).toBe(false);
  expect(
    call('OVERLAPS', [
      timestamp('2011-03-10T05:02:02'),
      hours(0),
      timestamp('2011-03-10T05:02:02'),
      timestamp('2011-03-10T05:02:01'),
    ]),
  ).toBe(true);
});

describe('text to time', () => {
  test.each([
    ['1970-01-01 00:00:00.123456789', undefined, ms('1970-01-01T00:00:00.123')],
    ['2017-9-5', undefined, ms('2017-09-05')],
    ['2017-02-31 24:00:00', undefined, ms('2017-03-01')],
    ['2017-09-15T00:00:00', undefined, null],
    ['2017/09/15', 'yyyy/MM/dd', ms('2017-09-15')],
    ['20170915 123456', 'yyyyMMdd HHmmss', ms('2017-09-15T12:34:56')],
    ['20000202 59:59.1234567', 'yyyyMMdd mm:ss.SSSSSSS', ms('2000-02-02T00:59:59.123')],
    ['1234567', 'SSSSSSS', 123],
    ['2017-09-15 00:00:00.12345', 'yyyy-MM-dd HH:mm:ss.SSS', ms('2017-09-15T00:00:00.123')],
    ['15 Sep 2017, 03:04 PM', 'dd MMM yyyy, hh:mm a', ms('2017-09-15T15:04:00')],
    ['2017-09-15 and', 'yyyy-MM-dd', null],
    ['2017-13-15', 'yyyy-MM-dd', null],
  ] as const)('TO_TIMESTAMP %s %s', (given, pattern, expected) => {
    expect(call('TO_TIMESTAMP', pattern === undefined ? [text(given)] : [text(given), text(pattern)])).toBe(expected);
  });

  test('TO_TIMESTAMP_LTZ', () => {
    const ltz = (value: TestArgument, precision: number): Value =>
      call('TO_TIMESTAMP_LTZ', [value, constant(types.int(), precision)], 'Asia/Shanghai');
    expect(ltz(constant(types.bigint(), 1234), 3)).toBe(1234);
    expect(ltz(constant(types.float(), Math.fround(100.01)), 0)).toBe(100_010);
    expect(ltz(constant(types.decimal(5, 2), 10_001), 0)).toBe(100_000);
    expect(ltz(constant(types.bigint(), 253_402_300_800_000), 3)).toBeNull();
    expect(() => ltz(constant(types.int(), 12), 1)).toThrow("The precision value '1'");
    expect(
      call('TO_TIMESTAMP_LTZ', [text('01/01/2023 08:00:00'), text('dd/MM/yyyy HH:mm:ss'), text('America/Los_Angeles')]),
    ).toBe(ms('2023-01-01T16:00:00'));
    expect(
      call('TO_TIMESTAMP_LTZ', [text('2023-01-01 08:00:00'), text('yyyy-MM-dd HH:mm:ss'), text('no zone')]),
    ).toBeNull();
  });

  test('TO_DATE and UNIX_TIMESTAMP', () => {
    expect(call('TO_DATE', [text('2017-09-15 00:00:00')])).toBe(ms('2017-09-15') / MILLIS_PER_DAY);
    expect(call('TO_DATE', [text('15.9.17'), text('dd.MM.yy')])).toBe(ms('2017-09-15') / MILLIS_PER_DAY);
    expect(call('UNIX_TIMESTAMP', [text('2015/07/25 02:02:02.6'), text('yyyy/MM/dd HH:mm:ss.S')])).toBe(1_437_789_722);
    expect(call('UNIX_TIMESTAMP', [text('1970-01-01 08:00:10')], 'Asia/Shanghai')).toBe(10);
    expect(call('UNIX_TIMESTAMP', [text('no time')])).toBe(-(2n ** 63n));
    expect(call('UNIX_TIMESTAMP', [text('99999999999999999999'), text('D')])).toBe(-(2n ** 63n));
    expect(call('TO_DATE', [text('32.13.2017 and more'), text('dd.MM.yyyy')])).toBe(ms('2018-02-01') / MILLIS_PER_DAY);
    expect(call('UNIX_TIMESTAMP', [])).toBe(1_700_000_000);
  });
});

describe('time to text', () => {
  test.each([
    ['yyyy/MM/dd HH:mm:ss.SSSSSS', '2018/03/04 13:02:03.045678'],
    ["EEE, d MMMM yy 'at' h:mm a", 'Sun, 4 March 18 at 1:02 PM'],
    ['QQQ, D, kk, uuuu', 'Q1, 63, 13, 2018'],
    ['YYYY-ww', '2018-10'],
    ['[yyyy][-MM]', '2018-03'],
    ["''o''clock''", null],
  ])('DATE_FORMAT %s', (pattern, expected) => {
    const source = constant(types.timestamp(6), ticksOf(ms('2018-03-04T13:02:03.045'), 678_000, 6));
    if (expected === null) {
      expect(() => call('DATE_FORMAT', [source, text(pattern)])).toThrow('"o"');
    } else {
      expect(call('DATE_FORMAT', [source, text(pattern)])).toBe(expected);
    }
  });

  test('a constant pattern gives what a varying one gives', () => {
    const random = seededRandom(9);
    for (const pattern of ['yyyy-MM-dd', 'HH:mm', 'E HH', 'ss', 'yyyy HH:mm:ss.SSS', '[yyyy[ mm]]']) {
      const body = scalarNamed(ALL, 'DATE_FORMAT').compile({
        argumentTypes: [types.timestamp(3), types.string()],
        resultType: types.string(),
        literals: [undefined, pattern],
        context: TEST_CONTEXT,
      });
      for (let i = 0; i < 50; i++) {
        const millis = random.integer(-200_000, 200_000);
        const varying = call('DATE_FORMAT', [column(types.timestamp(3), millis), column(types.string(), pattern)]);
        expect(body(millis, pattern)).toBe(varying);
      }
    }
  });

  test('zones', () => {
    expect(call('DATE_FORMAT', [constant(types.timestampLtz(3), 0), text('HH:mm')], 'Asia/Tokyo')).toBe('09:00');
    expect(call('FROM_UNIXTIME', [constant(types.bigint(), 44), text('yy-MM-dd HH-mm-ss')], 'Asia/Tokyo')).toBe(
      '70-01-01 09-00-44',
    );
    expect(call('FROM_UNIXTIME', [constant(types.bigint(), 1_111_885_200)], 'MET')).toBe('2005-03-27 03:00:00');
    expect(call('CONVERT_TZ', [text('2018-03-14 11:00:00'), text('UTC'), text('Asia/Shanghai')])).toBe(
      '2018-03-14 19:00:00',
    );
    expect(call('CONVERT_TZ', [text('2018-03-14 11:00:00'), text('PST'), text('no zone')])).toBe('2018-03-14 18:00:00');
    expect(call('CONVERT_TZ', [text('nothing'), text('UTC'), text('Asia/Shanghai')])).toBeNull();
    expect(call('DATE_FORMAT', [text('2018-03-14 01:02:03'), text('yyyy/MM/dd')])).toBe('2018/03/14');
  });
});

test('the current time is of the instant passed, in the session zone', () => {
  const instant = column(types.timestampLtz(3), ms('2024-05-05T20:30:00.123'));
  const at = (name: string): Value => call(name, [instant], 'Asia/Shanghai');
  expect(at('CURRENT_DATE')).toBe(ms('2024-05-06') / MILLIS_PER_DAY);
  expect(at('LOCALTIME')).toBe(ms('1970-01-01T04:30:00.123'));
  expect(at('LOCALTIMESTAMP')).toBe(ms('2024-05-06T04:30:00.123'));
  expect(at('NOW')).toBe(ms('2024-05-05T20:30:00.123'));
  expect(call('CURRENT_TIMESTAMP', [])).toBe(1_700_000_000_000);
});
