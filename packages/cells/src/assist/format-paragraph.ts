import type { FormOccurrence } from '@riffle/note-model';
import { formatSql } from '@riffle/sql';

/** The paragraph laid out below its header's line, with the blanks between them and its forms as they were. */
export function formatParagraph(text: string, bodyStart: number, forms: readonly FormOccurrence[]): string {
  const { masked, unmask } = maskForms(text, forms);
  const part = masked.slice(bodyStart);
  const lead = /^\s*/.exec(part)?.[0] ?? '';
  const body = part.slice(lead.length);
  const end = /\s*$/.exec(body)?.[0] ?? '';
  return unmask(`${text.slice(0, bodyStart)}${lead}${formatSql(body.trimEnd())}${end}`);
}

/** Words in the forms' places that parse where they stand: a number for a number, else a name. */
function maskForms(text: string, forms: readonly FormOccurrence[]) {
  const masks = new Map<string, string>();
  let masked = '';
  let at = 0;
  for (const { form, start, end } of forms) {
    const isNumber = typeof form.defaultValue === 'string' && /^\d+$/.test(form.defaultValue);
    const mask = freshWord(text, isNumber ? 7_000_000 + masks.size : `riffle_form_${masks.size}_`);
    masks.set(mask, text.slice(start, end));
    masked += text.slice(at, start) + mask;
    at = end;
  }
  const unmask = (formatted: string): string =>
    [...masks].reduce((result, [mask, source]) => result.replace(mask, () => source), formatted);
  return { masked: masked + text.slice(at), unmask };
}

/** The word, lengthened until the text does not have it. */
function freshWord(text: string, word: string | number): string {
  let fresh = String(word);
  while (text.includes(fresh)) {
    fresh += typeof word === 'number' ? '9' : '_';
  }
  return fresh;
}
