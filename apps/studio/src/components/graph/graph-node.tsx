import { memo } from 'react';
import type { GraphNode } from '../../core/graph/graph.ts';
import { detailLines, NODE_WIDTH, type PlacedNode } from '../../core/graph/layout.ts';

interface GraphNodeBoxProps {
  readonly placed: PlacedNode;
  /** As it is now; `placed` has the one that was laid out. */
  readonly node: GraphNode;
  readonly selected: boolean;
  readonly tabIndex: number;
  readonly onFocus: () => void;
  readonly onPress: () => void;
}

export const GraphNodeBox = memo(
  function GraphNodeBox({ placed, node, selected, tabIndex, onFocus, onPress }: GraphNodeBoxProps) {
    return (
      <button
        type="button"
        className="graph-node"
        data-node-id={node.id}
        data-testid="graph-node"
        aria-pressed={selected}
        aria-label={spoken(node)}
        title={node.detail === undefined ? node.title : `${node.title}\n${node.detail}`}
        tabIndex={tabIndex}
        style={{ left: placed.x, top: placed.y, width: NODE_WIDTH, height: placed.height }}
        onFocus={onFocus}
        onClick={onPress}
      >
        <span className="graph-node-title">{node.title}</span>
        {node.detail !== undefined && node.detail !== '' && (
          <span className="graph-node-detail" style={{ WebkitLineClamp: detailLines(node) }}>
            {node.detail}
          </span>
        )}
        {node.badges !== undefined && node.badges.length > 0 && (
          <span className="graph-badges">
            {node.badges.map((badge) => (
              <span key={badge.text} className="graph-badge" data-tone={badge.tone ?? 'plain'} title={badge.title}>
                {badge.text}
              </span>
            ))}
          </span>
        )}
        {node.figures !== undefined && <span className="graph-node-figures">{node.figures}</span>}
        {node.load !== undefined && <LoadBar load={node.load} />}
      </button>
    );
  },
  (a, b) => a.placed === b.placed && a.selected === b.selected && a.tabIndex === b.tabIndex && sameNode(a.node, b.node),
);

function LoadBar({ load }: { load: number }) {
  const share = Math.max(0, Math.min(1, load));
  return (
    <span className="graph-load" title={`busy ${Math.round(share * 100)} % of the time`}>
      <i data-high={share > 0.8} style={{ width: `${share * 100}%` }} />
    </span>
  );
}

function spoken({ title, detail, badges, figures, load }: GraphNode): string {
  const parts = [title, detail, ...(badges ?? []).map((badge) => badge.text), figures];
  const busy = load === undefined ? [] : [`busy ${Math.round(load * 100)} %`];
  return [...parts.filter((part) => part !== undefined && part !== ''), ...busy].join(', ');
}

function sameNode(a: GraphNode, b: GraphNode): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}
