/** Projects over projects become one, filters over filters become one, projects that change nothing go. */

import { nodes } from '../logical/build.ts';
import { call, nullableBoolean, substituteInputs } from '../logical/expressions.ts';
import { type LogicalNode, rewritePlan } from '../logical/node.ts';
import { isDeterministic } from './determinism.ts';
import { isIdentity, sizeOfAll } from './shape.ts';

export function mergeNodes(plan: LogicalNode): LogicalNode {
  return rewritePlan(plan, mergeOne);
}

export function mergeOne(node: LogicalNode): LogicalNode {
  if (node.kind === 'filter' && node.input.kind === 'filter') {
    const inner = node.input;
    const both = [inner.condition, node.condition];
    return nodes.filter(inner.input, call('AND', both, nullableBoolean(...both)));
  }
  if (node.kind !== 'project') {
    return node;
  }
  if (node.input.kind === 'project' && canMerge(node, node.input)) {
    const inner = node.input;
    const expressions = node.expressions.map((e) => substituteInputs(e, inner.expressions));
    return mergeOne(
      nodes.project(
        inner.input,
        expressions,
        node.output.map((field) => field.name),
      ),
    );
  }
  return isIdentity(node) && sameNames(node) ? node.input : node;
}

function sameNames(node: Extract<LogicalNode, { kind: 'project' }>): boolean {
  return node.output.every((field, i) => field.name === node.input.output[i]?.name);
}

type Project = Extract<LogicalNode, { kind: 'project' }>;

/** Not when that would compute something twice that is costly or not the same each time. */
function canMerge(outer: Project, inner: Project): boolean {
  if (!inner.expressions.every(isDeterministic)) {
    return countUses(outer, inner);
  }
  return sizeOfAll(outer.expressions) * Math.max(1, sizeOfAll(inner.expressions)) < 4000 || countUses(outer, inner);
}

/** Every computed column of `inner` is used at most once. */
function countUses(outer: Project, inner: Project): boolean {
  const uses = new Map<number, number>();
  const count = (e: Project['expressions'][number]): void => {
    if (e.kind === 'input') {
      uses.set(e.index, (uses.get(e.index) ?? 0) + 1);
    } else if (e.kind === 'call') {
      e.args.forEach(count);
    } else if (e.kind === 'cast' || e.kind === 'field') {
      count(e.arg);
    }
  };
  outer.expressions.forEach(count);
  return inner.expressions.every((e, i) => e.kind === 'input' || e.kind === 'literal' || (uses.get(i) ?? 0) <= 1);
}
