import type { Diagnostic, Fix, Span } from '@riffle/plan';

/** Every problem the lexer and the parser report, and when. */
export const SYNTAX_CODES = {
  'unterminated-string': 'a string without its closing quote',
  'unterminated-name': 'a quoted name without its closing quote',
  'unterminated-comment': 'a comment without its end',
  'bad-escape': 'an escape in a string that is not complete',
  'bad-binary': 'a binary string that is not hexadecimal',
  'syntax-error': 'a word or sign that does not belong where it stands',
  'reserved-word': 'a reserved word used as a name',
  'too-deep': 'brackets nested deeper than the parser goes',
  'not-allowed-here': 'a part that is well formed but does not go with the rest of the statement',
  'not-supported': 'well-formed SQL that Flink 2.2 does not take',
} as const;

export type SyntaxCode = keyof typeof SYNTAX_CODES;
export type LexicalCode =
  | 'unterminated-string'
  | 'unterminated-name'
  | 'unterminated-comment'
  | 'bad-escape'
  | 'bad-binary';

export interface ProblemExtras {
  readonly hint?: string | undefined;
  readonly fix?: Fix | undefined;
}

export function syntaxProblem(code: SyntaxCode, message: string, span: Span, extras: ProblemExtras = {}): Diagnostic {
  return { code, severity: 'error', message, span, ...extras };
}

export function lexicalProblem(code: LexicalCode, message: string, span: Span): Diagnostic {
  return syntaxProblem(code, message, span);
}

/** Carries a diagnostic from where a rule fails to where the parser can go on. Never leaves this package. */
export class SyntaxFailure extends Error {
  readonly diagnostic: Diagnostic;

  constructor(diagnostic: Diagnostic) {
    super(diagnostic.message);
    this.name = 'SyntaxFailure';
    this.diagnostic = diagnostic;
  }
}
