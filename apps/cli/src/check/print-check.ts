import type { CriterionCheck, NoteCheck } from '@riffle/cells';

/** A line for each criterion, with its place in the note, and what an application leaves out. */
export function printChecks({ checks, skipped }: Pick<NoteCheck, 'checks' | 'skipped'>): string {
  const left = skipped.map(({ paragraph, line, reason }) => `  paragraph ${paragraph}, line ${line}: ${reason}\n`);
  return [...checks.map(printLine), ...(left.length === 0 ? [] : ['\nLeft out:\n', ...left])].join('');
}

function printLine({ name, met, blocking, paragraph, line, sentence }: CriterionCheck): string {
  const mark = met ? 'ok     ' : blocking ? 'blocks ' : 'note   ';
  const place = paragraph === null ? '' : `paragraph ${paragraph}, line ${line ?? 1}: `;
  return `${mark} ${name}: ${place}${sentence}\n`;
}
