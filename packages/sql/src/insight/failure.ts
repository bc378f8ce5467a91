/** Where in the text a running job failed, as far as its message and operator tell, and what would help. */
import type { Fix, Span } from '@riffle/plan';
import type { SyntaxNode } from '../ast/any-node.ts';
import { walk } from '../ast/children.ts';
import type { Statement } from '../ast/statements.ts';
import { printType } from '../printer/print.ts';

export interface Failure {
  readonly message: string;
  /** The plan's line of the operator it happened in. */
  readonly operator?: string | undefined;
}

export interface FailurePlace {
  /** The expression where only one can be meant, else the statement. */
  readonly span: Span;
  readonly hint?: string | undefined;
  readonly fix?: Fix | undefined;
}

interface Kind {
  readonly message: RegExp;
  /** Whether an expression can fail so; `match` is what the message said. */
  fits(node: SyntaxNode, match: RegExpExecArray): boolean;
  readonly hint?: string;
  fix?(node: SyntaxNode, text: string): Fix | undefined;
}

const KINDS: readonly Kind[] = [
  {
    message: /^Division by zero/,
    fits: (node) => divisorOf(node) !== undefined,
    hint: 'NULLIF(divisor, 0) gives NULL where the divisor is 0.',
    fix(node, text) {
      const divisor = divisorOf(node);
      if (divisor === undefined) {
        return undefined;
      }
      const source = text.slice(divisor.span.start, divisor.span.end);
      return { title: 'Use NULLIF', span: divisor.span, replacement: `NULLIF(${bare(source)}, 0)` };
    },
  },
  {
    message: /^Cannot cast '.*' to (.+)\.$/s,
    fits: (node, match) =>
      node.kind === 'cast' && node.mode === 'cast' && sameType(printType(node.type), match[1] ?? ''),
    hint: 'TRY_CAST gives NULL for values that cannot be cast.',
    fix(node, text) {
      const { start } = node.span;
      const word = text.slice(start, start + 'CAST'.length);
      return word.toUpperCase() === 'CAST'
        ? { title: 'Use TRY_CAST', span: { start, end: start + word.length }, replacement: 'TRY_CAST' }
        : undefined;
    },
  },
  {
    message: /the record cannot be read/,
    fits: (node) => node.kind === 'named-table',
  },
];

/** The place of a failure of the job that these statements became. */
export function placeOfFailure(failure: Failure, statements: readonly Statement[], text: string): FailurePlace {
  const whole = { start: statements[0]?.span.start ?? 0, end: statements.at(-1)?.span.end ?? text.length };
  for (const kind of KINDS) {
    const match = kind.message.exec(failure.message);
    if (match !== null) {
      const node = onlyOne(
        candidates(statements, (found) => kind.fits(found, match)),
        failure,
        text,
      );
      const fix = node === undefined ? undefined : kind.fix?.(node, text);
      return {
        span: node === undefined ? whole : balanced(node.span, text),
        ...(kind.hint === undefined ? {} : { hint: kind.hint }),
        ...(fix === undefined ? {} : { fix }),
      };
    }
  }
  return { span: whole };
}

/** Parentheses around the last operand leave no trace in the tree; the place takes them in. */
function balanced({ start, end }: Span, text: string): Span {
  let open = 0;
  for (const sign of text.slice(start, end)) {
    open += sign === '(' ? 1 : sign === ')' ? -1 : 0;
  }
  const close = /^[\s)]*/.exec(text.slice(end))?.[0] ?? '';
  let to = end;
  for (let at = 0; at < close.length && open > 0; at++) {
    open -= close[at] === ')' ? 1 : 0;
    to = end + at + 1;
  }
  return { start, end: to };
}

function candidates(statements: readonly Statement[], fits: (node: SyntaxNode) => boolean): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  for (const statement of statements) {
    walk(statement, (node) => {
      if (fits(node)) {
        found.push(node);
      }
    });
  }
  return found;
}

/** The one candidate there is, or the one that the operator's line names. */
function onlyOne(found: readonly SyntaxNode[], { operator }: Failure, text: string): SyntaxNode | undefined {
  if (found.length <= 1 || operator === undefined) {
    return found.length === 1 ? found[0] : undefined;
  }
  const line = squeeze(operator);
  const named = found.filter(({ span }) => line.includes(squeeze(text.slice(span.start, span.end))));
  // Where one stands within another that is named too, the inner one is as likely as the outer.
  return named.length === 1 ? named[0] : undefined;
}

/** The second operand of a division. */
function divisorOf(node: SyntaxNode): SyntaxNode | undefined {
  if (node.kind === 'binary' && (node.operator === '/' || node.operator === '%')) {
    return node.right;
  }
  const isMod = node.kind === 'function-call' && node.name.parts.at(-1)?.name.toUpperCase() === 'MOD';
  return isMod ? node.args[1] : undefined;
}

function bare(source: string): string {
  return source.startsWith('(') && source.endsWith(')') ? source.slice(1, -1) : source;
}

function sameType(a: string, b: string): boolean {
  const plain = (text: string): string => squeeze(text).replace('INTEGER', 'INT').replace('NOTNULL', '');
  return plain(a) === plain(b);
}

/** Without what differs between the text and the plan's line of it. */
function squeeze(text: string): string {
  return text.replaceAll(/[\s()`]/g, '').toUpperCase();
}
