import type { Cell, StatementPlan } from '@riffle/protocol';
import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { studio } from '../../page.ts';
import { PlanGraphView } from './plan-graph-view.tsx';
import type { ResultSource } from './result-panel.tsx';

type Loaded =
  | { readonly kind: 'loading' }
  | { readonly kind: 'plan'; readonly plan: StatementPlan }
  | { readonly kind: 'problem'; readonly sentence: string };

interface PlanViewProps {
  readonly cell: Cell;
  readonly source: ResultSource;
  readonly height: number;
}

/** The plan a result was made by; of a run before the server started, what its statement would run now. */
export default function PlanView({ cell, source, height }: PlanViewProps) {
  const [loaded, setLoaded] = useState<Loaded>({ kind: 'loading' });
  const noteId = useStore(studio.notes, (state) => state.open?.id);
  const { resultId, statement } = source;
  const runText = cell.run?.text ?? '';
  useEffect(() => {
    let over = false;
    loadPlan({ resultId, statement, text: runText, noteId, cellId: cell.id }).then((next) => over || setLoaded(next));
    return () => {
      over = true;
    };
  }, [resultId, statement, runText, noteId, cell.id]);
  switch (loaded.kind) {
    case 'loading':
      return <p className="output-hint">looking up the plan…</p>;
    case 'problem':
      return <p className="output-hint">{loaded.sentence}</p>;
    case 'plan':
      return (
        <PlanGraphView
          plan={loaded.plan}
          height={height}
          {...(resultId === null ? { remark: 'Compiled anew: this is what the statement would run now.' } : {})}
        />
      );
  }
}

interface Asked {
  readonly resultId: string | null;
  readonly statement: string | undefined;
  readonly text: string;
  readonly noteId: string | undefined;
  readonly cellId: string;
}

async function loadPlan({ resultId, statement, text, noteId, cellId }: Asked): Promise<Loaded> {
  try {
    if (resultId !== null) {
      return { kind: 'plan', ...(await studio.line.request('result-plan', { resultId })) };
    }
    const place = noteId === undefined ? {} : { cell: { noteId, cellId } };
    const { plans, problem } = await studio.line.request('explain', { text, ...place });
    const plan = plans.find((one) => one.statement === statement) ?? (statement === undefined ? plans[0] : undefined);
    return plan === undefined
      ? { kind: 'problem', sentence: problem ?? 'This statement has no plan now: its text has changed.' }
      : { kind: 'plan', plan };
  } catch (failure) {
    return { kind: 'problem', sentence: (failure as Error).message };
  }
}
