/** Tables that cannot take what is written to them, or only at a price. */
import { type AdviceFix, type AdviceRule, endlessNodes, selectsOf } from './rule.ts';
import { tumbleFix } from './window-fix.ts';

const changesRefused: AdviceRule = {
  code: 'changes-refused',
  label: 'sink takes no changes',
  find({ at, paragraph }) {
    const problem = at.diagnostics.find(({ code }) => code === 'sink-refuses-changes');
    if (problem === undefined) {
      return [];
    }
    const grouped = selectsOf(at).find(({ groupBy }) => groupBy !== undefined);
    const window = grouped === undefined ? undefined : tumbleFix(grouped, at, paragraph);
    const fixes: readonly AdviceFix[] = window === undefined ? [] : [window];
    return [
      {
        span: problem.span,
        message:
          'The query corrects rows it has given before, and this table only takes new ones. A window gives each result once; a table with a primary key on an updating connector takes corrections.',
        fixes,
      },
    ];
  },
};

const keyMismatch: AdviceRule = {
  code: 'sink-key',
  label: 'other key',
  find({ at }) {
    const sinks = endlessNodes(at, 'sink', ({ upsertMaterialize }) => upsertMaterialize);
    return sinks.map((sink) => ({
      span: at.statement.span,
      message: `The rows come by another key than the primary key of ${sink.table.object}, so each is kept to put changes back in order. Group by the primary key's columns to avoid that.`,
      fixes: [],
    }));
  },
};

export const sinkRules: readonly AdviceRule[] = [changesRefused, keyMismatch];
