import type { EventOf } from '@riffle/protocol';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ConnectionPhase } from './connection.ts';

export interface ConnectionState {
  readonly phase: ConnectionPhase;
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
    attempt: 0,
    met: false,
    notebook: '',
    version: '',
    interpreter: null,
    status: null,
  }));
}

/** How the line stands, in the words of the status bar. */
export function connectionText(state: Pick<ConnectionState, 'phase' | 'met' | 'attempt'>): string {
  if (state.phase === 'open') {
    return 'connected';
  }
  if (state.met) {
    return 'reconnecting…';
  }
  return state.attempt > 1 ? 'no answer from the server yet, trying again…' : 'connecting…';
}
