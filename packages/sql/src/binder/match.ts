/** MATCH_RECOGNIZE. */
import type { RowField } from '@riffle/columns';
import type { Expression, MatchPattern, MatchSkip, SortKey } from '@riffle/plan';
import type { AfterMatch, MatchRecognize, PatternNode } from '../ast/match-recognize.ts';
import { integerOf } from '../logical/expressions.ts';
import type { LogicalNode } from '../logical/node.ts';
import type { FromOptions } from './bound-table.ts';
import { requireBoolean } from './calls.ts';
import { timeAttributeOf } from './casts.ts';
import { type BindContext, errorNode, isErrorExpression, isErrorNode } from './context.ts';
import type { ExpressionScope, MatchScope } from './expression-scope.ts';
import { bindOrderItem } from './over.ts';
import { bindExpression, bindFrom } from './recursion.ts';

export function bindMatchRecognize(context: BindContext, node: MatchRecognize, options: FromOptions): LogicalNode {
  const input = bindFrom(context, node.input, options);
  reportUnsupported(context, node);
  const pattern = bindPattern(context, node.pattern);
  if (isErrorNode(input.node) || pattern === undefined) {
    return errorNode();
  }
  const variables = [...new Set(variablesOf(pattern))];
  const scope: ExpressionScope = { context, scope: input.scope, clause: 'MATCH_RECOGNIZE' };
  const partition = bindPartition(scope, node);
  const order = bindOrder(scope, node);
  const defines = node.definitions.map((definition) => {
    const match: MatchScope = { variables, clause: 'define', current: definition.variable.name };
    const bound = bindExpression({ ...scope, match }, definition.condition);
    const condition = requireBoolean(context, bound, { clause: 'DEFINE', span: definition.condition.span });
    return { variable: definition.variable.name, condition };
  });
  const match: MatchScope = { variables, clause: 'measures', current: null };
  const measures = node.measures.map((measure) => bindExpression({ ...scope, match }, measure.expression));
  const within = bindWithin(scope, node);
  const skip = bindSkip(context, node.afterMatch, variables);
  if (partition === undefined || order === undefined || skip === undefined) {
    return errorNode();
  }
  if ([...measures, ...defines.map((define) => define.condition)].some(isErrorExpression)) {
    return errorNode();
  }
  const keys = partition.map(
    (index): RowField => input.node.output[index] ?? { name: '', type: { kind: 'NULL', nullable: true } },
  );
  const results = measures.map(
    (measure, i): RowField => ({ name: node.measures[i]?.alias.name ?? '', type: measure.type }),
  );
  return {
    kind: 'match',
    input: input.node,
    partition,
    order,
    pattern,
    defines,
    measures,
    afterMatch: skip,
    within,
    output: [...keys, ...results],
  };
}

function reportUnsupported(context: BindContext, node: MatchRecognize): void {
  if (node.rowsPerMatch === 'ALL') {
    context.notSupported('ALL ROWS PER MATCH', node.span, 'Flink only has ONE ROW PER MATCH.');
  }
  const [subset] = node.subsets;
  if (subset !== undefined) {
    context.notSupported('SUBSET', subset.span);
  }
  if (node.strictStart || node.strictEnd) {
    context.notSupported('the anchors ^ and $ in PATTERN', node.pattern.span);
  }
}

function bindPattern(context: BindContext, node: PatternNode): MatchPattern | undefined {
  switch (node.kind) {
    case 'pattern-variable':
      return { kind: 'variable', name: node.name.name };
    case 'pattern-sequence': {
      const parts = node.elements.map((element) => bindPattern(context, element));
      return parts.includes(undefined)
        ? undefined
        : { kind: 'sequence', parts: parts.filter((part) => part !== undefined) };
    }
    case 'pattern-repetition': {
      const part = bindPattern(context, node.element);
      const { min, max, reluctant } = node;
      return part === undefined ? undefined : { kind: 'quantified', part, min, max: max ?? null, greedy: !reluctant };
    }
    case 'pattern-alternation':
    case 'pattern-permutation':
    case 'pattern-exclusion':
      context.notSupported(`${node.kind.replace('pattern-', '')} in PATTERN`, node.span);
      return undefined;
  }
}

function variablesOf(pattern: MatchPattern): string[] {
  switch (pattern.kind) {
    case 'variable':
      return [pattern.name];
    case 'sequence':
      return pattern.parts.flatMap(variablesOf);
    case 'quantified':
      return variablesOf(pattern.part);
  }
}

function bindPartition(scope: ExpressionScope, node: MatchRecognize): number[] | undefined {
  const bound = node.partitionBy.map((key) => bindExpression(scope, key));
  const indices = bound.flatMap((key) => (key.kind === 'input' ? [key.index] : []));
  if (indices.length === bound.length) {
    return indices;
  }
  if (!bound.some(isErrorExpression)) {
    scope.context.notSupported('PARTITION BY an expression in MATCH_RECOGNIZE', node.span);
  }
  return undefined;
}

function bindOrder(scope: ExpressionScope, node: MatchRecognize): SortKey[] | undefined {
  const items = node.orderBy.map((item) => bindOrderItem(scope, item));
  const [first] = items;
  if (first === undefined || timeAttributeOf(first.expression.type) === undefined || first.key.descending) {
    scope.context.report(
      'wrong-order',
      'MATCH_RECOGNIZE needs ORDER BY with an ascending time attribute first.',
      node.orderBy[0]?.span ?? node.span,
    );
    return undefined;
  }
  const keys = items.flatMap(({ expression, key }) =>
    expression.kind === 'input' ? [{ index: expression.index, ...key }] : [],
  );
  return keys.length === items.length ? keys : undefined;
}

function bindWithin(scope: ExpressionScope, node: MatchRecognize): number | null {
  if (node.within === undefined) {
    return null;
  }
  const bound: Expression = bindExpression(scope, node.within);
  return (bound.type.kind === 'INTERVAL_DAY_TIME' ? integerOf(bound) : undefined) ?? null;
}

function bindSkip(
  context: BindContext,
  after: AfterMatch | undefined,
  variables: readonly string[],
): MatchSkip | undefined {
  if (after === undefined || after.skip === 'TO NEXT ROW') {
    return { kind: 'next-row' };
  }
  if (after.skip === 'PAST LAST ROW') {
    return { kind: 'past-last-row' };
  }
  const variable = after.variable?.name ?? '';
  if (!variables.includes(variable)) {
    context.reportUnknown({
      code: 'unknown-variable',
      message: `PATTERN has no variable "${variable}"`,
      span: after.variable?.span ?? after.span,
      name: variable,
      candidates: variables,
    });
    return undefined;
  }
  return { kind: after.skip === 'TO FIRST' ? 'first' : 'last', variable };
}
