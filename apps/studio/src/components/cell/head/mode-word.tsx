import type { Cell } from '@riffle/protocol';

const MODE_WORDS = { append: 'append', update: 'update', single: 'single row' } as const;
const MODE_ABOUT = {
  append: 'Rows only ever come: the last ones are kept',
  update: 'Rows change by key: the current ones are kept',
  single: 'The last row alone is kept',
} as const;

/** How the result is kept: found from the query, or asked for. */
export function ModeWord({ cell }: { cell: Cell }) {
  const result = cell.run?.outputs.find((output) => output.kind === 'result');
  if (result === undefined) {
    return null;
  }
  const how = result.detected ? 'Found from the query.' : 'As asked for.';
  return (
    <span className="mode-word" title={`${MODE_ABOUT[result.mode]}. ${how}`}>
      {MODE_WORDS[result.mode]}
    </span>
  );
}
