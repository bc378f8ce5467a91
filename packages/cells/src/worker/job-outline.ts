import type { Millis } from '@riffle/base';
import type { RowField } from '@riffle/columns';
import type { JobMetrics } from '@riffle/engine';
import { isInsertOnly, type PhysicalNode, type PhysicalPlan } from '@riffle/plan';
import type { JobOutline, OperatorOutline } from '../messages.ts';
import { isBoundedPlan } from '../session/bounded-plan.ts';

/** What a person sees of a job that does not change while it runs. Exchanges become part of the way to an operator. */
export function outlineJob(
  plan: PhysicalPlan,
  metrics: { readonly nodes: readonly Pick<JobMetrics['nodes'][number], 'id' | 'task' | 'parallelism'>[] },
  job: {
    readonly jobId: string;
    readonly name: string;
    readonly startedAt: Millis;
    readonly checkpointMs: Millis | null;
  },
): JobOutline {
  const nodes = new Map(plan.nodes.map((node) => [node.id, node]));
  const measured = new Map(metrics.nodes.map((node) => [node.id, node]));
  return {
    ...job,
    mode: plan.mode,
    bounded: isBoundedPlan(plan),
    settings: plan.settings,
    operators: plan.nodes.flatMap((node): OperatorOutline[] => {
      const { task = null, parallelism = 1 } = measured.get(node.id) ?? {};
      return task === null
        ? []
        : [
            {
              id: node.id,
              kind: node.kind,
              ...namesOf(node, (input) => nodes.get(node.inputs[input] ?? '')?.output ?? []),
              description: node.description,
              inputs: node.inputs.map((id) => wayTo(id, nodes)),
              task,
              parallelism,
            },
          ];
    }),
  };
}

/** Follows exchanges up to the operator that produces the rows. */
function wayTo(id: string, nodes: ReadonlyMap<string, PhysicalNode>): OperatorOutline['inputs'][number] {
  const node = nodes.get(id);
  if (node?.kind !== 'exchange') {
    return { id, exchange: 'forward', keys: [] };
  }
  const behind = wayTo(node.inputs[0] ?? '', nodes);
  const { distribution } = node;
  const keys = distribution.kind === 'hash' ? namesAt(node.output, distribution.keys) : [];
  return { id: behind.id, exchange: distribution.kind, keys };
}

type InputColumns = (input: number) => readonly RowField[];

/** What an operator is called, and in a few words what it works on. */
function namesOf(node: PhysicalNode, columnsOf: InputColumns): { title: string; detail: string } {
  switch (node.kind) {
    case 'source':
    case 'sink':
      return { title: node.table.object, detail: node.connector };
    case 'lookup-join':
      return { title: `Lookup in ${node.table.object}`, detail: node.connector };
    case 'collect':
      return { title: 'Result', detail: isInsertOnly(node.changelog) ? 'append' : 'update' };
    case 'calc':
      return { title: node.condition === null ? 'Columns' : 'Filter', detail: namesOfAll(node.output) };
    case 'watermark-assigner':
      return { title: 'Watermark', detail: node.output[node.rowtimeIndex]?.name ?? '' };
    case 'values':
      return { title: 'Values', detail: `${node.rows.length} ${node.rows.length === 1 ? 'row' : 'rows'}` };
    default:
      return { title: titleOf(node.kind), detail: keysOf(node, columnsOf) };
  }
}

/** `group-aggregate` → `Group aggregate`. */
function titleOf(kind: PhysicalNode['kind']): string {
  const words = kind.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function keysOf(node: PhysicalNode, columnsOf: InputColumns): string {
  switch (node.kind) {
    case 'group-aggregate':
    case 'window-aggregate':
    case 'group-window-aggregate':
      return listed(namesAt(columnsOf(0), node.grouping));
    case 'over-aggregate':
    case 'rank':
    case 'window-rank':
    case 'match':
      return listed(namesAt(columnsOf(0), node.partition));
    case 'deduplicate':
      return listed(namesAt(columnsOf(0), node.key));
    case 'changelog-normalize':
      return listed(namesAt(columnsOf(0), node.uniqueKey));
    case 'join':
    case 'interval-join':
    case 'temporal-join':
    case 'window-join': {
      const left = node.keys.map((key) => key.left);
      return listed(namesAt(columnsOf(0), left));
    }
    default:
      return '';
  }
}

function namesAt(columns: readonly RowField[], places: readonly number[]): string[] {
  return places.flatMap((place) => columns[place]?.name ?? []);
}

function namesOfAll(columns: readonly RowField[]): string {
  return listed(columns.map((column) => column.name));
}

const SHOWN_NAMES = 4;

function listed(names: readonly string[]): string {
  const rest = names.length - SHOWN_NAMES;
  return rest > 0 ? `${names.slice(0, SHOWN_NAMES).join(', ')} + ${rest} more` : names.join(', ');
}
