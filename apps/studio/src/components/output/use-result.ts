import { useCallback, useRef, useSyncExternalStore } from 'react';
import type { ResultState } from '../../core/results/result-store.ts';
import { studio } from '../../page.ts';

/** A watched result as it stands; heard of at most once a frame, or once in `atMostEvery` milliseconds. */
export function useResult(resultId: string, atMostEvery = 0): ResultState {
  const shown = useRef<{ id: string; state: ResultState; at: number } | null>(null);
  const subscribe = useCallback(
    (listener: () => void) =>
      atMostEvery === 0
        ? studio.results.subscribe(resultId, listener)
        : subscribeSlowly(resultId, listener, atMostEvery),
    [resultId, atMostEvery],
  );
  const read = useCallback((): ResultState => {
    const now = studio.results.read(resultId);
    const last = shown.current;
    const fresh = last === null || last.id !== resultId || last.state.kind !== now.kind;
    if (fresh || performance.now() - last.at >= atMostEvery) {
      if (last?.state !== now) {
        shown.current = { id: resultId, state: now, at: performance.now() };
      }
      return now;
    }
    return last.state;
  }, [resultId, atMostEvery]);
  return useSyncExternalStore(subscribe, read);
}

/** Tells the listener now and then, and once more after the last change. */
function subscribeSlowly(resultId: string, listener: () => void, every: number): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const stop = studio.results.subscribe(resultId, () => {
    timer ??= setTimeout(() => {
      timer = undefined;
      listener();
    }, every);
  });
  return () => {
    clearTimeout(timer);
    stop();
  };
}
