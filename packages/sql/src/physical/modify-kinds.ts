/** Which changes beside insertions an operator can produce, whatever its users ask for. */
import { type Draft, inputOf } from './draft.ts';

export interface ModifyKinds {
  readonly update: boolean;
  readonly delete: boolean;
}

const NONE: ModifyKinds = { update: false, delete: false };
const ALL: ModifyKinds = { update: true, delete: true };

const known = new WeakMap<Draft, ModifyKinds>();

export function modifyKinds(draft: Draft): ModifyKinds {
  const cached = known.get(draft);
  if (cached !== undefined) {
    return cached;
  }
  const kinds = compute(draft);
  known.set(draft, kinds);
  return kinds;
}

export function isInsertOnlyDraft(draft: Draft): boolean {
  const kinds = modifyKinds(draft);
  return !kinds.update && !kinds.delete;
}

function compute(draft: Draft): ModifyKinds {
  switch (draft.kind) {
    case 'source':
      return { update: draft.provides.updateAfter || draft.provides.updateBefore, delete: draft.provides.delete };
    case 'values':
    case 'window-aggregate':
    case 'window-rank':
    case 'window-join':
    case 'interval-join':
    case 'temporal-sort':
    case 'match':
      return NONE;
    case 'calc':
    case 'exchange':
    case 'watermark-assigner':
    case 'expand':
    case 'correlate':
    case 'window-table-function':
    case 'lookup-join':
    case 'temporal-join':
    case 'drop-update-before':
    case 'sink':
    case 'collect':
      return modifyKinds(inputOf(draft));
    case 'changelog-normalize':
    case 'rank':
      return ALL;
    case 'sort':
      return draft.fetch === null ? NONE : ALL;
    case 'limit':
      return isInsertOnlyDraft(inputOf(draft)) ? NONE : ALL;
    case 'over-aggregate':
      return draft.time === 'none' ? ALL : NONE;
    case 'deduplicate':
      return draft.keep === 'first' ? NONE : { update: true, delete: false };
    case 'group-aggregate':
      return { update: true, delete: !isInsertOnlyDraft(inputOf(draft)) };
    case 'group-window-aggregate':
      return { update: draft.emit.earlyDelay !== null || draft.emit.lateDelay !== null, delete: false };
    case 'join':
      return draft.type === 'inner' || draft.type === 'semi' ? unionOf(draft.inputs) : ALL;
    case 'union':
      return unionOf(draft.inputs);
  }
}

function unionOf(inputs: readonly Draft[]): ModifyKinds {
  const kinds = inputs.map(modifyKinds);
  return { update: kinds.some((kind) => kind.update), delete: kinds.some((kind) => kind.delete) };
}
