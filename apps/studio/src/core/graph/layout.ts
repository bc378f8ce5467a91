import dagre from '@dagrejs/dagre';
import type { Graph, GraphDirection, GraphNode } from './graph.ts';

export const NODE_WIDTH = 176;
const TITLE_HEIGHT = 20;
const LINE_HEIGHT = 15;
const BADGES_HEIGHT = 21;
const FIGURES_HEIGHT = 17;
const LOAD_HEIGHT = 9;
const PADDING = 16;
/** Letters that fit in a line of detail. */
const LINE_LETTERS = 28;
const MOST_LINES = 2;
const MARGIN = 10;

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface PlacedNode {
  readonly node: GraphNode;
  /** Of the top left corner, in pixels. */
  readonly x: number;
  readonly y: number;
  readonly height: number;
}

export interface PlacedEdge {
  readonly key: string;
  /** Place of the edge in the graph's list. */
  readonly index: number;
  readonly points: readonly Point[];
  /** Where a label stands in the middle. */
  readonly middle: Point;
}

export interface GraphLayout {
  readonly width: number;
  readonly height: number;
  readonly nodes: readonly PlacedNode[];
  readonly edges: readonly PlacedEdge[];
}

/** Lines of a detail that are shown. */
export function detailLines({ detail }: GraphNode): number {
  if (detail === undefined || detail === '') {
    return 0;
  }
  const lines = detail.split('\n').reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / LINE_LETTERS)), 0);
  return Math.min(MOST_LINES, lines);
}

export function nodeHeight(node: GraphNode): number {
  return (
    PADDING +
    TITLE_HEIGHT +
    detailLines(node) * LINE_HEIGHT +
    ((node.badges ?? []).length > 0 ? BADGES_HEIGHT : 0) +
    (node.figures === undefined ? 0 : FIGURES_HEIGHT) +
    (node.load === undefined ? 0 : LOAD_HEIGHT)
  );
}

/** Places every node and bends every edge, layer by layer in the direction of the data. Edges to nowhere are left out. */
export function layOut(graph: Graph, direction: GraphDirection): GraphLayout {
  const layers = new dagre.graphlib.Graph({ multigraph: true });
  layers.setGraph({
    rankdir: direction === 'down' ? 'TB' : 'LR',
    nodesep: direction === 'down' ? 24 : 18,
    ranksep: direction === 'down' ? 34 : 30,
    marginx: MARGIN,
    marginy: MARGIN,
  });
  layers.setDefaultEdgeLabel(() => ({}));
  for (const node of graph.nodes) {
    layers.setNode(node.id, { width: NODE_WIDTH, height: nodeHeight(node) });
  }
  const known = new Set(graph.nodes.map((node) => node.id));
  graph.edges.forEach((edge, index) => {
    if (known.has(edge.from) && known.has(edge.to)) {
      layers.setEdge(edge.from, edge.to, labelSize(edge.label), String(index));
    }
  });
  if (graph.nodes.length > 0) {
    dagre.layout(layers);
  }
  const size = layers.graph() as { width?: number; height?: number };
  return {
    width: graph.nodes.length === 0 ? 0 : (size.width ?? 0),
    height: graph.nodes.length === 0 ? 0 : (size.height ?? 0),
    nodes: graph.nodes.map((node) => {
      const { x, y, width, height } = layers.node(node.id) as { x: number; y: number; width: number; height: number };
      return { node, x: x - width / 2, y: y - height / 2, height };
    }),
    edges: layers.edges().map((edge) => {
      const { points } = layers.edge(edge) as { points: Point[] };
      const index = Number(edge.name);
      return { key: `${index}`, index, points, middle: middleOf(points) };
    }),
  };
}

/** Room for a label, in pixels. */
function labelSize(label: string | undefined): Record<string, unknown> {
  if (label === undefined) {
    return {};
  }
  const width = label.length * 5.6 + 8;
  return { width, height: 14, labelpos: 'c' };
}

function middleOf(points: readonly Point[]): Point {
  const at = (points.length - 1) / 2;
  const a = points[Math.floor(at)] ?? { x: 0, y: 0 };
  const b = points[Math.ceil(at)] ?? a;
  return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
}

/** A path through all points, its corners rounded. */
export function edgePath(points: readonly Point[]): string {
  const [first, ...rest] = points;
  const last = rest.at(-1);
  if (first === undefined || last === undefined) {
    return '';
  }
  const bends = rest.slice(0, -1);
  if (bends.length === 0) {
    return `M${spot(first)}L${spot(last)}`;
  }
  const through = bends.map((bend, i) => {
    const next = bends[i + 1] ?? last;
    const end = i === bends.length - 1 ? last : { x: (bend.x + next.x) / 2, y: (bend.y + next.y) / 2 };
    return `Q${spot(bend)} ${spot(end)}`;
  });
  return `M${spot(first)}${through.join('')}`;
}

function spot({ x, y }: Point): string {
  return `${Math.round(x * 10) / 10},${Math.round(y * 10) / 10}`;
}
