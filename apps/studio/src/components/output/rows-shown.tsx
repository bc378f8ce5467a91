import { useState } from 'react';
import { count } from '../../core/format/number.ts';
import { studio } from '../../page.ts';
import { EditInPlace } from '../ui/edit-in-place.tsx';
import type { ResultSource } from './result-panel.tsx';
import { Item } from './strip-item.tsx';

const MOST = 100_000;

/** How many rows are shown, of how many, and the way to keep more. */
export function RowsShown({ source }: { source: ResultSource }) {
  const [editing, setEditing] = useState(false);
  const [refused, setRefused] = useState(false);
  const { counts, resultId, mode } = source;
  if (counts === undefined || mode === 'single') {
    return null;
  }
  if (editing && resultId !== null) {
    return (
      <span className="cap-edit">
        {refused ? `1 to ${count(MOST)}:` : 'rows to keep'}
        <EditInPlace
          label={`Rows to keep, now ${counts.cap}, at most ${MOST}`}
          className="cap-field"
          value={String(counts.cap)}
          onDone={(typed) => {
            const cap = Number((typed ?? '').replaceAll(/[,\s]/g, ''));
            const valid = Number.isInteger(cap) && cap >= 1 && cap <= MOST;
            setRefused(typed !== null && !valid);
            setEditing(typed !== null && !valid);
            if (valid && cap !== counts.cap) {
              void studio.cells.setCap(resultId, cap);
            }
          }}
        />
      </span>
    );
  }
  const capTitle = `The view keeps at most ${count(counts.cap)} rows; the query itself sees them all. Click to change it`;
  if (counts.dropped === 0) {
    return (
      <Item
        className="rows"
        title={resultId === null ? 'Kept with the note' : `At most ${count(counts.cap)} rows are kept in view`}
      >
        <b data-testid="row-count">{count(counts.rows)}</b> {counts.rows === 1 ? 'row' : 'rows'}
      </Item>
    );
  }
  const all = mode === 'append' ? counts.received : counts.rows + counts.dropped;
  const words = (
    <>
      {mode === 'append' && resultId !== null ? 'last' : ''} <b data-testid="row-count">{count(counts.rows)}</b> of{' '}
      {count(all)} rows
    </>
  );
  return resultId === null ? (
    <Item className="rows" title="So many rows are kept with the note. Run the cell again to see all">
      {words}
    </Item>
  ) : (
    <button
      type="button"
      className="rows link"
      title={capTitle}
      data-testid="change-cap"
      onClick={() => setEditing(true)}
    >
      showing the {words} – change
    </button>
  );
}
