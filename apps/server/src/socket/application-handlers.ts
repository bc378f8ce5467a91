import { nodeFiles } from '@riffle/base/node';
import type { ApplicationSummary, applicationRequests, Event } from '@riffle/protocol';
import type { ApplicationDesk } from '../applications/application-desk.ts';
import { LogTail } from '../applications/log-tail.ts';
import type { Notebook } from '../notebook/notebook.ts';
import { NotebookError } from '../notebook/notebook-error.ts';
import type { Handlers } from './handlers.ts';

export interface ApplicationSide {
  readonly desk: ApplicationDesk;
  /** Other notebooks are none of this caller's business; what is deployed from notebooks is. */
  readonly ownOnly: boolean;
}

export interface ApplicationHandlers {
  readonly handlers: Handlers<keyof typeof applicationRequests>;
  /** The connection is over: nothing is looked at for it any more. */
  close(): void;
}

/** Answers what is asked about applications, and sends one connection what it looks at. */
export function applicationHandlers(
  { desk, ownOnly }: ApplicationSide,
  notebook: Notebook,
  send: (event: Event) => void,
): ApplicationHandlers {
  const looking = new Map<string, () => void>();
  const look = (key: string, begin: () => () => void): void => {
    looking.get(key)?.();
    looking.set(key, begin());
  };
  const lookAway = (key: string): Record<string, never> => {
    looking.get(key)?.();
    looking.delete(key);
    return {};
  };
  const mayReach = ({ name, mode }: Pick<ApplicationSummary, 'name' | 'mode'>): boolean =>
    !ownOnly || mode === 'STREAMING' || name === notebook.name;
  const check = (name: string): void => {
    const mode = desk.modeOf(name);
    if (mode !== undefined && !mayReach({ name, mode })) {
      throw new NotebookError(
        'not-found',
        `This session is for the notebook ${notebook.name} and cannot reach ${name}.`,
      );
    }
  };
  const sendReachable = (event: Event): void => {
    send(event.op === 'applications' ? { ...event, applications: event.applications.filter(mayReach) } : event);
  };
  const done = (_work: unknown): Record<string, never> => ({});
  const handlers: ApplicationHandlers['handlers'] = {
    'watch-applications': async () => {
      look('list', () => desk.feed.watch(null, sendReachable));
      return { applications: (await desk.observer.list()).filter(mayReach) };
    },
    'unwatch-applications': async () => lookAway('list'),
    'watch-application': async ({ name }) => {
      look(`application ${name}`, () => desk.feed.watch(name, send));
      return { application: await desk.observer.one(name) };
    },
    'unwatch-application': async ({ name }) => lookAway(`application ${name}`),
    'watch-application-log': async ({ name }) => {
      const tail = new LogTail({
        folder: desk.files.logs(name),
        files: nodeFiles,
        clock: desk.clock,
        onLines: (lines) => send({ op: 'application-log', name, lines: [...lines] }),
      });
      look(`log ${name}`, () => () => tail.stop());
      return { lines: await tail.open() };
    },
    'unwatch-application-log': async ({ name }) => lookAway(`log ${name}`),
    'review-deploy': (asked) => desk.review({ notebook, ...asked }),
    'build-note': (asked) => desk.build(notebook, asked),
    'create-application': async (asked) => done(await desk.create(asked)),
    'update-application': async (asked) => done(await desk.update(asked)),
    'start-application': async (asked) => done(desk.start(asked)),
    'stop-application': async ({ name, force }) => done(desk.stop(name, force ? 'force' : 'graceful')),
    'roll-back-application': async ({ name, version }) => done(await desk.rollBack(name, version)),
    'delete-application': async ({ name, created }) => done(desk.delete(name, created)),
    'create-snapshot': async ({ name, snapshot }) => done(desk.createSnapshot(name, snapshot)),
    'delete-snapshot': async ({ name, snapshot, created }) => done(desk.deleteSnapshot(name, snapshot, created)),
    'tag-application': async (asked) => done(desk.tag(asked)),
    'compare-versions': (asked) => desk.compare(asked),
  };
  return {
    handlers: guarded(handlers, check),
    close() {
      for (const key of [...looking.keys()]) {
        lookAway(key);
      }
    },
  };
}

/** Everything that names an application is checked before it is answered. */
function guarded(
  handlers: ApplicationHandlers['handlers'],
  check: (name: string) => void,
): ApplicationHandlers['handlers'] {
  const entries = Object.entries(handlers).map(([op, handler]) => [
    op,
    async (asked: { name?: string }) => {
      if (asked.name !== undefined) {
        check(asked.name);
      }
      return (handler as (asked: object) => Promise<unknown>)(asked);
    },
  ]);
  return Object.fromEntries(entries) as ApplicationHandlers['handlers'];
}
