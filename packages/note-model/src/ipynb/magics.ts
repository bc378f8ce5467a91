import { languageOf, type ParagraphLanguage } from '../language.ts';

/** First lines of code cells that name a language, in their common forms, and the header each stands for. */
const MAGICS: Readonly<Record<string, string>> = {
  sql: '%flink.ssql',
  flink_sql: '%flink.ssql',
  flinksql: '%flink.ssql',
  ssql: '%flink.ssql',
  bsql: '%flink.bsql',
  scala: '%flink',
  python: '%flink.ipyflink',
  py: '%flink.ipyflink',
  python3: '%flink.ipyflink',
  markdown: '%md',
  md: '%md',
  bash: '%sh',
  sh: '%sh',
};

const MAGIC_LINE = /^%%([\w.-]+)([^\n]*)/;

/** Whether a code cell's first line names its language. `%%time` and the like belong to the code; in a file of ours every one is a header. */
export function isMagic(source: string, ours: boolean): boolean {
  const name = MAGIC_LINE.exec(source)?.[1];
  return name !== undefined && (ours || name.toLowerCase() in MAGICS || languageOf(name) !== 'unknown');
}

/** The header of a code cell: from its `%%` line, which may be a whole header of ours, or from the kernel. */
export function headerOfCode(source: string, kernel: string, ours: boolean): string {
  if (!isMagic(source, ours)) {
    return headerOfKernel(kernel);
  }
  const [, name = '', rest = ''] = MAGIC_LINE.exec(source) ?? [];
  if (ours || languageOf(name) !== 'unknown') {
    return `%${name}${rest.trimEnd()}`;
  }
  return MAGICS[name.toLowerCase()] ?? headerOfKernel(kernel);
}

function headerOfKernel(kernel: string): string {
  if (/\bsql\b/.test(kernel)) {
    return '%flink.ssql';
  }
  return kernel.includes('scala') ? '%flink' : '%flink.ipyflink';
}

/** The header a cell gets back from the form it is exported in. */
export function usualHeader(header: string, language: ParagraphLanguage): string {
  if (language === 'markdown') {
    return '%md';
  }
  return header === '' ? '%flink.ssql' : header;
}
