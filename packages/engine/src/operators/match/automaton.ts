import type { MatchNode } from '@riffle/plan';
import type { OperatorContext } from '../../operator.ts';
import { type CompiledMatch, MatchCompiler } from './evaluate.ts';
import type { PatternElement } from './pattern.ts';
import { extend, positionOf, type RowHistory, type Run } from './run.ts';

/** What becomes of a run with one more row. */
export interface Step {
  readonly run: Run;
  /** The pattern may end here. */
  readonly complete: boolean;
  /** The pattern may take more rows. */
  readonly open: boolean;
}

/**
 * A pattern over rows that follow each other without a gap. As in Flink's CEP library a run that can go on in several
 * ways goes on in all of them, except that what follows a greedy variable first takes a row that this variable would
 * not have taken.
 */
export class Automaton {
  readonly #elements: readonly PatternElement[];
  readonly #conditions: readonly (CompiledMatch | null)[];

  constructor(context: OperatorContext, node: MatchNode, elements: readonly PatternElement[]) {
    const compiler = new MatchCompiler(context, node, elements);
    this.#elements = elements;
    this.#conditions = elements.map(({ variable }) => {
      const define = node.defines.find((candidate) => candidate.variable === variable);
      return define === undefined ? null : compiler.compile(define.condition);
    });
  }

  /** A run without rows that would start with row `start`. */
  begin(start: number): Run {
    return { start, counts: this.#elements.map(() => 0) };
  }

  /** Gives the runs that `run` becomes with the newest row of the history; none when it ends there. */
  step(run: Run, history: RowHistory): readonly Step[] {
    const steps: Step[] = [];
    let element = Math.max(positionOf(run), 0);
    while (element < this.#elements.length && !this.#isHeldBack(run, element, history)) {
      const { min, max } = this.#elements[element] as PatternElement;
      const count = run.counts[element] as number;
      if (count < max && this.#accepts(run, element, history)) {
        steps.push(this.#taken(run, element, history));
      }
      if (count < min) {
        break;
      }
      element++;
    }
    return steps;
  }

  #taken(run: Run, element: number, history: RowHistory): Step {
    const next = extend(run, element);
    const { max } = this.#elements[element] as PatternElement;
    const isLast = element === this.#elements.length - 1;
    const open = !isLast || (next.counts[element] as number) < max;
    return { run: next, complete: this.#mayEnd(run, next, history), open };
  }

  /** Whether all that is left of the pattern may be empty. */
  #mayEnd(before: Run, run: Run, history: RowHistory): boolean {
    let element = positionOf(run);
    if ((run.counts[element] as number) < (this.#elements[element] as PatternElement).min) {
      return false;
    }
    for (element++; element < this.#elements.length; element++) {
      if ((this.#elements[element] as PatternElement).min > 0 || this.#isHeldBack(before, element, history)) {
        return false;
      }
    }
    return true;
  }

  /** The variable before is greedy and would take the row itself. */
  #isHeldBack(run: Run, element: number, history: RowHistory): boolean {
    const previous = this.#elements[element - 1];
    return previous?.greedy === true && run.counts[element] === 0 && this.#accepts(run, element - 1, history);
  }

  /** Whether the newest row, counted as one of the element's, meets its condition. */
  #accepts(run: Run, element: number, history: RowHistory): boolean {
    const condition = this.#conditions[element];
    return condition === null || condition?.(extend(run, element), history) === true;
  }
}
