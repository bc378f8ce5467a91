/** The logical plan as an indented tree. */
import type { WindowSpec } from '@riffle/plan';
import { inputsOf, type LogicalNode } from '../logical/node.ts';
import { formatAggregate, formatExpression } from './format-expression.ts';

export function explainLogical(root: LogicalNode): string {
  const lines: string[] = [];
  const print = (node: LogicalNode, prefix: string, childPrefix: string): void => {
    lines.push(`${prefix}${describeLogical(node)}`);
    const inputs = inputsOf(node);
    inputs.forEach((input, i) => {
      const last = i === inputs.length - 1;
      print(input, `${childPrefix}${last ? '+- ' : ':- '}`, `${childPrefix}${last ? '   ' : ':  '}`);
    });
  };
  print(root, '', '');
  return lines.join('\n');
}

function names(node: LogicalNode): string {
  return node.output.map((field) => field.name).join(', ');
}

function describeLogical(node: LogicalNode): string {
  const fields = inputsOf(node).flatMap((input) => input.output);
  const at = (index: number): string => fields[index]?.name ?? `$${index}`;
  switch (node.kind) {
    case 'scan':
      return `LogicalTableScan(table=[[${node.id.catalog}, ${node.id.database}, ${node.id.object}]], fields=[${names(node)}])`;
    case 'values':
      return `LogicalValues(rows=[${node.rows.length}], fields=[${names(node)}])`;
    case 'filter':
      return `LogicalFilter(condition=[${formatExpression(node.condition, fields)}])`;
    case 'project': {
      const parts = node.expressions.map((e, i) => {
        const text = formatExpression(e, fields);
        const name = node.output[i]?.name ?? '';
        return text === name ? text : `${name}=[${text}]`;
      });
      return `LogicalProject(${parts.join(', ')})`;
    }
    case 'watermark':
      return `LogicalWatermarkAssigner(rowtime=[${at(node.rowtimeIndex)}], watermark=[${formatExpression(node.watermark, fields)}])`;
    case 'aggregate':
      return `LogicalAggregate(group=[{${node.grouping.map(at).join(', ')}}], calls=[${node.calls.map((c) => formatAggregate(c, fields)).join(', ')}])`;
    case 'expand':
      return `LogicalExpand(projects=[${node.projections.length}])`;
    case 'group-window':
      return `LogicalWindowAggregate(group=[{${node.grouping.map(at).join(', ')}}], window=[${windowName(node.window)}], calls=[${node.calls.map((c) => formatAggregate(c, fields)).join(', ')}], properties=[${node.properties.join(', ')}])`;
    case 'window-table':
      return `LogicalTableFunctionScan(invocation=[${windowName(node.window)}(${at(node.timeIndex)})])`;
    case 'join':
      return `LogicalJoin(condition=[${node.condition === null ? 'true' : formatExpression(node.condition, fields)}], joinType=[${node.type}])`;
    case 'temporal-join':
      return `LogicalTemporalJoin(condition=[${node.condition === null ? 'true' : formatExpression(node.condition, fields)}], joinType=[${node.type}], time=[${at(node.timeIndex)}])`;
    case 'correlate':
      return `LogicalCorrelate(invocation=[${formatExpression(node.call, fields)}], joinType=[${node.type}])`;
    case 'union':
      return 'LogicalUnion(all=[true])';
    case 'sort': {
      const keys = node.order.map((key) => `${at(key.index)} ${key.descending ? 'DESC' : 'ASC'}`);
      const limits = [
        node.offset === 0 ? '' : `, offset=[${node.offset}]`,
        node.fetch === null ? '' : `, fetch=[${node.fetch}]`,
      ];
      return `LogicalSort(orderBy=[${keys.join(', ')}]${limits.join('')})`;
    }
    case 'over':
      return `LogicalOver(partitionBy=[${node.partition.map(at).join(', ')}], orderBy=[${node.order.map((key) => at(key.index)).join(', ')}], calls=[${node.calls.map((c) => formatAggregate(c, fields)).join(', ')}])`;
    case 'rank':
      return `LogicalRank(rankType=[${node.rank}], range=[${node.range.start}..${node.range.end}], partitionBy=[${node.partition.map(at).join(', ')}], orderBy=[${node.order.map((key) => at(key.index)).join(', ')}])`;
    case 'match':
      return `LogicalMatch(partitionBy=[${node.partition.map(at).join(', ')}], fields=[${names(node)}])`;
    case 'sink':
      return `LogicalSink(table=[${node.id.catalog}.${node.id.database}.${node.id.object}], fields=[${names(node)}])`;
    case 'collect':
      return `LogicalCollect(fields=[${names(node)}])`;
  }
}

function windowName(window: WindowSpec): string {
  return window.kind.toUpperCase();
}
