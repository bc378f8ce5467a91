import { planFromJson } from '@riffle/plan';

/** A plan in the form Flink's REST API gives job graphs, which is what the service's API hands out. */
export function flinkJobPlan(name: string, plan: string): string {
  const { nodes } = planFromJson(plan);
  return JSON.stringify({
    jid: name,
    name,
    nodes: nodes.map(({ id, description, inputs }) => ({
      id,
      description,
      inputs: inputs.map((input, num) => ({ num, id: input, ship_strategy: 'FORWARD' })),
    })),
  });
}
