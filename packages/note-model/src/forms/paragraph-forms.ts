import { parseHeader } from '../header.ts';
import { languageOf } from '../language.ts';
import type { FormOccurrence, ScopedValues } from './form.ts';
import { type ParsedForms, parseForms } from './parse-forms.ts';
import { type FilledText, fillForms } from './substitute.ts';

export interface ParagraphForms extends ParsedForms {
  /** False where `${…}` is the language's own. */
  readonly readsForms: boolean;
}

/**
 * The forms of a paragraph's own text, with places in the whole paragraph. SQL and Markdown have them unless the header
 * says `form=native`; in the other languages `${…}` is the language's own, unless it says `form=simple`.
 */
export function paragraphForms(text: string): ParagraphForms {
  const { interpreter, properties, bodyStart } = parseHeader(text);
  const language = languageOf(interpreter);
  const simple = language === 'ssql' || language === 'bsql' || language === 'markdown';
  const asked = properties['form']?.toLowerCase();
  if (asked === 'native' || (asked !== 'simple' && !simple)) {
    return { readsForms: false, occurrences: [], problems: [] };
  }
  const { occurrences, problems } = parseForms(text.slice(bodyStart));
  const moved = <T extends { start: number; end: number }>(part: T): T => ({
    ...part,
    start: part.start + bodyStart,
    end: part.end + bodyStart,
  });
  return { readsForms: true, occurrences: occurrences.map(moved), problems: problems.map(moved) };
}

/** A paragraph with the values in its forms' places; its header stays as it is. */
export function fillParagraph(
  text: string,
  values: ScopedValues,
  occurrences: readonly FormOccurrence[] = paragraphForms(text).occurrences,
): FilledText {
  const language = languageOf(parseHeader(text).interpreter);
  return fillForms(text, occurrences, values, { sql: language === 'ssql' || language === 'bsql' });
}
