import type { InsightState } from './insight-store.ts';

/** The cell that makes an object: the nearest above the one that asks, else the first there is; never that one itself. */
export function makerOf(
  key: string,
  from: string,
  { cellIds, insight }: { readonly cellIds: readonly string[]; readonly insight: InsightState },
): string | undefined {
  const makers = cellIds.filter(
    (id) => id !== from && insight[id]?.uses.some((use) => use.role === 'makes' && use.key === key) === true,
  );
  const place = cellIds.indexOf(from);
  return makers.findLast((id) => cellIds.indexOf(id) < place) ?? makers[0];
}
