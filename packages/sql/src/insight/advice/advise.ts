import type { ExaminedParagraph } from '../examine.ts';
import type { AdviceRule, Finding, RunFacts } from './rule.ts';
import { sinkRules } from './sink-rules.ts';
import { stateRules } from './state-rules.ts';
import { timeRules } from './time-rules.ts';

/** Everything there is to advise on. */
export const ADVICE_RULES: readonly AdviceRule[] = [...stateRules, ...timeRules, ...sinkRules];

/** A finding with the rule that made it. */
export interface Advice extends Finding {
  readonly code: string;
  readonly label: string;
}

/** What is worth saying about a paragraph, statement by statement; each rule once per statement. */
export function adviseParagraph(paragraph: ExaminedParagraph, run: RunFacts | null): readonly Advice[] {
  return paragraph.statements.flatMap((at) =>
    ADVICE_RULES.flatMap(({ code, label, find }) =>
      find({ paragraph, at, run }).map((finding) => ({ code, label, ...finding })),
    ),
  );
}
