import { type RefObject, useLayoutEffect, useState } from 'react';

/** True while the element is less than that many pixels wide. */
export function useNarrow(place: RefObject<HTMLElement | null>, least: number): boolean {
  const [narrow, setNarrow] = useState(false);
  useLayoutEffect(() => {
    const element = place.current;
    if (element === null) {
      return undefined;
    }
    const observer = new ResizeObserver(([entry]) => {
      if (entry !== undefined) {
        setNarrow(entry.contentRect.width < least);
      }
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [place, least]);
  return narrow;
}
