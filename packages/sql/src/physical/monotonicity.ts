/** Columns of an aggregation that only grow, or only fall, as rows come in. */
import { type Draft, inputOf } from './draft.ts';
import { isInsertOnlyDraft } from './modify-kinds.ts';

export function isMonotonic(draft: Draft, index: number, direction: 'up' | 'down'): boolean {
  switch (draft.kind) {
    case 'exchange':
    case 'watermark-assigner':
      return isMonotonic(inputOf(draft), index, direction);
    case 'calc': {
      const expression = draft.projections[index];
      return expression?.kind === 'input' && isMonotonic(inputOf(draft), expression.index, direction);
    }
    case 'group-aggregate': {
      const call = draft.calls[index - draft.grouping.length];
      if (call === undefined || !isInsertOnlyDraft(inputOf(draft))) {
        return false;
      }
      return direction === 'up' ? call.name === 'COUNT' || call.name === 'MAX' : call.name === 'MIN';
    }
    default:
      return false;
  }
}
