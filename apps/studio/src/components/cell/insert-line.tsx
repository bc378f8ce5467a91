import { emptyParagraph, LANGUAGES } from '../../core/language/paragraph-header.ts';
import { studio } from '../../page.ts';

const OFFERED = [
  { title: '+ SQL', label: 'Insert a SQL cell here', language: 'ssql' },
  { title: 'Batch', label: 'Insert a batch SQL cell here', language: 'bsql' },
  { title: 'Text', label: 'Insert a text cell here', language: 'markdown' },
];

/** The quiet line between two cells that offers the next one. */
export function InsertLine({ index, last }: { index: number; last: boolean }) {
  return (
    <div className="insert-line" data-last={last} data-testid="insert-line">
      {OFFERED.map((offer) => (
        <button
          key={offer.title}
          type="button"
          aria-label={offer.label}
          tabIndex={last ? 0 : -1}
          onClick={() => {
            const header = LANGUAGES.find((choice) => choice.id === offer.language)?.header ?? '';
            void studio.cells.insert(index, emptyParagraph(header));
          }}
        >
          {offer.title}
        </button>
      ))}
    </div>
  );
}
