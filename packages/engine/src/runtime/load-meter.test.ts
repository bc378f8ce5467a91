import { VirtualClock } from '@riffle/base';
import { expect, test } from 'vitest';
import { LoadMeter } from './load-meter.ts';

test('an operator is charged only for the time between those it hands rows to', () => {
  const clock = new VirtualClock(1000);
  const meter = new LoadMeter(clock);
  const [source, calc, sink] = [{ selfMs: 0 }, { selfMs: 0 }, { selfMs: 0 }];
  const outer = meter.enter(source);
  clock.advanceTo(1002);
  const beforeCalc = meter.enter(calc);
  clock.advanceTo(1007);
  const beforeSink = meter.enter(sink);
  clock.advanceTo(1020);
  meter.leave(beforeSink);
  clock.advanceTo(1021);
  meter.leave(beforeCalc);
  clock.advanceTo(1025);
  meter.leave(outer);
  clock.advanceTo(2000);
  expect([source.selfMs, calc.selfMs, sink.selfMs]).toEqual([6, 6, 13]);
});
