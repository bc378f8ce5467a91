import { compareCells } from '@riffle/note-model';
import type { RevisionView as Revision } from '@riffle/protocol';
import { useMemo, useState } from 'react';
import { revisionWords } from '../../../core/notes/revision-actions.ts';
import { studio } from '../../../page.ts';
import { useMomentText } from '../../ui/moment.tsx';
import { CellsView } from './cells-view.tsx';
import { ComparisonView } from './comparison-view.tsx';
import { NOW, useRevisionCells } from './use-revision-cells.ts';

interface RevisionViewProps {
  readonly noteId: string;
  readonly revision: Revision;
  readonly all: readonly Revision[];
  readonly onRestored: () => void;
}

const LOOK = 'look';

/** One revision: as it was, or what differs between it and now or another one. */
export function RevisionView({ noteId, revision, all, onRestored }: RevisionViewProps) {
  const [other, setOther] = useState<string>(NOW);
  const mine = useRevisionCells(noteId, revision.id);
  const theirs = useRevisionCells(noteId, other === LOOK ? null : other);
  // The earlier one is what was; the later one is what came of it.
  const earlier = other !== NOW && other !== LOOK && other < revision.id;
  const compared = useMemo(
    () => (mine === null || theirs === null ? null : earlier ? compareCells(theirs, mine) : compareCells(mine, theirs)),
    [mine, theirs, earlier],
  );
  const same = compared?.every((cell) => cell.kind === 'same' && !cell.moved) === true;
  const moment = useMomentText();

  return (
    <section className="revision-view" aria-label="The chosen revision" data-testid="revision-view">
      <div className="revision-tools">
        <label>
          Show{' '}
          <select value={other} data-testid="revision-show" onChange={(event) => setOther(event.target.value)}>
            <option value={NOW}>what has changed until now</option>
            <option value={LOOK}>the note as it was</option>
            {all
              .filter(({ id }) => id !== revision.id)
              .map((candidate) => (
                <option key={candidate.id} value={candidate.id}>
                  {candidate.id < revision.id ? 'what changed since' : 'what changed until'} {moment(candidate.at)} ·{' '}
                  {revisionWords(candidate).slice(0, 40)}
                </option>
              ))}
          </select>
        </label>
        <span className="grow" />
        <button
          type="button"
          className="button"
          data-testid="restore-revision"
          title="Puts the note back to this revision; it can be undone"
          onClick={() => {
            onRestored();
            void studio.revisions.restore(noteId, revision);
          }}
        >
          Restore this revision
        </button>
      </div>
      {other === LOOK ? (
        <CellsView cells={mine} />
      ) : same ? (
        <p className="side-hint" data-testid="no-difference">
          Nothing differs between the two.
        </p>
      ) : (
        <ComparisonView cells={compared} />
      )}
    </section>
  );
}
