import type { Cell, Output } from '@riffle/protocol';
import { useStore } from 'zustand';
import { count } from '../../core/format/number.ts';
import { studio } from '../../page.ts';

type InsertOutputValue = Extract<Output, { kind: 'insert' }>;

/** An INSERT runs on behind the cell: where it writes to, and how much. */
export function InsertOutput({ cell, output }: { cell: Cell; output: InsertOutputValue }) {
  const job = useStore(studio.notes, (state) => state.jobs[cell.id]?.[output.jobId]);
  return (
    <div className="insert-output">
      <span>
        writes to <code>{output.tables.map(withoutNeedlessQuotes).join(', ')}</code>
      </span>
      {job !== undefined && (
        <span className="quiet">
          {count(job.rowsIn)} rows in · {count(job.rowsOut)} rows out
          {cell.status === 'live' && ` · ${count(job.rowsInPerSecond)} rows/s`}
        </span>
      )}
    </div>
  );
}

/** `glue`.`default`.`orders` as glue.default.orders; a name that needs its backticks keeps them. */
function withoutNeedlessQuotes(name: string): string {
  return name.replaceAll(/`([A-Za-z_]\w*)`/g, '$1');
}
