/** A stretch of source text: UTF-16 offsets, `end` excluded. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export type Severity = 'error' | 'warning' | 'info';

/** A text edit that would mend a problem. */
export interface Fix {
  /** What the button says: `Use "price"`. */
  readonly title: string;
  readonly span: Span;
  readonly replacement: string;
}

/** A user's mistake, as data. Parser and binder return these; they never throw on what a user typed. */
export interface Diagnostic {
  /** A kebab-case name that does not change: `unknown-column`. */
  readonly code: string;
  readonly severity: Severity;
  /** One or two plain sentences: what is wrong, and where known what to do. */
  readonly message: string;
  readonly span: Span;
  readonly hint?: string | undefined;
  readonly fix?: Fix | undefined;
}

/** A place as people count: both from 1; a column counts UTF-16 units. */
export interface LineColumn {
  readonly line: number;
  readonly column: number;
}

/** Where `offset` stands in `text`. */
export function lineColumnOf(text: string, offset: number): LineColumn {
  const end = Math.min(offset, text.length);
  let line = 1;
  let lineStart = 0;
  for (let at = text.indexOf('\n'); at !== -1 && at < end; at = text.indexOf('\n', at + 1)) {
    line++;
    lineStart = at + 1;
  }
  return { line, column: end - lineStart + 1 };
}

/** `file:line:column: message`, the form compilers use and editors can follow. */
export function formatDiagnostic(diagnostic: Diagnostic, text: string, file: string): string {
  const { line, column } = lineColumnOf(text, diagnostic.span.start);
  const hint = diagnostic.hint === undefined ? '' : ` ${diagnostic.hint}`;
  return `${file}:${line}:${column}: ${diagnostic.message}${hint}`;
}
