/** What a directed graph of steps shows: the plan of a statement, the vertices of a job. */
export interface GraphNode {
  readonly id: string;
  readonly title: string;
  /** One or two short lines below the title. */
  readonly detail?: string | undefined;
  readonly badges?: readonly GraphBadge[] | undefined;
  /** How busy the step is, 0 to 1; drawn as a bar. Undefined draws none. */
  readonly load?: number | undefined;
  /** Figures in one line at the foot, such as a rate. */
  readonly figures?: string | undefined;
}

export interface GraphBadge {
  readonly text: string;
  readonly tone?: 'plain' | 'good' | 'warn' | 'bad' | undefined;
  /** A sentence on hover. */
  readonly title?: string | undefined;
}

export interface GraphEdge {
  readonly from: string;
  readonly to: string;
  readonly label?: string | undefined;
  /** Draws the edge stronger, in the colour of its kind: changes that take back, back-pressure. */
  readonly mark?: 'warn' | 'bad' | 'accent' | undefined;
}

export interface Graph {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
}

/** Which way the data flows on the screen. */
export type GraphDirection = 'down' | 'right';
