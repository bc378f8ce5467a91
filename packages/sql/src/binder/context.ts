import { suggest } from '@riffle/base';
import { type LogicalType, type RowField, types } from '@riffle/columns';
import type { Diagnostic, Expression, ObjectIdentifier, Span } from '@riffle/plan';
import type { ExpressionNode } from '../ast/expressions.ts';
import type { Path } from '../ast/node.ts';
import type { CommonTable } from '../ast/queries.ts';
import type { CompileEnvironment } from '../compile/environment.ts';
import type { LogicalNode } from '../logical/node.ts';
import type { ExpressionScope } from './expression-scope.ts';
import type { BinderEntries } from './recursion.ts';

/** A query named by WITH, and the names that were visible where it stands. */
export interface CommonTableBinding {
  readonly name: string;
  readonly table: CommonTable;
  readonly visible: readonly CommonTableBinding[];
}

interface ReportOptions {
  readonly hint?: string | undefined;
  readonly fix?: Diagnostic['fix'];
}

/** Told what names and expressions mean while they are bound, for the editor. */
export interface BindObserver {
  expression?(scope: ExpressionScope, node: ExpressionNode, bound: Expression): void;
  /** A table's name, with the WITH queries in sight there; its columns when there is such a table. */
  table?(context: BindContext, path: Path, columns: readonly RowField[] | undefined): void;
}

/** What is shared while one statement is bound: the environment, the text, and what was found wrong so far. */
export class BindContext {
  readonly env: CompileEnvironment;
  readonly text: string;
  readonly entries: BinderEntries;
  readonly diagnostics: Diagnostic[] = [];
  /** Tables and views read, by their formatted name. */
  readonly reads = new Map<string, ObjectIdentifier>();
  /** Views being expanded, outermost first: a view must not contain itself. */
  readonly viewsOpen: string[] = [];
  /** The names WITH has made visible where binding stands now. */
  commonTables: readonly CommonTableBinding[] = [];
  readonly #spans = new WeakMap<Expression, Span>();
  /** While a view or a computed column is bound, every finding points at the place that uses it. */
  #fixedSpan: Span | undefined;

  readonly #observer: BindObserver | undefined;

  constructor(env: CompileEnvironment, text: string, entries: BinderEntries, observer?: BindObserver) {
    this.entries = entries;
    this.env = env;
    this.text = text;
    this.#observer = observer;
  }

  /** Who is to be told; nobody while something is bound whose text stands elsewhere. */
  get observer(): BindObserver | undefined {
    return this.#fixedSpan === undefined ? this.#observer : undefined;
  }

  /** Reports an error at `span`. */
  report(code: string, message: string, span: Span, options: ReportOptions = {}): void {
    const at = this.#fixedSpan ?? span;
    const fix = this.#fixedSpan === undefined ? options.fix : undefined;
    if (this.diagnostics.some((d) => d.code === code && d.span.start === at.start && d.message === message)) {
      return;
    }
    this.diagnostics.push({
      code,
      severity: 'error',
      message,
      span: at,
      ...(options.hint === undefined ? {} : { hint: options.hint }),
      ...(fix === undefined ? {} : { fix }),
    });
  }

  notSupported(what: string, span: Span, hint?: string): void {
    this.report('not-supported', `not supported yet: ${what}`, span, { hint });
  }

  /** Reports an unknown name, with the nearest of `candidates` as a fix. */
  reportUnknown(options: {
    code: string;
    message: string;
    span: Span;
    name: string;
    candidates: readonly string[];
    /** The name does not stand at `span`, so it cannot be replaced there. */
    elsewhere?: boolean | undefined;
  }): void {
    const { code, message, span, name, candidates } = options;
    const nearest = nearestOf(name, candidates);
    if (nearest === undefined) {
      this.report(code, `${message}.`, span);
      return;
    }
    const fix = { title: `Use "${nearest}"`, span, replacement: identifierText(nearest) };
    this.report(code, `${message}. Did you mean "${nearest}"?`, span, options.elsewhere === true ? {} : { fix });
  }

  /** Something is wrong that keeps the statement from running. */
  get failed(): boolean {
    return this.diagnostics.some((diagnostic) => diagnostic.severity === 'error');
  }

  warn(diagnostic: Omit<Diagnostic, 'severity'>): void {
    this.diagnostics.push({ ...diagnostic, severity: 'warning' });
  }

  /** Binds something whose own text the user does not see here; what is wrong with it is shown at `span`. */
  at<T>(span: Span, work: () => T): T {
    const before = this.#fixedSpan;
    this.#fixedSpan = before ?? span;
    try {
      return work();
    } finally {
      this.#fixedSpan = before;
    }
  }

  remember<T extends Expression>(expression: T, span: Span): T {
    if (!this.#spans.has(expression)) {
      this.#spans.set(expression, this.#fixedSpan ?? span);
    }
    return expression;
  }

  spanOf(expression: Expression): Span | undefined {
    return this.#spans.get(expression);
  }

  config(key: string, fallback: string): string {
    return this.env.config[key] ?? fallback;
  }
}

const PLAIN_IDENTIFIER = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** Among names of one or two letters everything is near; there only the letter case may differ. */
function nearestOf(name: string, candidates: readonly string[]): string | undefined {
  const nearest = suggest(name, candidates);
  const isCaseOnly = nearest?.toLowerCase() === name.toLowerCase();
  return nearest === name || (name.length < 3 && !isCaseOnly) ? undefined : nearest;
}

function identifierText(name: string): string {
  return PLAIN_IDENTIFIER.test(name) ? name : `\`${name.replaceAll('`', '``')}\``;
}

const errors = new WeakSet<Expression>();

/** A stand-in for an expression that could not be bound; nothing that contains it is reported again. */
export function errorExpression(type: LogicalType = types.null()): Expression {
  const expression: Expression = { kind: 'literal', value: null, type };
  errors.add(expression);
  return expression;
}

export function isErrorExpression(expression: Expression): boolean {
  return errors.has(expression);
}

const errorNodes = new WeakSet<LogicalNode>();

/** A stand-in for a table that could not be bound: any column may be asked of it. */
export function errorNode(): LogicalNode {
  const node: LogicalNode = { kind: 'values', rows: [], output: [] };
  errorNodes.add(node);
  return node;
}

export function isErrorNode(node: LogicalNode): boolean {
  return errorNodes.has(node);
}
