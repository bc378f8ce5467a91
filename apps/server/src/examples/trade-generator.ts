import type { CancelTimer, Clock, Millis, Random } from '@riffle/base';

/** Trades a second, in a few bundles so that the table moves smoothly. */
const TRADES_PER_SECOND = 10;
const BUNDLE_INTERVAL: Millis = 100;

/** Where each price begins and is pulled back to: close together, so that they share a chart well. */
const TICKERS: readonly (readonly [ticker: string, price: number])[] = [
  ['AMZN', 104],
  ['GOOG', 97],
  ['MSFT', 110],
  ['NFLX', 92],
  ['TSLA', 100],
];
/** Of the price where it began: how far one trade may move it, and how much of the way back it goes. */
const STEP = 0.012;
const PULL = 0.008;

export interface Trade {
  /** `2026-03-01 09:30:00.000`, UTC. */
  readonly event_time: string;
  readonly ticker: string;
  readonly price: number;
  readonly volume: number;
}

/** Gives trades whose prices wander: each step a small part of the price, pulled back to where it began. */
export function tradeMaker(random: Random): (now: Millis) => Trade {
  const prices = new Map(TICKERS);
  return (now) => {
    const [ticker, home] = random.pick(TICKERS);
    const price = prices.get(ticker) as number;
    const step = (random.next() - 0.5) * 2 * STEP * home + (home - price) * PULL;
    const next = Math.round((price + step) * 100) / 100;
    prices.set(ticker, next);
    return {
      event_time: new Date(now).toISOString().replace('T', ' ').slice(0, 23),
      ticker,
      price: next,
      volume: random.integer(1, 50) * 10,
    };
  };
}

export interface TradeGeneratorOptions {
  readonly clock: Clock;
  readonly random: Random;
  /** Takes the next trades; a failure skips them and the generator goes on. */
  put(trades: readonly Trade[]): Promise<void>;
}

/** Keeps the examples' stream flowing until the returned function is called. */
export function startTradeGenerator({ clock, random, put }: TradeGeneratorOptions): () => void {
  const make = tradeMaker(random);
  let cancel: CancelTimer;
  const step = (): void => {
    const now = clock.now();
    const trades = Array.from({ length: (TRADES_PER_SECOND * BUNDLE_INTERVAL) / 1000 }, () => make(now));
    void put(trades).catch(() => undefined);
    cancel = clock.schedule(now + BUNDLE_INTERVAL, step);
  };
  step();
  return () => cancel();
}
