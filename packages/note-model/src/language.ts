/** What a paragraph is written in, after its interpreter's name. */
export type ParagraphLanguage = 'ssql' | 'bsql' | 'markdown' | 'python' | 'scala' | 'unknown';

const LANGUAGES: Readonly<Record<string, ParagraphLanguage>> = {
  'flink.ssql': 'ssql',
  ssql: 'ssql',
  'flink.bsql': 'bsql',
  bsql: 'bsql',
  md: 'markdown',
  'md.markdown': 'markdown',
  flink: 'scala',
  'flink.flink': 'scala',
  'flink.pyflink': 'python',
  pyflink: 'python',
  'flink.ipyflink': 'python',
  ipyflink: 'python',
};

/** A paragraph without a header is streaming SQL: the language of the notebook. */
export function languageOf(interpreter: string | null): ParagraphLanguage {
  return interpreter === null ? 'ssql' : (LANGUAGES[interpreter] ?? 'unknown');
}
