import type { ComparedCell, ComparedLine } from '@riffle/note-model';
import { useState } from 'react';
import { plural } from '../../../core/format/number.ts';
import { ComparedLines } from './compared-lines.tsx';

/** What differs, cell by cell: lines that went and came, their changed words marked; cells that are the same fold away. */
export function ComparisonView({ cells }: { readonly cells: readonly ComparedCell[] | null }) {
  const [all, setAll] = useState(false);
  if (cells === null) {
    return <p className="side-hint">Comparing…</p>;
  }
  const differing = cells.filter((cell) => cell.kind !== 'same' || cell.moved);
  const hidden = cells.length - differing.length;
  return (
    <>
      <p className="compared-summary">
        {summary(differing)}
        {hidden > 0 && (
          <button type="button" className="link" aria-expanded={all} onClick={() => setAll(!all)}>
            {all
              ? 'Hide what is the same'
              : `Show ${plural(hidden, 'cell')} that ${hidden === 1 ? 'is' : 'are'} the same`}
          </button>
        )}
      </p>
      <ol className="compared" data-testid="comparison">
        {(all ? cells : differing).map((cell) => (
          <ComparedCellView key={`${cell.kind} ${cell.id}`} cell={cell} />
        ))}
      </ol>
    </>
  );
}

const KIND_WORDS = { same: 'same', changed: 'changed', removed: 'removed', added: 'added' } as const;

function summary(cells: readonly ComparedCell[]): string {
  const count = (kind: ComparedCell['kind']): number => cells.filter((cell) => cell.kind === kind).length;
  const moved = cells.filter((cell) => cell.moved).length;
  return [
    ...(['changed', 'added', 'removed'] as const).flatMap((kind) =>
      count(kind) === 0 ? [] : [`${plural(count(kind), 'cell')} ${kind}`],
    ),
    ...(moved === 0 ? [] : [`${plural(moved, 'cell')} moved`]),
  ].join(', ');
}

function ComparedCellView({ cell }: { readonly cell: ComparedCell }) {
  const name = cell.title === '' ? firstWords(cell.lines) : cell.title;
  const changed = cell.kind !== 'changed' || cell.lines.some((line) => line.kind !== 'same');
  return (
    <li className={`compared-cell compared-${cell.kind}`} data-testid="compared-cell">
      <p className="compared-head">
        <b>{name}</b>
        <span className="pill">{KIND_WORDS[cell.kind]}</span>
        {cell.moved && <span className="pill">moved</span>}
        {cell.titleBefore !== undefined && (
          <span className="quiet">title was {cell.titleBefore === '' ? 'empty' : `‘${cell.titleBefore}’`}</span>
        )}
        {cell.enabled !== undefined && <span className="quiet">{cell.enabled ? 'enabled' : 'disabled'}</span>}
      </p>
      {changed && <ComparedLines lines={cell.lines} />}
    </li>
  );
}

/** The first line that says something, of the later text where there is one. */
function firstWords(lines: readonly ComparedLine[]): string {
  const texts = [...lines.filter((line) => line.kind !== 'removed'), ...lines].map(({ pieces }) =>
    pieces.map(({ text }) => text).join(''),
  );
  return texts.find((text) => text.trim() !== '' && !text.startsWith('%')) ?? 'Empty cell';
}
