/** A filter right above a changelog normalisation moves into it: rows that fail it are then not kept either. */
import { inputsRead } from '../logical/expressions.ts';
import { calc } from './calc.ts';
import { type Draft, withDraftInputs } from './draft.ts';

export function pushIntoNormalize(draft: Draft): Draft {
  const below = withDraftInputs(draft, draft.inputs.map(pushIntoNormalize));
  if (below.kind !== 'calc' || below.condition === null) {
    return below;
  }
  const [normalize] = below.inputs;
  if (normalize?.kind !== 'changelog-normalize' || normalize.filter !== null) {
    return below;
  }
  const { condition } = below;
  const onKey = [...inputsRead(condition)].every((index) => normalize.uniqueKey.includes(index));
  if (onKey) {
    return below;
  }
  return calc({ ...normalize, filter: condition }, null, below.projections, below.output);
}
