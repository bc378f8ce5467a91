import { type KeyboardEvent, useId, useMemo, useRef, useState } from 'react';
import type { Graph, GraphDirection } from '../../core/graph/graph.ts';
import { type GraphLayout, layOut } from '../../core/graph/layout.ts';
import { neighbour } from '../../core/graph/neighbour.ts';
import { GraphEdges } from './graph-edges.tsx';
import { GraphNodeBox } from './graph-node.tsx';
import { GraphZoom } from './graph-zoom.tsx';
import { useViewport } from './use-viewport.ts';

interface GraphViewProps {
  readonly graph: Graph;
  /** What the graph is of, for screen readers. */
  readonly label: string;
  readonly direction?: GraphDirection;
  /** In pixels; without it the graph is as high as it needs, at most `maxHeight`. */
  readonly height?: number;
  readonly maxHeight?: number;
  readonly selected?: string | null;
  /** A node was chosen, by click, Enter or Space; null when the choice was taken back. */
  readonly onSelect?: (id: string | null) => void;
}

/**
 * A directed graph of boxes: drag to move it, ctrl + wheel or the buttons to zoom. Boxes are buttons, in the order of
 * the data; arrows go from one to the next along the edges. New figures in the same graph move nothing.
 */
export function GraphView({ graph, label, direction = 'down', height, maxHeight, selected, onSelect }: GraphViewProps) {
  const frame = useRef<HTMLDivElement>(null);
  const [focused, setFocused] = useState<string | null>(null);
  const structure = structureOf(graph);
  // biome-ignore lint/correctness/useExhaustiveDependencies: figures change every second, the layout only with the structure
  const layout = useMemo((): GraphLayout => layOut(graph, direction), [structure, direction]);
  const viewport = useViewport(frame, layout, { height, maxHeight });
  const hint = useId();
  const nodesById = new Map(graph.nodes.map((node) => [node.id, node]));
  const first = focused !== null && nodesById.has(focused) ? focused : graph.nodes[0]?.id;

  function onKeyDown(event: KeyboardEvent<HTMLDivElement>): void {
    if (event.metaKey || event.ctrlKey || event.altKey) {
      return;
    }
    if (event.key.startsWith('Arrow')) {
      const from = (event.target as HTMLElement).dataset['nodeId'];
      const to = from === undefined ? undefined : neighbour(from, event.key, graph, { nodes: layout.nodes, direction });
      if (to !== undefined) {
        frame.current?.querySelector<HTMLElement>(`[data-node-id="${CSS.escape(to)}"]`)?.focus({ preventScroll: true });
        const placed = layout.nodes.find(({ node }) => node.id === to);
        if (placed !== undefined) {
          viewport.reveal(placed);
        }
      }
    } else if (event.key === '+' || event.key === '=') {
      viewport.zoom(1.25);
    } else if (event.key === '-') {
      viewport.zoom(0.8);
    } else if (event.key === '0') {
      viewport.fit();
    } else if (event.key === 'Escape' && selected !== undefined && selected !== null) {
      onSelect?.(null);
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  }

  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms
    <div
      ref={frame}
      className="graph"
      role="group"
      aria-label={label}
      aria-describedby={hint}
      data-own-keys
      data-testid="graph"
      style={{ height: viewport.height }}
      onKeyDown={onKeyDown}
      {...viewport.handlers}
    >
      <p id={hint} className="visually-hidden">
        Arrow keys go from box to box, plus and minus zoom, 0 fits the graph into its frame.
      </p>
      <div
        className="graph-scene"
        style={{
          width: layout.width,
          height: layout.height,
          transform: `translate(${viewport.x}px, ${viewport.y}px) scale(${viewport.scale})`,
        }}
      >
        <GraphEdges layout={layout} edges={graph.edges} />
        {layout.nodes.map((placed) => (
          <GraphNodeBox
            key={placed.node.id}
            placed={placed}
            node={nodesById.get(placed.node.id) ?? placed.node}
            selected={selected === placed.node.id}
            tabIndex={placed.node.id === first ? 0 : -1}
            onFocus={() => setFocused(placed.node.id)}
            onPress={() => onSelect?.(selected === placed.node.id ? null : placed.node.id)}
          />
        ))}
      </div>
      <GraphZoom scale={viewport.scale} onZoom={viewport.zoom} onFit={viewport.fit} />
    </div>
  );
}

/** All that the places of nodes and edges depend on. */
function structureOf(graph: Graph): string {
  return JSON.stringify([
    graph.nodes.map((node) => [
      node.id,
      node.detail ?? '',
      (node.badges ?? []).length > 0,
      node.figures !== undefined,
      node.load !== undefined,
    ]),
    graph.edges.map((edge) => [edge.from, edge.to, (edge.label ?? '').length]),
  ]);
}
