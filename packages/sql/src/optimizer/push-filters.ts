/** Moves conditions towards the tables: through projects, joins, unions and aggregations, up to the scan. */
import { type Expression, isInsertOnly, type JoinType } from '@riffle/plan';
import { nodes } from '../logical/build.ts';
import { conjunctionOf, conjunctsOf, inputsRead, remapInputs, substituteInputs } from '../logical/expressions.ts';
import { inputsOf, type LogicalJoin, type LogicalNode, withInputs } from '../logical/node.ts';
import { isDeterministic } from './determinism.ts';

export function pushFilters(plan: LogicalNode): LogicalNode {
  return push(plan, []);
}

/** The plan with `conditions` (over its output) applied as deep as they go. */
function push(node: LogicalNode, conditions: readonly Expression[]): LogicalNode {
  switch (node.kind) {
    case 'filter':
      return push(node.input, [...conjunctsOf(node.condition), ...conditions]);
    case 'project':
      return pushThroughProject(node, conditions);
    case 'join':
      return pushIntoJoin(node, conditions);
    case 'union':
      return withInputs(
        node,
        node.inputs.map((input) => push(input, conditions)),
      );
    case 'aggregate':
      return pushThroughAggregate(node, conditions);
    case 'window-table':
      return pushThroughWindow(node, conditions);
    case 'correlate':
      return pushToLeft(node, node.input.output.length, conditions);
    case 'temporal-join':
      return pushIntoTemporal(node, conditions);
    case 'scan':
      return pushIntoScan(node, conditions);
    default:
      return stop(node, conditions);
  }
}

/** The conditions stay here; what is below is treated on its own. */
function stop(node: LogicalNode, conditions: readonly Expression[]): LogicalNode {
  const below = withInputs(
    node,
    inputsOf(node).map((input) => push(input, [])),
  );
  return filtered(below, conditions);
}

function filtered(node: LogicalNode, conditions: readonly Expression[]): LogicalNode {
  const condition = conjunctionOf(conditions);
  return condition === null ? node : nodes.filter(node, condition);
}

function split<T>(items: readonly T[], test: (item: T) => boolean): [T[], T[]] {
  return [items.filter(test), items.filter((item) => !test(item))];
}

function pushThroughProject(
  node: Extract<LogicalNode, { kind: 'project' }>,
  conditions: readonly Expression[],
): LogicalNode {
  const movable = (condition: Expression): boolean =>
    [...inputsRead(condition)].every((index) => {
      const expression = node.expressions[index];
      return expression !== undefined && isDeterministic(expression);
    });
  const [moved, kept] = split(conditions, movable);
  const below = push(
    node.input,
    moved.map((condition) => substituteInputs(condition, node.expressions)),
  );
  return filtered({ ...node, input: below }, kept);
}

const PRESERVES_LEFT: readonly JoinType[] = ['inner', 'left', 'semi', 'anti'];
const PRESERVES_RIGHT: readonly JoinType[] = ['inner', 'right'];

function pushIntoJoin(node: LogicalJoin, conditions: readonly Expression[]): LogicalNode {
  const width = node.left.output.length;
  const readsOnly = (test: (index: number) => boolean) => (condition: Expression) =>
    isDeterministic(condition) && [...inputsRead(condition)].every(test);
  const onLeft = readsOnly((index) => index < width);
  const onRight = readsOnly((index) => index >= width);
  const [left, afterLeft] = PRESERVES_LEFT.includes(node.type) ? split(conditions, onLeft) : [[], [...conditions]];
  const [right, rest] = PRESERVES_RIGHT.includes(node.type) ? split(afterLeft, onRight) : [[], afterLeft];
  const own = [...conjunctsOf(node.condition), ...(node.type === 'inner' ? rest : [])];
  const [ownLeft, ownAfterLeft] = ['inner', 'right', 'semi'].includes(node.type) ? split(own, onLeft) : [[], own];
  const [ownRight, ownRest] = ['inner', 'left', 'semi', 'anti'].includes(node.type)
    ? split(ownAfterLeft, onRight)
    : [[], ownAfterLeft];
  const toRight = (condition: Expression): Expression => remapInputs(condition, (index) => index - width);
  const joined: LogicalNode = {
    ...node,
    left: push(node.left, [...left, ...ownLeft]),
    right: push(node.right, [...right, ...ownRight].map(toRight)),
    condition: conjunctionOf(ownRest),
  };
  return filtered(joined, node.type === 'inner' ? [] : rest);
}

function pushIntoTemporal(
  node: Extract<LogicalNode, { kind: 'temporal-join' }>,
  conditions: readonly Expression[],
): LogicalNode {
  const width = node.left.output.length;
  const [left, rest] = split(conditions, (c) => isDeterministic(c) && [...inputsRead(c)].every((i) => i < width));
  return filtered({ ...node, left: push(node.left, left), right: push(node.right, []) }, rest);
}

function pushToLeft(
  node: Extract<LogicalNode, { kind: 'correlate' }>,
  width: number,
  conditions: readonly Expression[],
): LogicalNode {
  const [left, rest] = split(conditions, (c) => isDeterministic(c) && [...inputsRead(c)].every((i) => i < width));
  return filtered({ ...node, input: push(node.input, left) }, rest);
}

/** Conditions on grouping columns hold for whole groups. */
function pushThroughAggregate(
  node: Extract<LogicalNode, { kind: 'aggregate' }>,
  conditions: readonly Expression[],
): LogicalNode {
  const keys = node.grouping.length;
  const [moved, kept] = split(
    conditions,
    (c) => isDeterministic(c) && keys > 0 && [...inputsRead(c)].every((i) => i < keys) && inputsRead(c).size > 0,
  );
  const below = moved.map((condition) => remapInputs(condition, (index) => node.grouping[index] ?? index));
  return filtered({ ...node, input: push(node.input, below) }, kept);
}

/** A condition on what sessions are partitioned by keeps or drops whole sessions; other windows keep their filters above. */
function pushThroughWindow(
  node: Extract<LogicalNode, { kind: 'window-table' }>,
  conditions: readonly Expression[],
): LogicalNode {
  const keys = node.window.kind === 'session' ? node.window.partitionKeys : [];
  const onKeys = (read: ReadonlySet<number>): boolean => read.size > 0 && [...read].every((i) => keys.includes(i));
  const [moved, kept] = split(conditions, (c) => isDeterministic(c) && onKeys(new Set(inputsRead(c))));
  return filtered({ ...node, input: push(node.input, moved) }, kept);
}

/** The scan learns of the conditions, so that the connector may read less; the filter above stays. */
function pushIntoScan(node: Extract<LogicalNode, { kind: 'scan' }>, conditions: readonly Expression[]): LogicalNode {
  // A row that stops matching must still arrive where rows change.
  const useful = isInsertOnly(node.changelog) ? conditions.filter(isDeterministic) : [];
  return filtered({ ...node, filters: [...node.filters, ...useful] }, conditions);
}
