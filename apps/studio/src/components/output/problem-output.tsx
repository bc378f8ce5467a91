import type { Cell, Problem } from '@riffle/protocol';
import { useStore } from 'zustand';
import { replaceRange } from '../../core/editors/replace-range.ts';
import { studio } from '../../page.ts';

/** A problem in one sentence, with its place, what to do about it, and the rest folded away. */
export function ProblemOutput({ cell, problem }: { cell: Cell; problem: Problem }) {
  const unchanged = useStore(studio.drafts.store, (drafts) => drafts.documents[cell.id]?.text === cell.run?.text);
  const { fix, start } = problem;
  return (
    <div className={`problem ${problem.severity}`} role={problem.severity === 'error' ? 'alert' : 'note'}>
      <span aria-hidden="true">{problem.severity === 'error' ? '✕' : '!'}</span>
      <div className="problem-text">
        {start !== undefined && (
          <button
            type="button"
            className="problem-place"
            title="Go there"
            onClick={() => studio.editors.get(cell.id)?.reveal(start.line, start.column)}
          >
            {start.line}:{start.column}
          </button>
        )}
        <WithCode text={problem.message} />
        {problem.hint !== undefined && (
          <span className="problem-hint">
            {' '}
            <WithCode text={problem.hint} />
          </span>
        )}
        {problem.detail !== undefined && (
          <details>
            <summary>Details</summary>
            <pre>{problem.detail}</pre>
          </details>
        )}
      </div>
      {fix !== undefined && unchanged && (
        <button
          type="button"
          className="button fix"
          title={fix.title}
          data-testid="fix"
          onClick={() => {
            const text = studio.drafts.textOf(cell.id) ?? '';
            studio.drafts.type(cell.id, replaceRange(text, fix.start, fix.end, fix.replacement));
          }}
        >
          {fix.title.length <= 24 ? fix.title : 'Fix'}
        </button>
      )}
    </div>
  );
}

/** Names between quotes or backticks are set as code, without their quotes. */
function WithCode({ text }: { text: string }) {
  const parts = text.split(/(`[^`]+`|'[^']+'|‘[^’]+’|"[^"]+")/);
  // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a text have no other name
  return parts.map((part, i) => (i % 2 === 1 ? <code key={i}>{part.slice(1, -1)}</code> : part));
}
