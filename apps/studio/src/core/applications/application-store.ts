/** Applications as the server tells them while somebody looks: the list, one of them, its log. */
import type { ApplicationSummary, ApplicationView, Event, LogLineView } from '@riffle/protocol';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Connection } from '../connection/connection.ts';
import type { RateHistory } from '../jobs/rate-history.ts';

/** A line of a log, with a number that stays its own. */
export interface NumberedLine extends LogLineView {
  readonly number: number;
}

export interface ApplicationsState {
  /** Null before the first answer. */
  readonly list: readonly ApplicationSummary[] | null;
  /** Those that are looked at, by name; null when there is none of that name. */
  readonly open: Readonly<Record<string, ApplicationView | null>>;
  /** By name, oldest first. */
  readonly logs: Readonly<Record<string, readonly NumberedLine[]>>;
  /** Why something that was asked of an application was not done, by its name; under '' for the list. */
  readonly problems: Readonly<Record<string, string>>;
}

export interface ApplicationWatch {
  readonly store: StoreApi<ApplicationsState>;
  /** Looks until what they give is called. */
  watchList(): () => void;
  watch(name: string): () => void;
  watchLog(name: string): () => void;
  receive(event: Event): void;
  /** On a new line to the server: asks anew for whatever is looked at. */
  resume(): void;
}

/** Lines of a log that are kept here; older ones are in the file. */
export const MOST_LINES = 5000;

/** What one looks at, and how to ask for it. */
interface Look {
  lookers: number;
  readonly ask: () => Promise<void>;
}

export function createApplicationWatch(
  connection: Pick<Connection, 'request'>,
  rates: Pick<RateHistory, 'add'>,
): ApplicationWatch {
  const store = createStore<ApplicationsState>(() => ({ list: null, open: {}, logs: {}, problems: {} }));
  const looks = new Map<string, Look>();
  let nextLine = 1;

  function look(key: string, ask: () => Promise<void>, away: () => Promise<unknown>): () => void {
    const known = looks.get(key) ?? { lookers: 0, ask };
    known.lookers += 1;
    looks.set(key, known);
    if (known.lookers === 1) {
      quietly(ask());
    }
    let over = false;
    return () => {
      if (over) {
        return;
      }
      over = true;
      known.lookers -= 1;
      if (known.lookers === 0) {
        looks.delete(key);
        quietly(away());
      }
    };
  }

  function show(name: string, application: ApplicationView | null): void {
    store.setState(({ open }) => ({ open: { ...open, [name]: application } }));
    if (application?.job !== null && application?.job !== undefined && application.runningSince !== null) {
      rates.add({ ...application.job, jobId: rateKey(name) });
    }
  }

  function addLines(name: string, lines: readonly LogLineView[], before: readonly NumberedLine[]): void {
    const numbered = lines.map((line) => ({ ...line, number: nextLine++ }));
    store.setState(({ logs }) => ({ logs: { ...logs, [name]: [...before, ...numbered].slice(-MOST_LINES) } }));
  }

  return {
    store,
    watchList: () =>
      look(
        'list',
        async () => {
          const { applications } = await connection.request('watch-applications', {});
          store.setState({ list: applications });
        },
        () => connection.request('unwatch-applications', {}),
      ),
    watch: (name) =>
      look(
        `application ${name}`,
        async () => show(name, (await connection.request('watch-application', { name })).application),
        () => connection.request('unwatch-application', { name }),
      ),
    watchLog: (name) =>
      look(
        `log ${name}`,
        async () => addLines(name, (await connection.request('watch-application-log', { name })).lines, []),
        () => connection.request('unwatch-application-log', { name }),
      ),
    receive(event) {
      switch (event.op) {
        case 'applications':
          store.setState({ list: event.applications });
          break;
        case 'application':
          show(event.application.name, event.application);
          break;
        case 'application-gone':
          show(event.name, null);
          break;
        case 'application-log':
          addLines(event.name, event.lines, store.getState().logs[event.name] ?? []);
          break;
        default:
          break;
      }
    },
    resume() {
      for (const { ask } of looks.values()) {
        quietly(ask());
      }
    },
  };
}

/** Where the rates of an application are kept among those of jobs. */
export function rateKey(name: string): string {
  return `application ${name}`;
}

/** Without a line there is nothing to tell: it is asked again on the next one. */
function quietly(work: Promise<unknown>): void {
  work.catch(() => undefined);
}
