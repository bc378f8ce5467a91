/** What happened, in one sentence each: shown once, and kept to be read again. */
import { createStore, type StoreApi } from 'zustand/vanilla';

export interface Message {
  readonly id: number;
  readonly kind: 'info' | 'problem';
  readonly text: string;
  readonly at: number;
  /** A way on, such as undoing. */
  readonly action?: { readonly title: string; readonly run: () => void };
}

export interface MessageState {
  /** Newest first. */
  readonly log: readonly Message[];
  /** The one in view; problems stay until they are dismissed. */
  readonly shown: Message | null;
}

export interface Messages {
  readonly store: StoreApi<MessageState>;
  /** Shows a message and gives its id. */
  say(text: string, action?: Message['action']): number;
  problem(text: string, action?: Message['action']): number;
  /** Takes a message out of view; nothing happens when another one is in view by now. */
  dismiss(id: number): void;
}

const KEPT = 50;
const SHOWN_FOR = 10_000;

export function createMessages(now: () => number): Messages {
  const store = createStore<MessageState>(() => ({ log: [], shown: null }));
  let nextId = 1;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function add(message: Omit<Message, 'id' | 'at'>): number {
    const entry: Message = { ...message, id: nextId++, at: now() };
    clearTimeout(timer);
    store.setState((state) => ({ log: [entry, ...state.log].slice(0, KEPT), shown: entry }));
    if (entry.kind === 'info') {
      timer = setTimeout(() => dismiss(entry.id), SHOWN_FOR);
    }
    return entry.id;
  }

  function dismiss(id: number): void {
    if (store.getState().shown?.id === id) {
      store.setState({ shown: null });
    }
  }

  return {
    store,
    say: (text, action) => add({ kind: 'info', text, ...(action === undefined ? {} : { action }) }),
    problem: (text, action) => add({ kind: 'problem', text, ...(action === undefined ? {} : { action }) }),
    dismiss,
  };
}
