import type { Cell, StatementPlan } from '@riffle/protocol';
import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { studio } from '../../page.ts';
import { Icon } from '../ui/icon.tsx';
import { PlanGraphView } from './plan-graph-view.tsx';

const HEIGHT = 225;
/** A pause in typing long enough to compile in. */
const TYPING_PAUSE_MS = 400;

interface Compiled {
  readonly plans: readonly StatementPlan[];
  readonly problem?: string | undefined;
}

/** What the cell's text would run, compiled as one types; nothing runs. */
export function CompiledPlan({ cell }: { cell: Cell }) {
  const text = useStore(studio.drafts.store, (drafts) => drafts.documents[cell.id]?.text ?? cell.text);
  const noteId = useStore(studio.notes, (state) => state.open?.id);
  const [compiled, setCompiled] = useState<Compiled | null>(null);
  useEffect(() => {
    let over = false;
    const place = noteId === undefined ? {} : { cell: { noteId, cellId: cell.id } };
    const timer = setTimeout(() => {
      studio.line.request('explain', { text, ...place }).then(
        (answer) => over || setCompiled(answer),
        (failure: Error) => over || setCompiled({ plans: [], problem: failure.message }),
      );
    }, TYPING_PAUSE_MS);
    return () => {
      over = true;
      clearTimeout(timer);
    };
  }, [text, noteId, cell.id]);
  return (
    <section className="output compiled-plan" aria-label="Plan of the text" data-testid="compiled-plan">
      <div className="compiled-head">
        <span>Plan of the text as it stands; nothing runs.</span>
        <button
          type="button"
          className="icon-button small"
          aria-label="Close the plan"
          onClick={() => studio.ui.setState({ planOf: null })}
        >
          <Icon name="close" size={14} />
        </button>
      </div>
      {compiled === null && <p className="output-hint">compiling…</p>}
      {compiled?.plans.map((plan, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a statement may stand there twice
        <div key={i}>
          {compiled.plans.length > 1 && <p className="statement-line">{plan.statement}</p>}
          <PlanGraphView plan={plan} height={HEIGHT} />
        </div>
      ))}
      {compiled?.problem !== undefined && <p className="output-hint warn-word">{compiled.problem}</p>}
      {compiled !== null && compiled.plans.length === 0 && compiled.problem === undefined && (
        <p className="output-hint">No statement here starts a job, so there is no plan.</p>
      )}
    </section>
  );
}
