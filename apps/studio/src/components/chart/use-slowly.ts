import { useEffect, useRef, useState } from 'react';

/** The value, renewed at most once in `every` milliseconds when `trigger` changes; the last one always comes. */
export function useSlowly<T>(value: T, trigger: unknown, every: number): T {
  const [shown, setShown] = useState({ value, trigger });
  const latest = useRef({ value, trigger });
  const at = useRef(0);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => {
    latest.current = { value, trigger };
    if (shown.trigger === trigger || timer.current !== undefined) {
      return;
    }
    const wait = Math.max(0, at.current + every - performance.now());
    timer.current = setTimeout(() => {
      timer.current = undefined;
      at.current = performance.now();
      setShown(latest.current);
    }, wait);
  });
  useEffect(() => () => clearTimeout(timer.current), []);
  return shown.value;
}
