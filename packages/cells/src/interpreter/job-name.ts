import { formatIdentifier, type PhysicalPlan } from '@riffle/plan';

/**
 * What a job is called where jobs are listed: what its paragraph says (`jobName`), the session's `pipeline.name`, the
 * paragraph's title, or else what it does. INSERTs go by Flink's name for them, `insert-into_<table>`.
 */
export function jobName(
  plan: PhysicalPlan,
  paragraph: { readonly asked: string | undefined; readonly title: string },
): string {
  const given = [paragraph.asked, plan.settings['pipeline.name'], paragraph.title].find((name) => (name ?? '').trim());
  return given ?? nameOfPlan(plan);
}

function nameOfPlan(plan: PhysicalPlan): string {
  const sinks = plan.nodes.flatMap((node) => (node.kind === 'sink' ? [formatIdentifier(node.table)] : []));
  if (sinks.length > 0) {
    return `insert-into_${sinks.join(',')}`;
  }
  const sources = plan.nodes.flatMap((node) => (node.kind === 'source' ? [node.table.object] : []));
  return sources.length === 0 ? 'select' : `select from ${[...new Set(sources)].join(', ')}`;
}
