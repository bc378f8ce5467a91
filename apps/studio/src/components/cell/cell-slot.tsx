import type { CSSProperties } from 'react';
import { useStore } from 'zustand';
import { COLUMNS } from '../../core/notes/cell-settings.ts';
import { studio } from '../../page.ts';
import { ErrorBoundary } from '../ui/error-boundary.tsx';
import { CellBox } from './cell-box.tsx';
import { InsertLine } from './insert-line.tsx';

interface CellSlotProps {
  readonly cellId: string;
  readonly index: number;
  readonly last: boolean;
}

/** A cell in the note's twelve columns, with the line below it that offers the next one. */
export function CellSlot({ cellId, index, last }: CellSlotProps) {
  const width = useStore(studio.notes, (state) => state.cells[cellId]?.width ?? COLUMNS);
  const wide = useStore(studio.notes, (state) => state.cells[cellId]?.wide === true);
  const columns = { '--columns': width } as CSSProperties;
  return (
    <div className="cell-slot" data-part={width < COLUMNS} data-wide={wide} style={columns}>
      <ErrorBoundary what="This cell" of={cellId}>
        <CellBox cellId={cellId} index={index} />
      </ErrorBoundary>
      <InsertLine index={index + 1} last={last} />
    </div>
  );
}
