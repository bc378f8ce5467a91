/** Statements that start no job → operations for the catalogs and the session. */
import type { CatalogOperation, ObjectIdentifier, ShowFilter } from '@riffle/plan';
import type * as catalog from '../ast/catalog-statements.ts';
import type { Path } from '../ast/node.ts';
import type { Statement } from '../ast/statements.ts';
import type * as utility from '../ast/utility-statements.ts';
import type { BindContext } from '../binder/context.ts';
import { reportUnknownTable } from '../binder/from.ts';
import { resolveIdentifier } from '../binder/identifiers.ts';
import { bindAlterTable } from './alter-table.ts';
import { bindCreateTable, bindProperties } from './create-table.ts';
import { checkReset } from './reset.ts';
import { bindAlterView, bindCreateView } from './views.ts';

export function bindOperation(context: BindContext, statement: Statement): CatalogOperation | undefined {
  switch (statement.kind) {
    case 'create-table':
      return bindCreateTable(context, statement);
    case 'alter-table':
      return bindAlterTable(context, statement);
    case 'drop-table':
    case 'drop-view': {
      const isTable = statement.kind === 'drop-table';
      const id = resolveIdentifier(context, isTable ? statement.table : statement.view);
      const { ifExists, temporary } = statement;
      return { kind: statement.kind, id, ifExists, temporary };
    }
    case 'create-view':
      return bindCreateView(context, statement);
    case 'alter-view':
      return bindAlterView(context, statement);
    case 'create-catalog':
    case 'drop-catalog':
    case 'alter-catalog':
      return bindCatalogStatement(context, statement);
    case 'create-database':
    case 'drop-database':
    case 'alter-database':
    case 'use-database':
      return bindDatabaseStatement(context, statement);
    case 'create-function':
    case 'alter-function':
    case 'drop-function':
      return bindFunctionStatement(context, statement);
    case 'use-catalog':
      return { kind: 'use-catalog', catalog: statement.catalog.name };
    case 'use-modules':
      return { kind: 'use-modules', modules: statement.modules.map((module) => module.name) };
    case 'load-module':
      return {
        kind: 'load-module',
        module: statement.module.name,
        options: bindProperties(context, statement.options),
      };
    case 'unload-module':
      return { kind: 'unload-module', module: statement.module.name };
    case 'show':
      return bindShow(context, statement);
    case 'describe':
      return bindDescribe(context, statement);
    case 'set':
      return {
        kind: 'set',
        ...(statement.key === undefined ? {} : { key: statement.key.value }),
        ...(statement.value === undefined ? {} : { value: statement.value.value }),
      };
    case 'reset':
      return statement.key === undefined ? { kind: 'reset' } : { kind: 'reset', key: statement.key.value };
    case 'add-jar':
      return { kind: 'add-jar', path: statement.location.value };
    case 'remove-jar':
      return { kind: 'remove-jar', path: statement.location.value };
    case 'stop-job': {
      const { withSavepoint, withDrain } = statement;
      return { kind: 'stop-job', job: statement.job.value, withSavepoint, withDrain };
    }
    case 'client-command': {
      const kinds = { HELP: 'help', QUIT: 'quit', EXIT: 'quit', CLEAR: 'clear' } as const;
      return { kind: kinds[statement.command] };
    }
    default:
      return notSupported(context, statement);
  }
}

function notSupported(context: BindContext, statement: Statement): undefined {
  const what = statement.kind.replaceAll('-', ' ').toUpperCase();
  context.notSupported(what, statement.span);
  return undefined;
}

type CatalogStatement = catalog.CreateCatalog | catalog.DropCatalog | catalog.AlterCatalog;

function bindCatalogStatement(context: BindContext, statement: CatalogStatement): CatalogOperation {
  const name = statement.catalog.name;
  switch (statement.kind) {
    case 'create-catalog': {
      const options = bindProperties(context, statement.options);
      const comment = statement.comment === undefined ? {} : { comment: statement.comment.value };
      return { kind: 'create-catalog', catalog: name, ifNotExists: statement.ifNotExists, options, ...comment };
    }
    case 'drop-catalog':
      return { kind: 'drop-catalog', catalog: name, ifExists: statement.ifExists };
    case 'alter-catalog': {
      const { action } = statement;
      checkReset(context, action, 'type');
      const set = action.kind === 'set-options' ? bindProperties(context, action.options) : {};
      const reset = action.kind === 'reset-options' ? action.keys.map((key) => key.value) : [];
      const comment = action.kind === 'set-comment' ? { comment: action.comment.value } : {};
      return { kind: 'alter-catalog', catalog: name, set, reset, ...comment };
    }
  }
}

function databaseOf(context: BindContext, path: Path): { catalog: string; database: string } {
  const names = path.parts.map((part) => part.name);
  if (names.length > 2) {
    context.report(
      'too-many-parts',
      `"${names.join('.')}" has too many parts: a database is named catalog.database.`,
      path.span,
    );
  }
  return { catalog: names.at(-2) ?? context.env.catalog.currentCatalog, database: names.at(-1) ?? '' };
}

type DatabaseStatement = catalog.CreateDatabase | catalog.DropDatabase | catalog.AlterDatabase | catalog.UseDatabase;

function bindDatabaseStatement(context: BindContext, statement: DatabaseStatement): CatalogOperation | undefined {
  const place = databaseOf(context, statement.database);
  if (!context.env.catalog.catalogs().includes(place.catalog)) {
    context.report('unknown-catalog', `There is no catalog "${place.catalog}".`, statement.database.span);
    return undefined;
  }
  switch (statement.kind) {
    case 'create-database': {
      const options = bindProperties(context, statement.options);
      const comment = statement.comment === undefined ? {} : { comment: statement.comment.value };
      return { kind: 'create-database', ...place, ifNotExists: statement.ifNotExists, options, ...comment };
    }
    case 'drop-database':
      return { kind: 'drop-database', ...place, ifExists: statement.ifExists, cascade: statement.cascade };
    case 'alter-database':
      return { kind: 'alter-database', ...place, set: bindProperties(context, statement.action.options) };
    case 'use-database':
      return { kind: 'use-database', ...place };
  }
}

type FunctionStatement = catalog.CreateFunction | catalog.AlterFunction | catalog.DropFunction;

function bindFunctionStatement(context: BindContext, statement: FunctionStatement): CatalogOperation | undefined {
  const id = resolveIdentifier(context, statement.function);
  const { scope } = statement;
  if (statement.kind === 'drop-function') {
    return { kind: 'drop-function', id, scope, ifExists: statement.ifExists };
  }
  const { language = 'JAVA' } = statement;
  if (language === 'SQL') {
    context.notSupported('LANGUAGE SQL', statement.span);
    return undefined;
  }
  const className = statement.className.value;
  if (statement.kind === 'alter-function') {
    return { kind: 'alter-function', id, scope, definition: { className, language }, ifExists: statement.ifExists };
  }
  const resources = statement.resources.map((resource) => resource.location.value);
  const definition = { className, language, ...(resources.length === 0 ? {} : { resources }) };
  return { kind: 'create-function', id, scope, definition, ifNotExists: statement.ifNotExists };
}

function bindShow(context: BindContext, statement: utility.Show): CatalogOperation | undefined {
  const { object, like } = statement;
  const filter: ShowFilter | undefined =
    like === undefined
      ? undefined
      : { pattern: like.pattern.value, not: like.negated, ignoreCase: like.operator === 'ILIKE' };
  const base = { kind: 'show' as const, ...(filter === undefined ? {} : { filter }) };
  const { currentCatalog, currentDatabase } = context.env.catalog;
  const inDatabase = (): { catalog: string; database: string } =>
    object === undefined ? { catalog: currentCatalog, database: currentDatabase } : databaseOf(context, object);
  switch (statement.subject) {
    case 'CATALOGS':
      return { ...base, what: 'catalogs' };
    case 'CURRENT CATALOG':
      return { ...base, what: 'current-catalog' };
    case 'CURRENT DATABASE':
      return { ...base, what: 'current-database' };
    case 'JARS':
      return { ...base, what: 'jars' };
    case 'JOBS':
      return { ...base, what: 'jobs' };
    case 'DATABASES':
      return { ...base, what: 'databases', catalog: object?.parts.at(-1)?.name ?? currentCatalog };
    case 'MODULES':
    case 'FULL MODULES':
      return { ...base, what: 'modules', full: statement.subject === 'FULL MODULES' };
    case 'TABLES':
      return { ...base, what: 'tables', ...inDatabase() };
    case 'VIEWS':
      return { ...base, what: 'views', ...inDatabase() };
    case 'MATERIALIZED TABLES':
      return { ...base, what: 'materialized-tables', ...inDatabase() };
    case 'MODELS':
      return { ...base, what: 'models', ...inDatabase() };
    case 'PROCEDURES':
      return { ...base, what: 'procedures', ...inDatabase() };
    case 'FUNCTIONS':
    case 'USER FUNCTIONS':
      return { ...base, what: 'functions', ...inDatabase(), userOnly: statement.subject === 'USER FUNCTIONS' };
    case 'COLUMNS': {
      const id = existing(context, object);
      return id === undefined ? undefined : { ...base, what: 'columns', id };
    }
    case 'PARTITIONS': {
      const id = existing(context, object);
      return id === undefined
        ? undefined
        : { ...base, what: 'partitions', id, spec: partitionText(context, statement) };
    }
    case 'CREATE TABLE':
    case 'CREATE VIEW': {
      const id = existing(context, object);
      return id === undefined
        ? undefined
        : { ...base, what: statement.subject === 'CREATE TABLE' ? 'create-table' : 'create-view', id };
    }
    case 'CREATE CATALOG':
      return { ...base, what: 'create-catalog', catalog: object?.parts.at(-1)?.name ?? currentCatalog };
    case 'CREATE MODEL':
    case 'CREATE MATERIALIZED TABLE':
      context.notSupported(`SHOW ${statement.subject}`, statement.span);
      return undefined;
  }
}

function partitionText(context: BindContext, statement: utility.Show): Record<string, string> {
  const entries = statement.partition?.entries ?? [];
  return Object.fromEntries(
    entries.map((entry) => [
      entry.column.name,
      entry.value?.kind === 'string-literal'
        ? entry.value.value
        : context.text.slice(entry.value?.span.start ?? 0, entry.value?.span.end ?? 0),
    ]),
  );
}

/** The object a path names, which must be there. */
function existing(context: BindContext, path: Path | undefined): ObjectIdentifier | undefined {
  if (path === undefined) {
    return undefined;
  }
  const id = resolveIdentifier(context, path);
  if (context.env.catalog.find(id) === undefined) {
    reportUnknownTable(context, path, id);
    return undefined;
  }
  return id;
}

function bindDescribe(context: BindContext, statement: utility.Describe): CatalogOperation | undefined {
  const { path, extended } = statement;
  switch (statement.subject) {
    case 'TABLE': {
      const id = existing(context, path);
      return id === undefined ? undefined : { kind: 'describe-table', id, extended };
    }
    case 'CATALOG':
      return { kind: 'describe-catalog', catalog: path?.parts.at(-1)?.name ?? '', extended };
    case 'DATABASE':
      return path === undefined ? undefined : { kind: 'describe-database', ...databaseOf(context, path), extended };
    case 'FUNCTION':
      return { kind: 'describe-function', path: path?.parts.map((part) => part.name) ?? [], extended };
    case 'JOB':
      return { kind: 'describe-job', job: statement.job?.value ?? '' };
    case 'MODEL':
      context.notSupported('DESCRIBE MODEL', statement.span);
      return undefined;
  }
}
