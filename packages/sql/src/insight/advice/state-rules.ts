/** Queries whose memory only ever grows. */
import type { Span } from '@riffle/plan';
import type { SyntaxNode } from '../../ast/any-node.ts';
import { walk } from '../../ast/children.ts';
import type { ExaminedStatement } from '../examine.ts';
import { type AdviceRule, type AdviceSubject, endlessNodes, type Finding, selectsOf } from './rule.ts';
import { ttlFix } from './set-fix.ts';
import { tumbleFix } from './window-fix.ts';

const GROWS = 'state grows';

/** Where a clause stands in the statement; the whole statement when it stands in a view. */
function spanOf(at: ExaminedStatement, fits: (node: SyntaxNode) => boolean): Span {
  let found: Span | undefined;
  walk(at.statement, (node) => {
    if (found === undefined && fits(node)) {
      found = node.span;
    }
  });
  return found ?? at.statement.span;
}

function finding(at: ExaminedStatement, span: Span, message: string): readonly Finding[] {
  return [{ span, message, fixes: [ttlFix(at)] }];
}

const unboundedGroup: AdviceRule = {
  code: 'unbounded-group',
  label: GROWS,
  find({ at, paragraph }: AdviceSubject) {
    const grouped = selectsOf(at).find(({ groupBy }) => groupBy !== undefined);
    const keeps = endlessNodes(at, 'group-aggregate', ({ stateTtl, grouping, calls }) => {
      return stateTtl === 0 && grouping.length > 0 && (calls.length > 0 || grouped !== undefined);
    });
    if (keeps.length === 0) {
      return [];
    }
    const window = grouped === undefined ? undefined : tumbleFix(grouped, at, paragraph);
    return [
      {
        span: grouped?.groupBy?.span ?? at.statement.span,
        message: 'Every new key is kept for ever, as its rows may still come.',
        fixes: [...(window === undefined ? [] : [window]), ttlFix(at)],
      },
    ];
  },
};

const unboundedDistinct: AdviceRule = {
  code: 'unbounded-distinct',
  label: GROWS,
  find({ at }) {
    const distinct = selectsOf(at).find((select) => select.distinct);
    const keeps = endlessNodes(at, 'group-aggregate', ({ stateTtl, calls }) => stateTtl === 0 && calls.length === 0);
    return distinct === undefined || keeps.length === 0
      ? []
      : finding(at, distinct.span, 'DISTINCT keeps every row it has ever seen, to know the next one.');
  },
};

const unboundedJoin: AdviceRule = {
  code: 'unbounded-join',
  label: GROWS,
  find({ at }) {
    const keeps = endlessNodes(
      at,
      'join',
      ({ leftStateTtl, rightStateTtl }) => leftStateTtl === 0 || rightStateTtl === 0,
    );
    return keeps.length === 0
      ? []
      : finding(
          at,
          spanOf(at, ({ kind }) => kind === 'join'),
          'The join keeps the rows of both sides for ever, as a partner may still come. Bound the times of both sides against each other, or let old rows go.',
        );
  },
};

const unboundedDeduplication: AdviceRule = {
  code: 'unbounded-deduplication',
  label: GROWS,
  find({ at }) {
    const single = endlessNodes(at, 'deduplicate', ({ stateTtl }) => stateTtl === 0);
    const ranks = endlessNodes(at, 'rank', ({ stateTtl, partition }) => stateTtl === 0 && partition.length > 0);
    return single.length + ranks.length === 0
      ? []
      : finding(
          at,
          spanOf(at, (node) => node.kind === 'function-call' && node.over !== undefined),
          'The best rows of every key are kept for ever. Keys that are no longer needed can go after a while.',
        );
  },
};

const unboundedOver: AdviceRule = {
  code: 'unbounded-over',
  label: GROWS,
  find({ at }) {
    const keeps = endlessNodes(
      at,
      'over-aggregate',
      ({ stateTtl, lower, partition }) => stateTtl === 0 && lower.preceding === null && partition.length > 0,
    );
    return keeps.length === 0
      ? []
      : finding(
          at,
          spanOf(at, (node) => node.kind === 'function-call' && node.over !== undefined),
          'OVER from the first row on keeps something for every key for ever. Begin the frame later, as with ROWS BETWEEN 99 PRECEDING AND CURRENT ROW, or let old keys go.',
        );
  },
};

export const stateRules: readonly AdviceRule[] = [
  unboundedGroup,
  unboundedDistinct,
  unboundedJoin,
  unboundedDeduplication,
  unboundedOver,
];
