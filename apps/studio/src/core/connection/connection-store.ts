import type { EventOf } from '@riffle/protocol';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ConnectionPhase } from './connection.ts';

export interface ConnectionState {
  readonly phase: ConnectionPhase;
  /** The line stands, but nothing has come over it for a while. */
  readonly quiet: boolean;
  /** Attempts since the line was lost; 0 while it stands. */
  readonly attempt: number;
  /** True once a line has stood. */
  readonly met: boolean;
  /** Name of the notebook; empty for the default one. */
  readonly notebook: string;
  readonly version: string;
  readonly interpreter: Pick<EventOf<'interpreter'>, 'state' | 'message'> | null;
  readonly status: EventOf<'status'> | null;
}

export function createConnectionStore(): StoreApi<ConnectionState> {
  return createStore<ConnectionState>(() => ({
    phase: 'connecting',
    quiet: false,
    attempt: 0,
    met: false,
    notebook: '',
    version: '',
    interpreter: null,
    status: null,
  }));
}

/** Whether a request could be answered now. */
export function isReachable({ phase, quiet }: Pick<ConnectionState, 'phase' | 'quiet'>): boolean {
  return phase === 'open' && !quiet;
}

/** How the line stands, in the words of the status bar. */
export function connectionText(state: Pick<ConnectionState, 'phase' | 'met' | 'attempt' | 'quiet'>): string {
  if (state.phase === 'open') {
    return state.quiet ? 'the server does not answer, waiting…' : 'connected';
  }
  if (state.met) {
    return 'reconnecting…';
  }
  return state.attempt > 1 ? 'no answer from the server yet, trying again…' : 'connecting…';
}
