/**
 * Resolved operators → the plan's nodes. An operator's id is a hash of what it does and of its inputs' ids: the same
 * query gives the same ids, a sink added beside it changes none, and equal parts of a plan become one node.
 */
import type { OperatorId, PhysicalNode, PhysicalPlan } from '@riffle/plan';
import { digestOf } from '../logical/expressions.ts';
import type { Resolved } from './changelog.ts';
import { describe } from './describe.ts';
import { hashText } from './hash.ts';
import { upsertKeys } from './upsert-keys.ts';

export function finishPlan(roots: readonly Resolved[], rest: Pick<PhysicalPlan, 'mode' | 'settings'>): PhysicalPlan {
  const nodes = new Map<OperatorId, PhysicalNode>();
  for (const root of roots) {
    addNode(nodes, root, true);
  }
  return { formatVersion: 1, mode: rest.mode, nodes: [...nodes.values()], settings: rest.settings };
}

function addNode(nodes: Map<OperatorId, PhysicalNode>, resolved: Resolved, isRoot: boolean): OperatorId {
  const inputs = resolved.inputs.map((input) => addNode(nodes, input, false));
  const content = contentOf(resolved);
  const id = freeId(nodes, hashText(digestOf([content, inputs])), isRoot);
  if (!nodes.has(id)) {
    nodes.set(id, { ...content, id, inputs } as PhysicalNode);
  }
  return id;
}

/** Two equal sinks both write: the second gets an id of its own. */
function freeId(nodes: ReadonlyMap<OperatorId, PhysicalNode>, id: OperatorId, isRoot: boolean): OperatorId {
  let free = id;
  for (let n = 2; isRoot && nodes.has(free); n++) {
    free = `${id}-${n}`;
  }
  return free;
}

function contentOf(resolved: Resolved): Omit<PhysicalNode, 'id' | 'inputs'> {
  const { draft, changelog } = resolved;
  const { inputs: _, ...own } = draft;
  const content = 'provides' in own ? withoutProvides(own) : own;
  // The inputs may have been replaced while changes were inferred: describe the operator over what it now reads.
  const over = { ...draft, inputs: resolved.inputs.map((input) => input.draft) };
  return { ...content, changelog, upsertKeys: upsertKeys(draft), description: describe(over) } as Omit<
    PhysicalNode,
    'id' | 'inputs'
  >;
}

function withoutProvides<T extends { readonly provides: unknown }>(own: T): Omit<T, 'provides'> {
  const { provides: _, ...rest } = own;
  return rest;
}
