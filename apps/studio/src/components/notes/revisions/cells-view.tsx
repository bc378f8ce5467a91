import type { CellContent } from '@riffle/note-model';

/** Cells to read: their titles and texts. */
export function CellsView({ cells }: { readonly cells: readonly CellContent[] | null }) {
  if (cells === null) {
    return <p className="side-hint">Reading the revision…</p>;
  }
  return (
    <ol className="compared" data-testid="revision-cells">
      {cells.map((cell, i) => (
        <li key={cell.id} className="compared-cell">
          <p className="compared-head">
            <b>{cell.title === '' ? `Cell ${i + 1}` : cell.title}</b>
            {!cell.enabled && <span className="pill">disabled</span>}
          </p>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: long lines scroll sideways, by keys too */}
          <pre className="compared-text" tabIndex={0}>
            {cell.text}
          </pre>
        </li>
      ))}
    </ol>
  );
}
