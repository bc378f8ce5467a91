import { randomUUID } from 'node:crypto';
import { assert, type Clock, type Logger } from '@riffle/base';
import type { Application, Operation, OperationKind } from './application.ts';
import { ApplicationError } from './errors.ts';
import { allowedFrom, type Lifecycle, type News, takeStep, type Wish } from './lifecycle.ts';
import type { ApplicationStore } from './store.ts';

/** A wish, and the operation that carries it out. */
export interface Step {
  readonly wish: Wish;
  readonly kind: OperationKind;
}

/** An answer to a wish: the application after it, and the operation it began, if it takes time. */
export interface Accepted {
  readonly application: Application;
  readonly operationId: string | undefined;
}

/** What an operation does behind the answer. */
export type Work = (application: Application, progress: Progress) => Promise<void>;

/** How the work of an operation reports back; it counts only while the operation is the one under way. */
export interface Progress {
  readonly operationId: string;
  news(step: News): void;
  /** Whether nothing has taken the operation's place. */
  isUnderWay(): boolean;
}

/** What the records are kept with. */
export interface RecordsOptions {
  readonly store: ApplicationStore;
  readonly clock: Clock;
  readonly logger: Logger;
}

/**
 * The applications as they stand on disk, and the operations under way. Wishes answer at once; what takes time goes on
 * behind them and reports back through `Progress`.
 */
export class Records {
  readonly #options: RecordsOptions;
  /** Work under way, by operation. */
  readonly #work = new Map<string, Promise<void>>();
  readonly #listeners = new Set<(application: Application) => void>();
  #closed = false;

  constructor(options: RecordsOptions) {
    this.#options = options;
  }

  get isClosed(): boolean {
    return this.#closed;
  }

  find(name: string): Application | undefined {
    return this.#options.store.find(name);
  }

  get(name: string): Application {
    const application = this.find(name);
    if (application === undefined) {
      throw new ApplicationError('not-found', `Application ${name} not found.`);
    }
    return application;
  }

  onChange(listener: (application: Application) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  insert(application: Application): void {
    if (!this.#options.store.insert(application)) {
      throw new ApplicationError('in-use', `Application ${application.name} already exists.`);
    }
    this.#tell(application);
  }

  save(application: Application): void {
    const before = this.get(application.name).version.id;
    const { id } = application.version;
    assert(id === before || id === before + 1, `version ${id} does not follow version ${before}`);
    this.#options.store.save(application);
    this.#tell(application);
  }

  remove(application: Application): void {
    if (!this.#closed) {
      this.#options.store.remove(application.name);
      this.#tell(application);
    }
  }

  /** Takes back the version an update made; the one before it is current again. */
  takeBackVersion(name: string): void {
    if (!this.#closed) {
      this.#options.store.removeNewestVersion(name);
      this.#tell(this.get(name));
    }
  }

  /** Takes the step of a wish, records the operation, and does its work behind. */
  begin(application: Application, step: Step, work: Work): Accepted {
    const id = randomUUID();
    const before = application.lifecycle;
    const lifecycle = stepFor(application, step, id);
    if (before.operationId !== undefined) {
      this.#endOperation(application.name, before.operationId, { status: 'CANCELLED' });
    }
    const begun = { ...application, lifecycle };
    this.save(begun);
    this.saveOperation(begun, id, step.kind);
    this.carry(begun, id, work);
    return { application: begun, operationId: id };
  }

  saveOperation(application: Application, id: string, kind: OperationKind): void {
    const { store, clock } = this.#options;
    store.saveOperation({
      id,
      application: application.name,
      kind,
      status: 'IN_PROGRESS',
      started: clock.now(),
      ended: undefined,
      error: undefined,
    });
  }

  /** Does the work of an operation that is recorded already. */
  carry(application: Application, id: string, work: Work): void {
    const { name } = application;
    const progress: Progress = {
      operationId: id,
      news: (step) => this.#news(name, id, step),
      isUnderWay: () => !this.#closed && this.find(name)?.lifecycle.operationId === id,
    };
    const done = (async () => {
      // Never inside the caller's own turn: a wish answers before its work begins.
      await Promise.resolve();
      await work(application, progress);
      this.#endOperation(name, id, { status: 'SUCCESSFUL' });
    })().catch((error: unknown) => {
      const reason = error instanceof Error ? error.message : String(error);
      this.#options.logger.log('error', `application ${name}: ${reason}`, { operationId: id });
      this.#endOperation(name, id, { status: 'FAILED', error: reason });
      this.#news(name, id, 'failed');
    });
    this.#work.set(
      id,
      done.finally(() => this.#work.delete(id)),
    );
  }

  /** Ends an operation that another one is about to take over from. */
  failOperation(name: string, id: string, error: unknown): void {
    this.#endOperation(name, id, {
      status: 'FAILED',
      error: error instanceof Error ? error.message : String(error),
    });
  }

  /** What ran is over without anybody asking. */
  ended(name: string): void {
    const application = this.#closed ? undefined : this.find(name);
    const lifecycle = application === undefined ? undefined : takeStep(application.lifecycle, 'ended', '');
    if (application !== undefined && lifecycle !== undefined) {
      this.save({ ...application, lifecycle });
    }
  }

  /** Resolves when no operation of the application is under way. */
  async settled(name: string): Promise<void> {
    for (;;) {
      const work = this.#work.get(this.find(name)?.lifecycle.operationId ?? '');
      if (work === undefined) {
        return;
      }
      await work;
    }
  }

  /** From here on nothing is written any more: whatever is under way is found and carried on at the next start. */
  close(): void {
    this.#closed = true;
  }

  #news(name: string, operationId: string, step: News): void {
    const application = this.#closed ? undefined : this.find(name);
    if (application?.lifecycle.operationId !== operationId) {
      return;
    }
    const lifecycle = takeStep(application.lifecycle, step, operationId);
    if (lifecycle !== undefined) {
      this.save({ ...application, lifecycle });
    }
  }

  #endOperation(name: string, id: string, end: { status: Operation['status']; error?: string }): void {
    if (this.#closed || this.find(name) === undefined) {
      return;
    }
    const { store, clock } = this.#options;
    const operation = store.operations(name).find((each) => each.id === id);
    if (operation?.status === 'IN_PROGRESS') {
      store.saveOperation({ ...operation, ...end, ended: clock.now() });
    }
  }

  #tell(application: Application): void {
    for (const listener of this.#listeners) {
      listener(application);
    }
  }
}

/** The lifecycle after a wish; throws when the present status does not allow it. */
export function stepFor({ name, lifecycle }: Application, { wish, kind }: Step, id = ''): Lifecycle {
  const next = takeStep(lifecycle, wish, id);
  if (next === undefined) {
    const needed = allowedFrom(wish).join(' or ');
    throw new ApplicationError(
      'in-use',
      `Application ${name} is ${lifecycle.status}; ${kind} needs it to be ${needed}.`,
    );
  }
  return next;
}
