import type { Applications } from '@riffle/applications';
import type { CancelTimer, Clock, Logger } from '@riffle/base';
import type { Event } from '@riffle/protocol';
import type { ApplicationObserver } from './application-observer.ts';

const INTERVAL_MS = 1000;
/** A change of status is told sooner, and many at once as one. */
const SOON_MS = 40;

type Listener = (event: Event) => void;

/** Something looked at by some, and the text of what they were told last. */
interface Watched {
  readonly listeners: Set<Listener>;
  told: string;
}

export interface ApplicationFeedOptions {
  readonly applications: Applications;
  readonly observer: ApplicationObserver;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Tells those who look at applications what changes, at most once a second and soon after a change of status. */
export class ApplicationFeed {
  readonly #options: ApplicationFeedOptions;
  /** By name; the whole list is under null. */
  readonly #watched = new Map<string | null, Watched>();
  readonly #unlisten: () => void;
  #timer: CancelTimer | null = null;
  #looking = false;
  #again = false;

  constructor(options: ApplicationFeedOptions) {
    this.#options = options;
    this.#unlisten = options.applications.onChange(() => {
      if (this.#watched.size > 0) {
        this.#schedule(SOON_MS);
      }
    });
  }

  /** Looks at one application, or at the list (null), until what it gives is called. */
  watch(name: string | null, listener: Listener): () => void {
    const watched = this.#watched.get(name) ?? { listeners: new Set<Listener>(), told: '' };
    this.#watched.set(name, watched);
    watched.listeners.add(listener);
    this.#schedule(SOON_MS);
    return () => {
      watched.listeners.delete(listener);
      if (watched.listeners.size === 0) {
        this.#watched.delete(name);
      }
    };
  }

  close(): void {
    this.#unlisten();
    this.#watched.clear();
    this.#timer?.();
  }

  #schedule(delay: number): void {
    const { clock } = this.#options;
    if (this.#looking) {
      this.#again = true;
      return;
    }
    this.#timer?.();
    this.#timer = clock.schedule(clock.now() + delay, () => void this.#look());
  }

  async #look(): Promise<void> {
    this.#looking = true;
    this.#again = false;
    try {
      for (const [name, watched] of this.#watched) {
        await this.#tell(name, watched);
      }
    } catch (error) {
      this.#options.logger.log('error', `looking at applications: ${(error as Error).message}`);
    } finally {
      this.#looking = false;
      if (this.#watched.size > 0) {
        this.#schedule(this.#again ? SOON_MS : INTERVAL_MS);
      }
    }
  }

  async #tell(name: string | null, watched: Watched): Promise<void> {
    const event = await this.#eventOf(name);
    const text = JSON.stringify(event);
    if (text !== watched.told) {
      watched.told = text;
      for (const listener of watched.listeners) {
        listener(event);
      }
    }
  }

  async #eventOf(name: string | null): Promise<Event> {
    const { observer } = this.#options;
    if (name === null) {
      return { op: 'applications', applications: await observer.list() };
    }
    const application = await observer.one(name);
    return application === null ? { op: 'application-gone', name } : { op: 'application', application };
  }
}
