/** The first words of a paragraph, `%flink.ssql(type=update)`: which language it is in, and how it runs. */
export interface ParagraphParts {
  /** `%flink.ssql(type=update)`, empty when there is none. */
  readonly header: string;
  /** What comes after it, from the first character that is no blank. */
  readonly body: string;
}

const HEADER = /^\s*(%[\w-]+(?:\.\w+)*(?:\((?:"(?:\\.|[^"\\])*"|\\.|[^)\\"])*\))?)/;

export function splitParagraph(text: string): ParagraphParts {
  const match = HEADER.exec(text);
  if (match === null) {
    return { header: '', body: text.trimStart() };
  }
  return { header: match[1] ?? '', body: text.slice(match[0].length).trimStart() };
}

export interface LanguageChoice {
  readonly id: 'ssql' | 'bsql' | 'markdown';
  readonly title: string;
  readonly header: string;
  readonly about: string;
}

/** Languages that run. */
export const LANGUAGES: readonly LanguageChoice[] = [
  { id: 'ssql', title: 'SQL stream', header: '%flink.ssql', about: 'runs on until it is stopped' },
  { id: 'bsql', title: 'SQL batch', header: '%flink.bsql', about: 'reads what is there, then ends' },
  { id: 'markdown', title: 'Text', header: '%md', about: 'Markdown' },
];

/** The same body under another header; properties belong to the old language and go. */
export function withLanguage(text: string, header: string): string {
  return `${header}\n${splitParagraph(text).body}`;
}

/** What a new cell of a language holds. */
export function emptyParagraph(header: string): string {
  return `${header}\n`;
}

/** The word on a cell's language pill. */
export function languageTitle(language: string, text: string): string {
  const known = LANGUAGES.find((choice) => choice.id === language);
  if (known !== undefined) {
    return known.title;
  }
  if (language === 'python' || language === 'scala') {
    return language === 'python' ? 'Python' : 'Scala';
  }
  return splitParagraph(text).header.replace(/\(.*$/s, '') || 'no language';
}
