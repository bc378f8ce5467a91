import type { AdviceFixView, AdviceView, Cell } from '@riffle/protocol';
import { useStore } from 'zustand';
import { plural } from '../../core/format/number.ts';
import { isCurrent, shownAdvice } from '../../core/insight/insight-store.ts';
import { isStale, staleCells } from '../../core/insight/run-again.ts';
import { studio } from '../../page.ts';
import { Icon } from '../ui/icon.tsx';

/** What could be better about the cell in focus, each with what mends it. */
export function AdviceSection({ cell }: { cell: Cell }) {
  const insight = useStore(studio.insight.store, (state) => state[cell.id]);
  const advice = shownAdvice(insight, cell);
  const hidden = (insight?.advice.length ?? 0) - advice.length;
  const stale = useStore(studio.insight.store, (state) => (isStale(cell, state) ? state[cell.id]?.stale : undefined));
  if (advice.length === 0 && hidden === 0 && stale == null) {
    return null;
  }
  return (
    <section aria-label="Advice" data-testid="advice">
      <h2 className="inspector-title">Advice</h2>
      {stale != null && <Stale short={stale.short} why={stale.why} />}
      {advice.map((one) => (
        <OneAdvice key={`${one.code} ${one.start.line}:${one.start.column}`} cell={cell} advice={one} />
      ))}
      {hidden > 0 && (
        <p className="inspector-hint">
          {plural(hidden, 'advice', 'pieces of advice')} put away.{' '}
          <button type="button" className="link" onClick={() => void studio.insight.restoreDismissed(cell)}>
            Show again
          </button>
        </p>
      )}
    </section>
  );
}

function Stale({ short, why }: { short: string; why: string }) {
  return (
    <div className="advice">
      <span className="pill stale">stale: {short}</span>
      <p>{why}</p>
      <button
        type="button"
        className="link"
        data-testid="run-stale"
        onClick={() =>
          void studio.insight.runAgain(staleCells(studio.notes.getState(), studio.insight.store.getState()))
        }
      >
        Run stale cells
      </button>
    </div>
  );
}

function OneAdvice({ cell, advice }: { cell: Cell; advice: AdviceView }) {
  return (
    <div className="advice" data-testid={`advice-${advice.code}`}>
      <div className="advice-head">
        <button
          type="button"
          className="pill advice-mark"
          title={`Go to line ${advice.start.line}`}
          onClick={() => studio.editors.get(cell.id)?.reveal(advice.start.line, advice.start.column)}
        >
          {advice.label}
        </button>
        <span className="grow" />
        <button
          type="button"
          className="icon-button small"
          aria-label={`Put away: ${advice.label}`}
          title="Put away for this cell"
          onClick={() => void studio.insight.dismiss(cell, advice.code)}
        >
          <Icon name="close" size={12} />
        </button>
      </div>
      <p>{advice.message}</p>
      {advice.fixes.map((fix) => (
        <FixButton key={fix.title} fix={fix} />
      ))}
    </div>
  );
}

function FixButton({ fix }: { fix: AdviceFixView }) {
  const insight = useStore(studio.insight.store);
  const current = useStore(studio.drafts.store, (drafts) => isCurrent(insight, drafts, fix.cellId));
  return (
    <button
      type="button"
      className="link advice-fix"
      disabled={!current}
      title={current ? undefined : 'The text is being changed; a moment'}
      onClick={() => studio.insight.apply(fix)}
    >
      {fix.title}
    </button>
  );
}
