/** EXPLAIN: the syntax tree as a plan, the optimised plan, the execution plan. */
import { explainPhysicalPlan } from '@riffle/plan';
import type { Explain } from '../ast/data-statements.ts';
import { type BindContext, isErrorNode } from '../binder/context.ts';
import { bindQuery } from '../binder/recursion.ts';
import { explainLogical } from '../explain/explain-logical.ts';
import type { LogicalNode } from '../logical/node.ts';
import { optimize } from '../optimizer/optimize.ts';
import { bindCreateTableAs } from '../statements/create-table-as.ts';
import { bindInsert } from '../statements/insert.ts';
import type { CompiledExplain } from './compiled.ts';
import { evaluationContext } from './evaluation.ts';
import { planRoots } from './plan-roots.ts';

export function explainStatement(context: BindContext, explain: Explain): CompiledExplain | undefined {
  const roots = bindRoots(context, explain.statement);
  if (roots === undefined || context.failed) {
    return undefined;
  }
  const evaluation = evaluationContext(context.env.config);
  const plan = planRoots(context, roots, explain.span, 'after');
  if (plan === undefined) {
    return undefined;
  }
  const changelog = explain.details.includes('CHANGELOG_MODE');
  const bound = roots.map((root) => explainLogical(skipCollect(root))).join('\n\n');
  const optimized = roots.map((root) => explainLogical(skipCollect(optimize(root, { evaluation })))).join('\n\n');
  const physical = withoutCollect(explainPhysicalPlan(plan, { changelog }));
  const sections = [
    `== Abstract Syntax Tree ==\n${bound}`,
    `== Optimized Logical Plan ==\n${optimized}`,
    `== Optimized Physical Plan ==\n${physical}`,
    `== Optimized Execution Plan ==\n${withoutCollect(explainPhysicalPlan(plan))}`,
  ];
  return { kind: 'explain', text: sections.join('\n\n') };
}

function skipCollect(node: LogicalNode): LogicalNode {
  return node.kind === 'collect' ? node.input : node;
}

/** The collect node is ours, not the query's: the plan begins below it. */
function withoutCollect(text: string): string {
  const lines = text.split('\n');
  return lines[0]?.startsWith('Collect(') === true
    ? lines
        .slice(1)
        .map((line) => line.slice(3))
        .join('\n')
    : text;
}

function bindRoots(context: BindContext, statement: Explain['statement']): LogicalNode[] | undefined {
  switch (statement.kind) {
    case 'query-statement': {
      const node = bindQuery(context, statement.query);
      return isErrorNode(node) ? undefined : [{ kind: 'collect', input: node, output: node.output }];
    }
    case 'insert': {
      const sink = bindInsert(context, statement);
      return sink === undefined ? undefined : [sink];
    }
    case 'statement-set':
      return statement.statements.flatMap((insert) => bindInsert(context, insert) ?? []);
    case 'execute':
      return bindRoots(context, statement.statement);
    case 'create-table': {
      const bound = statement.query === undefined ? undefined : bindCreateTableAs(context, statement);
      if (statement.query === undefined) {
        context.notSupported('EXPLAIN of CREATE TABLE without a query', statement.span);
      }
      return bound === undefined ? undefined : [bound.sink];
    }
    case 'update':
    case 'delete':
      context.notSupported(`EXPLAIN of ${statement.kind.toUpperCase()}`, statement.span);
      return undefined;
  }
}
