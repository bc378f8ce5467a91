import type { ApplicationView } from '@riffle/protocol';
import { useEffect } from 'react';
import { useStore } from 'zustand';
import { studio } from '../../page.ts';

export function useApplicationList(): void {
  useEffect(() => studio.applications.watchList(), []);
}

/** One application as it lives; undefined before the first answer, null when there is none of that name. */
export function useApplication(name: string): ApplicationView | null | undefined {
  useEffect(() => studio.applications.watch(name), [name]);
  return useStore(studio.applications.store, (state) => state.open[name]);
}
