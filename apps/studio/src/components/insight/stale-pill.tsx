import type { Cell } from '@riffle/protocol';
import { useStore } from 'zustand';
import { staleCells } from '../../core/insight/run-again.ts';
import { studio } from '../../page.ts';
import { Icon } from '../ui/icon.tsx';
import { Menu, type MenuEntry } from '../ui/menu.tsx';

/** Says that the cell would come to something else now, why, and runs it again. */
export function StalePill({ cell, testId }: { cell: Cell; testId: string }) {
  const stale = useStore(studio.insight.store, (insight) => insight[cell.id]?.stale ?? null);
  return stale === null ? null : (
    <Menu
      label={`Stale: ${stale.why}`}
      button={
        <>
          <Icon name="history" size={12} />
          <span className="pill-words">stale: {stale.short}</span>
        </>
      }
      buttonClass="pill stale"
      align="right"
      testId={testId}
      entries={() => staleEntries(cell)}
    />
  );
}

function staleEntries(cell: Cell): MenuEntry[] {
  const all = staleCells(studio.notes.getState(), studio.insight.store.getState());
  const after = studio.insight.store.getState()[cell.id]?.stale?.after ?? [];
  return [
    {
      title: after.length === 0 ? 'Run again' : 'Run again, with what it needs first',
      run: () => void studio.insight.runAgain(inOrder([...after, cell.id])),
    },
    ...(all.length > after.length + 1
      ? [{ title: `Run all ${all.length} stale cells in order`, run: () => void studio.insight.runAgain(all) }]
      : []),
  ];
}

function inOrder(cellIds: readonly string[]): string[] {
  return (studio.notes.getState().open?.cellIds ?? []).filter((id) => cellIds.includes(id));
}
