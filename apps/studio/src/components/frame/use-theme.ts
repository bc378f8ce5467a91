import { useStore } from 'zustand';
import type { Theme } from '../../core/theme/theme.ts';
import { studio } from '../../page.ts';

export function useTheme(): Theme {
  return useStore(studio.theme.store, (state) => state.chosen ?? state.system);
}
