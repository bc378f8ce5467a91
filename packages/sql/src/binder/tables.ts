/** A catalog table as a plan: scan, computed columns in declared order, watermark. */
import { type LogicalType, notNull, type RowField, types } from '@riffle/columns';
import type { Expression } from '@riffle/plan';
import {
  type CatalogTable,
  type ChangelogMode,
  type ConnectorDefinition,
  type FormatDefinition,
  formatIdentifier,
  insertOnly,
  isInsertOnly,
  type ObjectIdentifier,
  type Span,
  type TableColumn,
} from '@riffle/plan';
import type { Hint } from '../ast/queries.ts';
import { checkOptions, type OptionProblem } from '../compile/options.ts';
import { nodes } from '../logical/build.ts';
import { identity, input } from '../logical/expressions.ts';
import type { LogicalNode, LogicalScan } from '../logical/node.ts';
import { castTo } from './casts.ts';
import { type BindContext, errorExpression, errorNode, isErrorExpression } from './context.ts';
import { optionHints } from './hints.ts';
import { bindExpression } from './recursion.ts';
import { reparseExpression } from './reparse.ts';
import type { Scope } from './scope.ts';

export interface TableRequest {
  readonly id: ObjectIdentifier;
  readonly table: CatalogTable;
  readonly hints: readonly Hint[];
  readonly span: Span;
}

export function bindTableScan(context: BindContext, request: TableRequest): LogicalNode {
  context.reads.set(formatIdentifier(request.id), request.id);
  const options = { ...request.table.options, ...optionHints(context, request.hints) };
  const scan = makeScan(context, request, options);
  return scan === undefined ? errorNode() : context.at(request.span, () => addComputed(context, request.table, scan));
}

/** The connector an options list names; undefined after reporting that there is none. */
export function findConnector(
  context: BindContext,
  id: ObjectIdentifier,
  options: Readonly<Record<string, string>>,
  span: Span,
): ConnectorDefinition | undefined {
  const identifier = options['connector'];
  const known = context.env.connectors;
  if (identifier === undefined) {
    context.report(
      'missing-connector',
      `The table ${formatIdentifier(id)} has no 'connector' option, so it cannot be read or written.`,
      span,
      {
        hint: `Known connectors: ${known.connectors().join(', ')}.`,
      },
    );
    return undefined;
  }
  const connector = known.connector(identifier);
  if (connector === undefined) {
    context.reportUnknown({
      code: 'unknown-connector',
      message: `There is no connector "${identifier}" (the table ${formatIdentifier(id)} uses it); known are ${known.connectors().join(', ')}`,
      span,
      name: identifier,
      candidates: known.connectors(),
      elsewhere: true,
    });
  }
  return connector;
}

export function reportOptionProblems(
  context: BindContext,
  id: ObjectIdentifier,
  problems: readonly OptionProblem[],
  span: Span,
): void {
  for (const problem of problems) {
    context.report(problem.code, `Table ${formatIdentifier(id)}: ${problem.message}`, span, { hint: problem.hint });
  }
}

export function formatOf(
  context: BindContext,
  options: Readonly<Record<string, string>>,
): FormatDefinition | undefined {
  const identifier = options['value.format'] ?? options['format'];
  return identifier === undefined ? undefined : context.env.connectors.format(identifier);
}

function makeScan(
  context: BindContext,
  request: TableRequest,
  options: Readonly<Record<string, string>>,
): LogicalScan | undefined {
  const { id, table, span } = request;
  const connector = findConnector(context, id, options, span);
  if (connector === undefined) {
    return undefined;
  }
  if (connector.source === undefined) {
    context.report(
      'not-readable',
      `The table ${formatIdentifier(id)} cannot be read: the connector "${connector.identifier}" only writes.`,
      span,
    );
    return undefined;
  }
  reportOptionProblems(context, id, checkOptions(context.env.connectors, connector, options), span);
  const primaryKey = table.schema.primaryKey?.columns ?? [];
  const abilities = connector.source({ options, primaryKey, partitionKeys: table.partitionKeys });
  if (context.env.mode === 'batch' && !abilities.bounded) {
    context.report(
      'unbounded-in-batch',
      `The table ${formatIdentifier(id)} never ends and cannot be read in batch mode.`,
      span,
      {
        hint: "SET 'execution.runtime-mode' = 'streaming', or bound the source in its options.",
      },
    );
    return undefined;
  }
  const physicalColumns = physicalFields(table.schema.columns);
  const metadata = metadataOf(context, request, connector, formatOf(context, options));
  const output = [...physicalColumns, ...metadata.map((entry): RowField => ({ name: entry.name, type: entry.type }))];
  return {
    kind: 'scan',
    id,
    table,
    connector,
    options,
    physicalColumns,
    projection: physicalColumns.map((_, i) => i),
    metadata,
    filters: [],
    changelog: changelogOf(abilities.changelog, formatOf(context, options)),
    bounded: abilities.bounded,
    watermarkPerSplit: abilities.watermarkPerSplit ?? false,
    limit: null,
    output,
  };
}

/** A connector that moves whatever its format says has no changes of its own. */
function changelogOf(connector: ChangelogMode, format: FormatDefinition | undefined): ChangelogMode {
  return isInsertOnly(connector) ? (format?.changelog ?? insertOnly) : connector;
}

export function physicalFields(columns: readonly TableColumn[]): RowField[] {
  return columns.flatMap((column) => (column.kind === 'physical' ? [{ name: column.name, type: column.type }] : []));
}

function metadataOf(
  context: BindContext,
  request: TableRequest,
  connector: ConnectorDefinition,
  format: FormatDefinition | undefined,
): LogicalScan['metadata'] {
  const fromFormat = (format?.metadata ?? []).map((entry) => ({ ...entry, key: `value.${entry.key}` }));
  const available = [...connector.metadata, ...(format?.metadata ?? []), ...fromFormat].filter(
    (entry) => entry.readable,
  );
  return request.table.schema.columns.flatMap((column) => {
    if (column.kind !== 'metadata') {
      return [];
    }
    const key = column.key ?? column.name;
    const definition = available.find((entry) => entry.key === key);
    if (definition === undefined) {
      context.reportUnknown({
        code: 'unknown-metadata',
        message: `The connector "${connector.identifier}" has no metadata "${key}" to read for the column "${column.name}"`,
        span: request.span,
        name: key,
        candidates: available.map((entry) => entry.key),
        elsewhere: true,
      });
    }
    return [{ name: column.name, key, type: definition?.type ?? column.type }];
  });
}

/** Puts all columns in declared order: physical ones, metadata cast to its declared type, computed ones. */
function addComputed(context: BindContext, table: CatalogTable, scan: LogicalScan): LogicalNode {
  const { columns } = table.schema;
  const read = identity(scan.output);
  const positions = new Map(scan.output.map((field, i) => [field.name, i]));
  const scope = computedScope(columns, scan);
  const expressions = columns.map((column): Expression => {
    const position = positions.get(column.name);
    const source = position === undefined ? undefined : read[position];
    if (column.kind === 'computed') {
      return bindStored(context, scope, column.expression);
    }
    return source === undefined ? errorExpression(column.type) : castTo(source, column.type, 'cast');
  });
  if (expressions.some(isErrorExpression)) {
    return errorNode();
  }
  const names = columns.map((column) => column.name);
  const isPlain = expressions.every((e, i) => e.kind === 'input' && e.index === i);
  const projected = isPlain ? scan : nodes.project(scan, expressions, names);
  return addWatermark(context, scan, projected);
}

/** Computed columns see the physical and metadata columns, not each other. */
export function computedScope(columns: readonly TableColumn[], scan: Pick<LogicalScan, 'output'>): Scope {
  const declared = new Map(columns.map((column) => [column.name, column.type]));
  return {
    columns: scan.output.map((field) => ({
      name: field.name,
      type: declared.get(field.name) ?? field.type,
      relation: [],
    })),
  };
}

export function bindStored(context: BindContext, scope: Scope, text: string): Expression {
  const parsed = reparseExpression(text);
  return parsed === undefined
    ? errorExpression()
    : bindExpression({ context, scope, clause: 'a computed column' }, parsed);
}

function addWatermark(context: BindContext, scan: LogicalScan, node: LogicalNode): LogicalNode {
  const { options, watermarkPerSplit: perSplit } = scan;
  const [watermark] = scan.table.schema.watermarks;
  if (watermark === undefined) {
    return node;
  }
  const rowtimeIndex = node.output.findIndex((field) => field.name === watermark.column);
  const rowtime = node.output[rowtimeIndex];
  if (rowtime === undefined) {
    context.notSupported(`WATERMARK for the nested field ${watermark.column}`, { start: 0, end: 0 });
    return errorNode();
  }
  const output = node.output.map((field, i) =>
    i === rowtimeIndex ? { ...field, type: asRowtime(field.type) } : field,
  );
  const scope: Scope = { columns: node.output.map((field) => ({ ...field, relation: [] })) };
  if (/^\s*SOURCE_WATERMARK\s*\(\s*\)\s*$/i.test(watermark.expression)) {
    const columns = identity(node.output).map((column, i) =>
      i === rowtimeIndex ? input(i, asRowtime(column.type)) : column,
    );
    return nodes.project(
      node,
      columns,
      node.output.map((field) => field.name),
    );
  }
  const expression = bindStored(context, scope, watermark.expression);
  if (isErrorExpression(expression)) {
    return errorNode();
  }
  const target = rowtime.type.kind === 'TIMESTAMP_LTZ' ? types.timestampLtz(3) : types.timestamp(3);
  return {
    kind: 'watermark',
    input: node,
    rowtimeIndex,
    watermark: castTo(expression, target),
    options,
    perSplit,
    output,
  };
}

function asRowtime(type: LogicalType): LogicalType {
  return type.kind === 'TIMESTAMP' || type.kind === 'TIMESTAMP_LTZ' ? { ...type, attribute: 'rowtime' } : notNull(type);
}
