import type { StatementPlan } from '@riffle/protocol';
import { useMemo, useState } from 'react';
import { planAsGraph } from '../../core/results/plan-graph.ts';
import { GraphView } from '../graph/graph-view.tsx';

interface PlanGraphViewProps {
  readonly plan: StatementPlan;
  readonly height: number;
  readonly remark?: string;
}

const BAR_HEIGHT = 32;

/** A statement's plan as a graph, or as the text of EXPLAIN; a chosen operator is told in full. */
export function PlanGraphView({ plan, height, remark }: PlanGraphViewProps) {
  const [asText, setAsText] = useState(false);
  const [selected, setSelected] = useState<string | null>(null);
  const graph = useMemo(() => planAsGraph(plan), [plan]);
  const node = plan.nodes.find((one) => one.id === selected);
  const room = height - BAR_HEIGHT;
  return (
    <div className="plan" data-testid="plan">
      <div className="plan-bar">
        <div role="radiogroup" aria-label="Plan as" className="tabs">
          {[false, true].map((text) => (
            // biome-ignore lint/a11y/useSemanticElements: two buttons that look like the tabs above
            <button
              key={String(text)}
              type="button"
              role="radio"
              aria-checked={asText === text}
              className={asText === text ? 'on' : ''}
              onClick={() => setAsText(text)}
            >
              {text ? 'Text' : 'Graph'}
            </button>
          ))}
        </div>
        <span className="quiet plan-remark">{remark}</span>
        <button type="button" className="link" onClick={() => void navigator.clipboard.writeText(plan.text)}>
          Copy EXPLAIN
        </button>
      </div>
      {asText ? (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by key
        <pre className="plan-text" style={{ height: room }} tabIndex={0} data-own-keys>
          {plan.text}
        </pre>
      ) : (
        <div className="plan-graph">
          <GraphView
            graph={graph}
            label={`Plan of ${plan.statement}`}
            direction="right"
            height={room}
            selected={selected}
            onSelect={setSelected}
          />
          {node !== undefined && (
            <p className="plan-detail" role="status">
              <b>{node.title}</b> <code>{node.description}</code>
            </p>
          )}
        </div>
      )}
    </div>
  );
}
