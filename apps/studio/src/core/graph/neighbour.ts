import type { Graph, GraphDirection } from './graph.ts';
import type { PlacedNode } from './layout.ts';

/**
 * The node an arrow key leads to: along the flow to a node before or after, across it to the nearest beside. Undefined
 * when there is none.
 */
export function neighbour(
  from: string,
  key: string,
  graph: Graph,
  place: { readonly nodes: readonly PlacedNode[]; readonly direction: GraphDirection },
): string | undefined {
  const ahead = place.direction === 'down' ? 'ArrowDown' : 'ArrowRight';
  const back = place.direction === 'down' ? 'ArrowUp' : 'ArrowLeft';
  if (key === ahead) {
    return graph.edges.find((edge) => edge.from === from)?.to;
  }
  if (key === back) {
    return graph.edges.find((edge) => edge.to === from)?.from;
  }
  return beside(from, key === 'ArrowRight' || key === 'ArrowDown' ? 1 : -1, place);
}

function beside(
  from: string,
  sign: number,
  { nodes, direction }: { nodes: readonly PlacedNode[]; direction: GraphDirection },
): string | undefined {
  const here = nodes.find((placed) => placed.node.id === from);
  if (here === undefined) {
    return undefined;
  }
  const across = (placed: PlacedNode): number => (direction === 'down' ? placed.x - here.x : placed.y - here.y) * sign;
  const along = (placed: PlacedNode): number => Math.abs(direction === 'down' ? placed.y - here.y : placed.x - here.x);
  return nodes
    .filter((placed) => placed !== here && across(placed) > 0)
    .sort((a, b) => along(a) * 2 + across(a) - (along(b) * 2 + across(b)))[0]?.node.id;
}
