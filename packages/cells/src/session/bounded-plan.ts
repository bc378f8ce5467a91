import { definitionLookup, type PhysicalPlan, type SourceNode } from '@riffle/plan';

const definitions = definitionLookup();

/** Whether the plan comes to an end by itself: what follows it in a script then waits for its result. */
export function isBoundedPlan(plan: PhysicalPlan): boolean {
  return plan.mode === 'batch' || plan.nodes.every((node) => node.kind !== 'source' || isBoundedSource(node));
}

function isBoundedSource({ connector, options, partitionKeys, primaryKey }: SourceNode): boolean {
  return definitions.connector(connector)?.source?.({ options, partitionKeys, primaryKey }).bounded ?? false;
}
