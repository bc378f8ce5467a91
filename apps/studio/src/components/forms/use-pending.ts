import { useState } from 'react';

/**
 * What is shown of a value that the server keeps: a person's own choice at once, until the server has answered. `send`
 * settles when it has.
 */
export function usePending<T, R>(kept: T, send: (value: T) => Promise<R>): [T, (value: T) => Promise<R>] {
  const [chosen, setChosen] = useState<{ readonly value: T } | null>(null);
  const choose = async (value: T): Promise<R> => {
    const own = { value };
    setChosen(own);
    try {
      return await send(value);
    } finally {
      setChosen((now) => (now === own ? null : now));
    }
  };
  return [chosen === null ? kept : chosen.value, choose];
}
