import type { Cell, ObjectUseView } from '@riffle/protocol';
import { useStore } from 'zustand';
import { makerOf } from '../../core/insight/makers.ts';
import { studio } from '../../page.ts';

/** Chips that fit beside a title. */
const SHOWN = 3;

const NONE: readonly ObjectUseView[] = [];

/** What the cell reads ← and makes →; a click goes to where it is made. */
export function ObjectChips({ cell }: { cell: Cell }) {
  const uses = useStore(studio.insight.store, (insight) => insight[cell.id]?.uses ?? NONE);
  const reads = uses.filter(({ role }) => role === 'reads');
  const makes = uses.filter(({ role }) => role !== 'reads');
  return (
    <>
      <Chips cellId={cell.id} arrow="←" word="Reads" uses={reads} />
      <Chips cellId={cell.id} arrow="→" word="Makes" uses={makes} />
    </>
  );
}

interface ChipsProps {
  readonly cellId: string;
  readonly arrow: string;
  readonly word: string;
  readonly uses: readonly ObjectUseView[];
}

function Chips({ cellId, arrow, word, uses }: ChipsProps) {
  if (uses.length === 0) {
    return null;
  }
  const rest = uses.slice(SHOWN);
  return (
    <span className="object-chips" data-testid={`chips-${word.toLowerCase()}`}>
      <span aria-hidden="true">{arrow}</span>
      {uses.slice(0, SHOWN).map((use) => (
        <Chip key={`${use.role} ${use.key}`} cellId={cellId} word={use.role === 'writes' ? 'Writes' : word} use={use} />
      ))}
      {rest.length > 0 && <span title={rest.map(({ name }) => name).join(', ')}>+{rest.length}</span>}
    </span>
  );
}

function Chip({ cellId, word, use }: { cellId: string; word: string; use: ObjectUseView }) {
  const about = use.exists ? use.about : `${use.kind}, not there yet`;
  return (
    <button
      type="button"
      className="object-chip"
      data-exists={use.exists}
      title={`${word} ${use.key.replaceAll('`', '')}\n${about}`}
      aria-label={`${word} ${use.name}, ${use.kind}. Go to where it is made`}
      onClick={() => goTo(use, cellId)}
    >
      {use.name}
    </button>
  );
}

function goTo(use: ObjectUseView, from: string): void {
  const maker = makerOf(use.key, from, {
    cellIds: studio.notes.getState().open?.cellIds ?? [],
    insight: studio.insight.store.getState(),
  });
  if (maker === undefined) {
    studio.ui.setState({ panel: 'catalog', sideOpen: true, sideDrawer: true, catalogFilter: use.name });
    return;
  }
  studio.ui.setState({ focusedCell: maker, mode: 'command' });
  studio.frames.get(maker)?.focus();
}
