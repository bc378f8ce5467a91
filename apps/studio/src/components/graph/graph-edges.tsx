import { memo, useId } from 'react';
import type { GraphEdge } from '../../core/graph/graph.ts';
import { edgePath, type GraphLayout } from '../../core/graph/layout.ts';

interface GraphEdgesProps {
  readonly layout: GraphLayout;
  readonly edges: readonly GraphEdge[];
}

export const GraphEdges = memo(function GraphEdges({ layout, edges }: GraphEdgesProps) {
  const arrow = useId();
  return (
    <svg className="graph-edges" width={layout.width} height={layout.height} aria-hidden="true">
      <defs>
        <marker id={arrow} viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">
          <path d="M0,0.500L8,4L0,7.500z" className="graph-arrow" />
        </marker>
      </defs>
      {layout.edges.map((placed) => {
        const edge = edges[placed.index];
        return (
          <g key={placed.key} className="graph-edge" data-mark={edge?.mark ?? 'plain'}>
            <path d={edgePath(placed.points)} markerEnd={`url(#${arrow})`} />
            {edge?.label !== undefined && (
              <text x={placed.middle.x} y={placed.middle.y + 3.5} textAnchor="middle">
                {edge.label}
              </text>
            )}
          </g>
        );
      })}
    </svg>
  );
});
