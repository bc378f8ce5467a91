import { parseHeader } from './header.ts';
import { languageOf, type ParagraphLanguage } from './language.ts';

/** A paragraph's text in two: `%flink.ssql(type=update)` and what follows on the next line. */
export interface ParagraphParts {
  /** Without blanks around it; empty when there is none. */
  readonly header: string;
  readonly body: string;
  readonly language: ParagraphLanguage;
}

export function splitParagraphText(text: string): ParagraphParts {
  const { interpreter, bodyStart } = parseHeader(text);
  return {
    header: text.slice(0, bodyStart).trim(),
    body: text.slice(bodyStart).replace(/^\n/, ''),
    language: languageOf(interpreter),
  };
}

export function joinParagraphText(header: string, body: string): string {
  return header === '' ? body : `${header}\n${body}`;
}
