import type { Millis } from '@riffle/base';
import type { MatchSkip } from '@riffle/plan';
import { ProcessingError } from '../../errors.ts';
import type { Automaton } from './automaton.ts';
import type { PatternElement } from './pattern.ts';
import { lengthOf, type MatchedRow, RowHistory, type Run } from './run.ts';

export interface MatchRules {
  readonly automaton: Automaton;
  readonly elements: readonly PatternElement[];
  readonly afterMatch: MatchSkip;
  /** Milliseconds a match may not reach; null without a bound. */
  readonly within: Millis | null;
}

/**
 * The matches of one partition. A match goes out when no run that started before it is still open, and takes with it
 * what AFTER MATCH skips.
 */
export class PartitionMatcher {
  readonly history = new RowHistory();
  /** Runs that may go on, by start. */
  open: Run[] = [];
  /** Whole matches that wait for runs that started before them. */
  complete: Run[] = [];

  get isEmpty(): boolean {
    return this.open.length === 0 && this.complete.length === 0;
  }

  /** Takes the next row and gives the matches that are certain now, in order. */
  accept(row: MatchedRow, rules: MatchRules, emit: (run: Run) => void): void {
    this.advance(row.time, rules, emit);
    const fresh = rules.automaton.begin(this.history.add(row));
    const open: Run[] = [];
    for (const run of [...this.open, fresh]) {
      for (const step of rules.automaton.step(run, this.history)) {
        if (step.open) {
          open.push(step.run);
        }
        if (step.complete) {
          this.complete.push(step.run);
        }
      }
    }
    this.open = open;
    this.#settle(rules, emit);
  }

  /** Gives up runs that have lasted too long at `time`. */
  advance(time: Millis, rules: MatchRules, emit: (run: Run) => void): void {
    const { within } = rules;
    if (within === null) {
      return;
    }
    this.open = this.open.filter((run) => time - this.history.at(run.start).time < within);
    this.#settle(rules, emit);
  }

  #settle(rules: MatchRules, emit: (run: Run) => void): void {
    this.complete.sort((a, b) => a.start - b.start);
    for (let first = this.complete[0]; first !== undefined; first = this.complete[0]) {
      if ((this.open[0]?.start ?? Number.POSITIVE_INFINITY) < first.start) {
        break;
      }
      this.complete.shift();
      const keepFrom = nextStart(first, rules);
      emit(first);
      this.open = this.open.filter((run) => run.start >= keepFrom);
      this.complete = this.complete.filter((run) => run.start >= keepFrom);
    }
    this.history.dropBefore(Math.min(this.#oldest(this.open), this.#oldest(this.complete)));
  }

  #oldest(runs: readonly Run[]): number {
    return runs[0]?.start ?? Number.POSITIVE_INFINITY;
  }
}

/** The number of the first row at which the next match may start. */
function nextStart(match: Run, rules: MatchRules): number {
  const { afterMatch } = rules;
  switch (afterMatch.kind) {
    case 'next-row':
      return match.start + 1;
    case 'past-last-row':
      return match.start + lengthOf(match);
    case 'first':
    case 'last':
      return skipTarget(match, rules, afterMatch);
  }
}

function skipTarget(match: Run, rules: MatchRules, skip: Extract<MatchSkip, { variable: string }>): number {
  const element = rules.elements.findIndex((candidate) => candidate.variable === skip.variable);
  const count = match.counts[element] ?? 0;
  if (count === 0) {
    throw new ProcessingError(`AFTER MATCH SKIP TO ${skip.variable}: a match has no row of this variable.`);
  }
  const first = match.start + match.counts.slice(0, element).reduce((sum, taken) => sum + taken, 0);
  const target = skip.kind === 'first' ? first : first + count - 1;
  if (target === match.start) {
    throw new ProcessingError(
      `AFTER MATCH SKIP TO ${skip.variable}: this is the first row of the match, which would be found again for ever.`,
    );
  }
  return target;
}
