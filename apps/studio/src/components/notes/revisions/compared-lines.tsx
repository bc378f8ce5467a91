import type { ComparedLine } from '@riffle/note-model';

/** Lines that went and came, their changed words marked; long stretches that are the same become a gap. */
export function ComparedLines({ lines }: { readonly lines: readonly ComparedLine[] }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: long lines scroll sideways, by keys too
    <div className="compared-text" tabIndex={0}>
      {withGaps(lines).map((line, i) =>
        line === null ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines have no names of their own and never move
          <div key={i} className="line gap">
            ⋯
          </div>
        ) : (
          // biome-ignore lint/suspicious/noArrayIndexKey: as above
          <Line key={i} line={line} />
        ),
      )}
    </div>
  );
}

const SIGNS = { same: ' ', removed: '−', added: '+' } as const;

function Line({ line }: { readonly line: ComparedLine }) {
  const pieces = line.pieces.map(({ text, changed }, i) =>
    changed && line.kind !== 'same' ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: pieces never move
      <mark key={i}>{text}</mark>
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: as above
      <span key={i}>{text}</span>
    ),
  );
  return (
    <div className={`line ${line.kind}`}>
      <span className="line-number">{line.before ?? ''}</span>
      <span className="line-number">{line.after ?? ''}</span>
      <span className="line-sign">{SIGNS[line.kind]}</span>
      {line.kind === 'same' && <span>{pieces}</span>}
      {line.kind === 'removed' && <del>{pieces}</del>}
      {line.kind === 'added' && <ins>{pieces}</ins>}
    </div>
  );
}

/** Lines of context kept around each difference. */
const CONTEXT = 3;

/** Long stretches without a difference become one gap (null). */
function withGaps(lines: readonly ComparedLine[]): (ComparedLine | null)[] {
  const near = lines.map((_, i) =>
    lines.slice(Math.max(0, i - CONTEXT), i + CONTEXT + 1).some((line) => line.kind !== 'same'),
  );
  if (!near.includes(true)) {
    return [...lines];
  }
  return lines.flatMap((line, i) => (near[i] ? [line] : near[i - 1] === false && i > 0 ? [] : [null]));
}
