/** The last minute of each job's rates, one value a second, for the small curves beside figures. */
import { createStore, type StoreApi } from 'zustand/vanilla';

export interface Rates {
  readonly in: readonly number[];
  readonly out: readonly number[];
}

export interface RateHistory {
  readonly store: StoreApi<Readonly<Record<string, Rates>>>;
  add(job: { readonly jobId: string; readonly rowsInPerSecond: number; readonly rowsOutPerSecond: number }): void;
}

const KEPT_SECONDS = 60;
const KEPT_JOBS = 30;

export function createRateHistory(): RateHistory {
  const store = createStore<Readonly<Record<string, Rates>>>(() => ({}));
  return {
    store,
    add({ jobId, rowsInPerSecond, rowsOutPerSecond }) {
      const { [jobId]: before, ...others } = store.getState();
      const rates: Rates = {
        in: [...(before?.in ?? []), rowsInPerSecond].slice(-KEPT_SECONDS),
        out: [...(before?.out ?? []), rowsOutPerSecond].slice(-KEPT_SECONDS),
      };
      const kept = Object.entries(others).slice(-(KEPT_JOBS - 1));
      store.setState({ ...Object.fromEntries(kept), [jobId]: rates }, true);
    },
  };
}
