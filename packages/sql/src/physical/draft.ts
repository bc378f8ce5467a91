/**
 * The physical plan while it is made: the engine's operators as a tree, without ids and change kinds yet.
 */
import type { RowField } from '@riffle/columns';
import type { ChangelogMode, PhysicalNode, SourceNode } from '@riffle/plan';

type Later = 'id' | 'inputs' | 'changelog' | 'upsertKeys' | 'description';
/** The changes a source has by itself, before the plan asks for any. */
interface Provides {
  readonly provides: ChangelogMode;
}
type DraftOf<N> = N extends PhysicalNode
  ? Omit<N, Later> & { readonly inputs: readonly Draft[] } & (N extends SourceNode ? Provides : unknown)
  : never;

export type Draft = DraftOf<PhysicalNode>;
export type DraftKind<K extends Draft['kind']> = Extract<Draft, { kind: K }>;

export function exchange(input: Draft, keys: readonly number[]): Draft {
  const distribution = keys.length === 0 ? ({ kind: 'single' } as const) : ({ kind: 'hash', keys } as const);
  return { kind: 'exchange', inputs: [input], output: input.output, distribution };
}

/** The draft over other inputs. */
export function withDraftInputs(draft: Draft, inputs: readonly Draft[]): Draft {
  return inputs.every((input, i) => input === draft.inputs[i]) ? draft : { ...draft, inputs };
}

export function inputOf(draft: Draft, index = 0): Draft {
  const found = draft.inputs[index];
  if (found === undefined) {
    throw new Error(`${draft.kind} has no input ${index}`);
  }
  return found;
}

export function fieldName(fields: readonly RowField[], index: number): string {
  return fields[index]?.name ?? `$${index}`;
}
