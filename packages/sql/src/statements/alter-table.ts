/** ALTER TABLE: the table as it is afterwards, checked as a whole. */
import type {
  CatalogOperation,
  CatalogTable,
  ObjectIdentifier,
  PrimaryKey,
  TableColumn,
  TableSchema,
} from '@riffle/plan';
import type { Path } from '../ast/node.ts';
import type { ColumnDefinition, PartitionSpec, TableElement } from '../ast/table-elements.ts';
import type {
  AddElements,
  AlterElement,
  AlterTable,
  AlterTableAction,
  ModifyElements,
} from '../ast/table-statements.ts';
import type { BindContext } from '../binder/context.ts';
import { reportUnknownTable } from '../binder/from.ts';
import { resolveIdentifier } from '../binder/identifiers.ts';
import { bindDistribution, bindProperties } from './create-table.ts';
import { checkReset } from './reset.ts';
import { buildSchema, checkConstraints, nameOf } from './schema-builder.ts';

export function bindAlterTable(context: BindContext, statement: AlterTable): CatalogOperation | undefined {
  const id = resolveIdentifier(context, statement.table);
  const entry = context.env.catalog.find(id);
  if (entry === undefined) {
    if (statement.ifExists) {
      checkConstraints(context, 'elements' in statement.action ? statement.action.elements : []);
      return { kind: 'nothing' };
    }
    reportUnknownTable(context, statement.table, id);
    return undefined;
  }
  if (entry.kind === 'view') {
    context.report('not-a-table', `"${id.object}" is a view; use ALTER VIEW.`, statement.table.span);
    return undefined;
  }
  return bindAction(context, { id, table: entry, ifExists: statement.ifExists }, statement.action);
}

interface Target {
  readonly id: ObjectIdentifier;
  readonly table: CatalogTable;
  readonly ifExists: boolean;
}

function bindAction(context: BindContext, target: Target, action: AlterTableAction): CatalogOperation | undefined {
  const { id, ifExists } = target;
  switch (action.kind) {
    case 'rename-to':
      return { kind: 'rename-table', id, newName: action.to.parts.at(-1)?.name ?? '', ifExists };
    case 'add-partitions': {
      const partitions = action.partitions.map((added) => ({
        spec: specOf(context, added.partition),
        properties: bindProperties(context, added.options),
      }));
      return { kind: 'add-partitions', id, ifNotExists: action.ifNotExists, partitions };
    }
    case 'drop-partitions':
      return {
        kind: 'drop-partitions',
        id,
        ifExists: action.ifExists,
        partitions: action.partitions.map((spec) => specOf(context, spec)),
      };
    default: {
      const table = changeTable(context, target.table, action);
      return table === undefined ? undefined : { kind: 'alter-table', id, table, ifExists };
    }
  }
}

function specOf(context: BindContext, spec: PartitionSpec): Record<string, string> {
  return Object.fromEntries(
    spec.entries.map((entry) => {
      const { value } = entry;
      const text =
        value === undefined
          ? ''
          : value.kind === 'string-literal'
            ? value.value
            : context.text.slice(value.span.start, value.span.end);
      return [entry.column.name, text];
    }),
  );
}

type TableAction = Exclude<AlterTableAction, { kind: 'rename-to' | 'add-partitions' | 'drop-partitions' }>;

function changeTable(context: BindContext, table: CatalogTable, action: TableAction): CatalogTable | undefined {
  switch (action.kind) {
    case 'set-options':
      return { ...table, options: { ...table.options, ...bindProperties(context, action.options) } };
    case 'reset-options': {
      const keys = action.keys.map((key) => key.value);
      checkReset(context, action, 'connector');
      return {
        ...table,
        options: Object.fromEntries(Object.entries(table.options).filter(([key]) => !keys.includes(key))),
      };
    }
    case 'add-elements':
      return addElements(context, table, action);
    case 'modify-elements':
      return modifyElements(context, table, action);
    case 'drop-columns':
      return dropColumns(context, table, action.columns);
    case 'rename-column':
      return renameColumn(context, table, action.from, action.to);
    case 'drop-primary-key':
      return dropPrimaryKey(context, table, action);
    case 'drop-constraint': {
      if (table.schema.primaryKey?.name !== action.name.name) {
        context.report('unknown-constraint', `The table has no constraint "${action.name.name}".`, action.name.span);
        return undefined;
      }
      return withSchema(table, withoutKey(table.schema));
    }
    case 'drop-watermark':
      if (table.schema.watermarks.length === 0) {
        context.report('no-watermark', 'The table has no WATERMARK to drop.', action.span);
        return undefined;
      }
      return withSchema(table, { ...table.schema, watermarks: [] });
    case 'add-distribution':
    case 'modify-distribution': {
      const isThere = table.distribution !== undefined;
      if (isThere === (action.kind === 'add-distribution')) {
        context.report(
          'distribution',
          isThere
            ? 'The table has a distribution already; use MODIFY.'
            : 'The table has no distribution to modify; use ADD.',
          action.span,
        );
        return undefined;
      }
      return { ...table, distribution: bindDistribution(action.distribution) };
    }
    case 'drop-distribution': {
      if (table.distribution === undefined) {
        context.report('distribution', 'The table has no distribution to drop.', action.span);
        return undefined;
      }
      const { distribution: _, ...rest } = table;
      return rest;
    }
  }
}

function withSchema(table: CatalogTable, schema: TableSchema): CatalogTable {
  return { ...table, schema };
}

function withoutKey(schema: TableSchema): TableSchema {
  const { primaryKey: _, ...rest } = schema;
  return rest;
}

function dropPrimaryKey(context: BindContext, table: CatalogTable, action: TableAction): CatalogTable | undefined {
  if (table.schema.primaryKey === undefined) {
    context.report('no-primary-key', 'The table has no PRIMARY KEY to drop.', action.span);
    return undefined;
  }
  return withSchema(table, withoutKey(table.schema));
}

function addElements(context: BindContext, table: CatalogTable, action: AddElements): CatalogTable | undefined {
  const { schema } = table;
  for (const element of action.elements) {
    if (element.kind === 'watermark' && schema.watermarks.length > 0) {
      context.report('several-watermarks', 'The table has a WATERMARK already; use MODIFY WATERMARK.', element.span);
    }
    if (element.kind === 'table-constraint' && schema.primaryKey !== undefined) {
      context.report('several-primary-keys', 'The table has a PRIMARY KEY already; use MODIFY.', element.span);
    }
  }
  const built = buildSchema(context, action.elements, schema);
  return withSchema(table, { ...built, columns: placeColumns(context, built.columns, action.elements) });
}

/** FIRST and AFTER, in the order they are written. */
function placeColumns(
  context: BindContext,
  columns: readonly TableColumn[],
  elements: readonly AlterElement[],
): readonly TableColumn[] {
  let placed = [...columns];
  for (const element of elements) {
    if (!isColumn(element) || element.position === undefined) {
      continue;
    }
    const column = placed.find((candidate) => candidate.name === nameOf(element));
    const after = element.position.after?.parts.map((part) => part.name).join('.');
    const rest = placed.filter((candidate) => candidate !== column);
    const at = after === undefined ? 0 : rest.findIndex((candidate) => candidate.name === after) + 1;
    if (after !== undefined && at === 0) {
      reportNoColumn(context, element.position.after ?? element.name, placed);
      continue;
    }
    placed = column === undefined ? placed : [...rest.slice(0, at), column, ...rest.slice(at)];
  }
  return placed;
}

function isColumn(element: TableElement): element is ColumnDefinition {
  return element.kind === 'physical-column' || element.kind === 'metadata-column' || element.kind === 'computed-column';
}

function reportNoColumn(context: BindContext, path: Path, columns: readonly TableColumn[]): void {
  const name = path.parts.map((part) => part.name).join('.');
  context.reportUnknown({
    code: 'unknown-column',
    message: `The table has no column "${name}"`,
    span: path.span,
    name,
    candidates: columns.map((column) => column.name),
  });
}

function modifyElements(context: BindContext, table: CatalogTable, action: ModifyElements): CatalogTable | undefined {
  const { schema } = table;
  const modified = action.elements.filter(isColumn);
  for (const element of modified) {
    if (!schema.columns.some((column) => column.name === nameOf(element))) {
      reportNoColumn(context, element.name, schema.columns);
    }
  }
  const names = modified.map(nameOf);
  const changesKey = action.elements.some((element) => element.kind === 'table-constraint');
  if (changesKey && schema.primaryKey === undefined) {
    context.report('no-primary-key', 'The table has no PRIMARY KEY to modify; use ADD.', action.span);
  }
  const changesWatermark = action.elements.some((element) => element.kind === 'watermark');
  if (changesWatermark && schema.watermarks.length === 0) {
    context.report('no-watermark', 'The table has no WATERMARK to modify; use ADD.', action.span);
  }
  const base = changesKey ? withoutKey(schema) : schema;
  const kept = { ...base, columns: schema.columns.filter((column) => !names.includes(column.name)) };
  const built = buildSchema(context, action.elements, kept);
  const inPlace = schema.columns.flatMap(
    (column) => built.columns.find((candidate) => candidate.name === column.name) ?? [],
  );
  return withSchema(table, { ...built, columns: placeColumns(context, inPlace, action.elements) });
}

/** Columns something else of the table names must stay. */
function dropColumns(context: BindContext, table: CatalogTable, paths: readonly Path[]): CatalogTable | undefined {
  const { schema } = table;
  const names = paths.map((path) => path.parts.map((part) => part.name).join('.'));
  paths.forEach((path, i) => {
    const name = names[i] ?? '';
    if (!schema.columns.some((column) => column.name === name)) {
      reportNoColumn(context, path, schema.columns);
    }
    const user = userOf(table, name, names);
    if (user !== undefined) {
      context.report('column-in-use', `The column "${name}" cannot be dropped: ${user} uses it.`, path.span);
    }
    if (names.indexOf(name) !== i) {
      context.report('duplicate-column', `The column "${name}" is named twice.`, path.span);
    }
  });
  const columns = schema.columns.filter((column) => !names.includes(column.name));
  return withSchema(table, { ...schema, columns });
}

function mentions(text: string, name: string): boolean {
  return new RegExp(`(^|[^\\w$])${name.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')}($|[^\\w$])`).test(text);
}

function userOf(table: CatalogTable, name: string, dropped: readonly string[]): string | undefined {
  const { schema } = table;
  if (schema.primaryKey?.columns.includes(name) === true) {
    return 'the PRIMARY KEY';
  }
  if (table.partitionKeys.includes(name)) {
    return 'PARTITIONED BY';
  }
  if (table.distribution?.columns.includes(name) === true) {
    return 'DISTRIBUTED BY';
  }
  if (schema.watermarks.some((watermark) => watermark.column === name || mentions(watermark.expression, name))) {
    return 'the WATERMARK';
  }
  const computed = schema.columns.find(
    (column) => column.kind === 'computed' && !dropped.includes(column.name) && mentions(column.expression, name),
  );
  return computed === undefined ? undefined : `the computed column "${computed.name}"`;
}

function renameColumn(context: BindContext, table: CatalogTable, from: Path, to: Path): CatalogTable | undefined {
  const [oldName, newName] = [from, to].map((path) => path.parts.map((part) => part.name).join('.'));
  const { schema } = table;
  if (oldName === undefined || newName === undefined || !schema.columns.some((column) => column.name === oldName)) {
    reportNoColumn(context, from, schema.columns);
    return undefined;
  }
  if (schema.columns.some((column) => column.name === newName)) {
    context.report('duplicate-column', `The table has a column "${newName}" already.`, to.span);
    return undefined;
  }
  const users = schema.columns.some((column) => column.kind === 'computed' && mentions(column.expression, oldName));
  const isWatermark = schema.watermarks.some((w) => w.column === oldName || mentions(w.expression, oldName));
  if (users || isWatermark) {
    const user = isWatermark ? 'the WATERMARK' : 'a computed column';
    context.report('column-in-use', `The column "${oldName}" cannot be renamed: ${user} uses it.`, from.span);
    return undefined;
  }
  const rename = (name: string): string => (name === oldName ? newName : name);
  const primaryKey: PrimaryKey | undefined =
    schema.primaryKey === undefined
      ? undefined
      : { ...schema.primaryKey, columns: schema.primaryKey.columns.map(rename) };
  return {
    ...table,
    partitionKeys: table.partitionKeys.map(rename),
    schema: {
      ...schema,
      columns: schema.columns.map((column) => ({ ...column, name: rename(column.name) })),
      ...(primaryKey === undefined ? {} : { primaryKey }),
    },
  };
}
