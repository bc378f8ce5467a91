import { useEffect, useState } from 'react';
import { studio } from '../../page.ts';

/** Looks at the list of jobs (null) or at one, for as long as the component is there. */
export function useJobWatch(jobId: string | null): void {
  useEffect(() => studio.jobs.watch(jobId), [jobId]);
}

/** Asks anew whenever `tick` changes; keeps the last answer until the next one, and drops it for another `key`. */
export function useAnswer<T>(key: string, tick: unknown, ask: () => Promise<T>): T | null {
  const [answer, setAnswer] = useState<{ key: string; value: T } | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is asked follows from the key
  useEffect(() => {
    let over = false;
    ask().then(
      (value) => !over && setAnswer({ key, value }),
      () => undefined,
    );
    return () => {
      over = true;
    };
  }, [key, tick]);
  return answer?.key === key ? answer.value : null;
}
