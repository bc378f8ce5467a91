import type { Span } from '@riffle/plan';
import type { StringLiteral } from '../ast/literals.ts';
import type { BindContext } from '../binder/context.ts';

/** RESET needs keys, and one of them is what the object cannot be without. */
export function checkReset(
  context: BindContext,
  action: { readonly kind: string; readonly span: Span; readonly keys?: readonly StringLiteral[] | undefined },
  needed: string,
): void {
  if (action.kind !== 'reset-options') {
    return;
  }
  if (action.keys?.length === 0) {
    context.report('empty-reset', 'RESET needs at least one key.', action.span);
  }
  const key = action.keys?.find((candidate) => candidate.value === needed);
  if (key !== undefined) {
    context.report('reset-needed', `The option '${needed}' cannot be reset.`, key.span);
  }
}
