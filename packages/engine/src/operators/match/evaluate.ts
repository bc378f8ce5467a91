import type { Value } from '@riffle/columns';
import { type AggregateCall, type Expression, type MatchNode, rewriteExpression } from '@riffle/plan';
import { AggregateSet } from '../../aggregates/aggregate-set.ts';
import { type CompiledRow, compileRow } from '../../expressions.ts';
import type { OperatorContext } from '../../operator.ts';
import type { PatternElement } from './pattern.ts';
import { lengthOf, type RowHistory, type Run } from './run.ts';

/** The value of an expression over the rows of a match. */
export type CompiledMatch = (run: Run, history: RowHistory) => Value;
type CallExpression = Extract<Expression, { kind: 'call' }>;

const ANY_VARIABLE = '*';

/** Compiles the expressions of DEFINE and MEASURES, which read the rows of a match by variable. */
export class MatchCompiler {
  readonly #context: OperatorContext;
  readonly #elements: readonly PatternElement[];
  readonly #timeIndex: number;

  constructor(context: OperatorContext, node: MatchNode, elements: readonly PatternElement[]) {
    this.#context = context;
    this.#elements = elements;
    this.#timeIndex = node.timeIndex;
  }

  /** What reads the rows becomes a column of a row made for the purpose; the rest is an expression like any other. */
  compile(expression: Expression): CompiledMatch {
    const reads: CompiledMatch[] = [];
    const rest = rewriteExpression(expression, (part) => {
      const read = part.kind === 'call' ? this.#readOf(part) : undefined;
      return read === undefined ? part : { kind: 'input', type: part.type, index: reads.push(read) - 1 };
    });
    const value = compileRow(rest, this.#context);
    return (run, history) => value(reads.map((read) => read(run, history)));
  }

  #readOf(call: CallExpression): CompiledMatch | undefined {
    switch (call.name) {
      case 'FIRST':
      case 'LAST':
        return isSymbol(call.args[0]) ? this.#navigation(call) : undefined;
      case 'MATCH_AGG':
        return this.#aggregate(call);
      case 'MATCH_ROWTIME':
        return (run, history) => history.at(run.start + lengthOf(run) - 1).values[this.#timeIndex] as Value;
      case 'MATCH_PROCTIME':
        return () => this.#context.clock.now();
      default:
        return undefined;
    }
  }

  #navigation(call: CallExpression): CompiledMatch {
    const range = this.#rangeOf(call.args[0]);
    const value: CompiledRow = compileRow(call.args[1] as Expression, this.#context);
    const offset = Number(literalOf(call.args[2]));
    const isFirst = call.name === 'FIRST';
    return (run, history) => {
      const { from, to } = range(run);
      const at = isFirst ? from + offset : to - 1 - offset;
      return at >= from && at < to ? value(history.at(at).values) : null;
    };
  }

  #aggregate(call: CallExpression): CompiledMatch {
    const range = this.#rangeOf(call.args[0]);
    const aggregate: AggregateCall = {
      name: String(literalOf(call.args[1])),
      args: call.args.slice(2),
      distinct: false,
      filter: null,
      type: call.type,
    };
    const set = new AggregateSet({
      calls: [aggregate],
      inputTypes: this.#context.inputTypes[0] ?? [],
      retracting: false,
      context: this.#context,
    });
    return (run, history) => {
      set.reset(0);
      const { from, to } = range(run);
      for (let row = from; row < to; row++) {
        set.countValues(0, history.at(row).values, false);
      }
      return set.result(0, 0);
    };
  }

  /** Where the rows of a variable stand. */
  #rangeOf(variable: Expression | undefined): (run: Run) => { readonly from: number; readonly to: number } {
    const name = literalOf(variable);
    if (name === ANY_VARIABLE) {
      return (run) => ({ from: run.start, to: run.start + lengthOf(run) });
    }
    const element = this.#elements.findIndex((candidate) => candidate.variable === name);
    return (run) => {
      let from = run.start;
      for (let i = 0; i < element; i++) {
        from += run.counts[i] ?? 0;
      }
      return { from, to: from + (run.counts[element] ?? 0) };
    };
  }
}

function isSymbol(expression: Expression | undefined): boolean {
  return expression?.kind === 'literal' && expression.type.kind === 'SYMBOL';
}

function literalOf(expression: Expression | undefined): Value {
  return expression?.kind === 'literal' ? expression.value : null;
}
