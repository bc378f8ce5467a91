import { bytes, count } from '../format/number.ts';
import { clockTime } from '../format/time.ts';
import type { Graph, GraphBadge, GraphNode } from '../graph/graph.ts';
import type { JobPageData } from './job-store.ts';
import { headOf, operatorsOf } from './vertex-names.ts';

/** Above a tenth of the time held up is worth a word, above a half it is bad: Flink's own thresholds. */
const SOME_PRESSURE = 0.1;
const HIGH_PRESSURE = 0.5;

const WAYS: Readonly<Record<string, string>> = {
  FORWARD: '',
  HASH: 'hash',
  GLOBAL: 'to one',
  REBALANCE: 'rebalance',
  BROADCAST: 'to all',
};

/** The vertices of a job with what they do now: rate, load, back-pressure and watermark. */
export function jobGraph({ details, rates, watermarks }: JobPageData): Graph {
  const running = details['end-time'] === -1;
  const nodes = details.vertices.map((vertex): GraphNode => {
    const rate = rates.get(vertex.id);
    const [, ...chain] = operatorsOf(vertex.name);
    const watermark = watermarks.get(vertex.id) ?? null;
    const isSource = vertex.name.startsWith('Source: ');
    const rows = isSource ? vertex.metrics['write-records'] : vertex.metrics['read-records'];
    return {
      id: vertex.id,
      title: headOf(vertex.name),
      detail: chain.length > 0 ? chain.join(' → ') : isSource ? 'source' : `${vertex.parallelism} subtasks`,
      badges: badgesOf(rate?.backPressured ?? 0, running ? watermark : null),
      figures:
        running && rate !== undefined ? `${count(isSource ? rate.written : rate.read)} rows/s` : `${count(rows)} rows`,
      load: running ? (rate?.busy ?? 0) : undefined,
    };
  });
  const edges = details.plan.nodes.flatMap(({ id, inputs }) =>
    (inputs ?? []).map((input) => {
      const pressed = (rates.get(input.id)?.backPressured ?? 0) > HIGH_PRESSURE;
      const from = details.vertices.find((vertex) => vertex.id === input.id);
      const way = WAYS[input.ship_strategy] ?? input.ship_strategy.toLowerCase();
      const passed = from === undefined ? '' : bytes(from.metrics['write-bytes']);
      return {
        from: input.id,
        to: id,
        label: [way, passed].filter(Boolean).join(' · '),
        mark: pressed ? ('bad' as const) : undefined,
      };
    }),
  );
  return { nodes, edges };
}

function badgesOf(pressure: number, watermark: number | null): GraphBadge[] {
  const badges: GraphBadge[] = [];
  if (watermark !== null) {
    badges.push({ text: `▸ ${clockTime(watermark)}`, title: `Watermark ${new Date(watermark).toISOString()}` });
  }
  if (pressure > SOME_PRESSURE) {
    const share = Math.round(pressure * 100);
    badges.push({
      text: `held up ${share} %`,
      tone: pressure > HIGH_PRESSURE ? 'bad' : 'warn',
      title: `Back-pressure: ${share} % of the time it waits for what is behind it`,
    });
  }
  return badges;
}
