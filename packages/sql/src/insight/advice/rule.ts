import type { Fix, ObjectIdentifier, PhysicalNode, PhysicalPlan, Span } from '@riffle/plan';
import { walk } from '../../ast/children.ts';
import type { Select } from '../../ast/queries.ts';
import type { CompileEnvironment } from '../../compile/environment.ts';
import type { ExaminedParagraph, ExaminedStatement } from '../examine.ts';

/** What is known of a paragraph's jobs while they run. */
export interface RunFacts {
  /** How long the watermark has stood still, or not come at all, while rows went on arriving; 0 when it moves. */
  readonly watermarkStuckMs: number;
  /** Rows that came after their window had closed, in all. */
  readonly lateRows: number;
}

/** A change to the statement that makes a table, wherever that stands. */
export interface TableFix {
  readonly title: string;
  readonly table: ObjectIdentifier;
  readonly edit: { readonly kind: 'add-watermark'; readonly column: string } | { readonly kind: 'widen-watermark' };
}

export type AdviceFix = Fix | TableFix;

export interface Finding {
  readonly span: Span;
  /** One or two plain sentences: what will happen, and what helps. */
  readonly message: string;
  readonly fixes: readonly AdviceFix[];
}

/** What a rule may look at. */
export interface AdviceSubject {
  readonly paragraph: ExaminedParagraph;
  readonly at: ExaminedStatement;
  /** Null while nothing of the paragraph runs. */
  readonly run: RunFacts | null;
}

/** One thing worth saying before it costs something. */
export interface AdviceRule {
  /** A name that does not change: what a person dismisses. */
  readonly code: string;
  /** Two or three words for the mark. */
  readonly label: string;
  find(subject: AdviceSubject): readonly Finding[];
}

/** The plan of a streaming statement; undefined for batch and for what starts no job. */
export function streamingPlan({ compiled }: ExaminedStatement): PhysicalPlan | undefined {
  const plan = compiled?.kind === 'query' || compiled?.kind === 'insert' ? compiled.plan : undefined;
  return plan?.mode === 'streaming' ? plan : undefined;
}

type NodeOf<K extends PhysicalNode['kind']> = Extract<PhysicalNode, { kind: K }>;

/** The nodes of a kind that are fed by a source without end. */
export function endlessNodes<K extends PhysicalNode['kind']>(
  at: ExaminedStatement,
  kind: K,
  fits: (node: NodeOf<K>) => boolean,
): NodeOf<K>[] {
  const plan = streamingPlan(at);
  if (plan === undefined) {
    return [];
  }
  const endless = new Set<string>();
  const found: NodeOf<K>[] = [];
  for (const node of plan.nodes) {
    if (isEndlessSource(node, at.env) || node.inputs.some((input) => endless.has(input))) {
      endless.add(node.id);
    }
    if (node.kind === kind && endless.has(node.id) && fits(node as NodeOf<K>)) {
      found.push(node as NodeOf<K>);
    }
  }
  return found;
}

function isEndlessSource(node: PhysicalNode, { connectors }: CompileEnvironment): boolean {
  if (node.kind !== 'source') {
    return false;
  }
  const { options, partitionKeys, primaryKey, connector } = node;
  return connectors.connector(connector)?.source?.({ options, partitionKeys, primaryKey }).bounded === false;
}

/** The SELECTs of a statement as it is written, outermost first. */
export function selectsOf({ statement }: ExaminedStatement): Select[] {
  const found: Select[] = [];
  walk(statement, (node) => {
    if (node.kind === 'select') {
      found.push(node);
    }
  });
  return found;
}
