import type { CatalogStatement, DataStatement, Show, UtilityStatement } from '../ast/index.ts';
import { clause, joined, optional, type Parts, type Printers, parts, when } from './parts.ts';
import { commented, exists, functionScope, language, notExists, options } from './tables.ts';

type StatementKind =
  | CatalogStatement['kind']
  | DataStatement['kind']
  | UtilityStatement['kind']
  | 'set-comment'
  | 'function-resource'
  | 'assignment'
  | 'show-like';

export const STATEMENT_PRINTERS: Printers<StatementKind> = {
  'create-catalog': (node) =>
    parts`CREATE CATALOG ${notExists(node.ifNotExists)}${node.catalog}${commented(node.comment)}${options(node.options)}`,
  'drop-catalog': (node) => parts`DROP CATALOG ${exists(node.ifExists)}${node.catalog}`,
  'alter-catalog': (node) => parts`ALTER CATALOG ${node.catalog} ${node.action}`,
  'set-comment': ({ comment }) => parts`COMMENT ${comment}`,
  'create-database': (node) =>
    parts`CREATE DATABASE ${notExists(node.ifNotExists)}${node.database}${commented(node.comment)}${options(node.options)}`,
  'drop-database': (node) =>
    parts`DROP DATABASE ${exists(node.ifExists)}${node.database} ${node.cascade ? 'CASCADE' : 'RESTRICT'}`,
  'alter-database': (node) => parts`ALTER DATABASE ${node.database} ${node.action}`,
  'create-function': (node) =>
    parts`CREATE ${functionScope(node.scope)}FUNCTION ${notExists(node.ifNotExists)}${node.function} AS ${node.className}${language(node.language)}${clause(' USING ', node.resources)}${options(node.options)}`,
  'function-resource': ({ type, location }) => parts`${type} ${location}`,
  'alter-function': (node) =>
    parts`ALTER ${functionScope(node.scope)}FUNCTION ${exists(node.ifExists)}${node.function} AS ${node.className}${language(node.language)}`,
  'drop-function': (node) => parts`DROP ${functionScope(node.scope)}FUNCTION ${exists(node.ifExists)}${node.function}`,
  'create-model': (node) =>
    parts`CREATE ${when(node.temporary, 'TEMPORARY ')}MODEL ${notExists(node.ifNotExists)}${node.model}${clause(' INPUT (', node.input, ')')}${clause(' OUTPUT (', node.output, ')')}${commented(node.comment)}${options(node.options)}${optional(' AS ', node.query)}`,
  'alter-model': (node) => parts`ALTER MODEL ${exists(node.ifExists)}${node.model} ${node.action}`,
  'drop-model': (node) => parts`DROP ${when(node.temporary, 'TEMPORARY ')}MODEL ${exists(node.ifExists)}${node.model}`,
  'use-catalog': ({ catalog }) => parts`USE CATALOG ${catalog}`,
  'use-database': ({ database }) => parts`USE ${database}`,
  'use-modules': ({ modules }) => parts`USE MODULES ${joined(modules)}`,
  'load-module': (node) => parts`LOAD MODULE ${node.module}${options(node.options)}`,
  'unload-module': (node) => parts`UNLOAD MODULE ${node.module}`,
  'query-statement': ({ query }) => [query],
  insert: (node) => {
    const into = { INTO: 'INSERT INTO', OVERWRITE: 'INSERT OVERWRITE', UPSERT: 'UPSERT INTO' }[node.mode];
    return parts`${into} ${node.table}${clause(' /*+ ', node.hints, ' */')}${clause(' EXTEND (', node.extend, ')')}${optional(' ', node.partition)}${clause(' (', node.columns, ')')} ${node.query}`;
  },
  execute: ({ statement }) => parts`EXECUTE ${statement}`,
  'statement-set': ({ statements }) => parts`EXECUTE ${set(statements)}`,
  'begin-statement-set': () => ['BEGIN STATEMENT SET'],
  'end-statement-set': () => ['END'],
  'compile-plan': (node) => {
    const words = node.execute ? 'COMPILE AND EXECUTE PLAN' : 'COMPILE PLAN';
    const { statement } = node;
    const compiled = statement.kind === 'statement-set' ? set(statement.statements) : statement;
    return parts`${words} ${node.file}${when(node.ifNotExists, ' IF NOT EXISTS')} FOR ${compiled}`;
  },
  'execute-plan': ({ file }) => parts`EXECUTE PLAN ${file}`,
  update: (node) =>
    parts`UPDATE ${node.table}${clause(' /*+ ', node.hints, ' */')}${optional(' AS ', node.alias)} SET ${joined(node.assignments)}${optional(' WHERE ', node.where)}`,
  assignment: (node) => parts`${node.column} = ${node.value}`,
  delete: (node) =>
    parts`DELETE FROM ${node.table}${clause(' /*+ ', node.hints, ' */')}${optional(' AS ', node.alias)}${optional(' WHERE ', node.where)}`,
  'truncate-table': ({ table }) => parts`TRUNCATE TABLE ${table}`,
  call: ({ call }) => parts`CALL ${call}`,
  explain: ({ details, statement }) =>
    parts`EXPLAIN ${details.length === 0 ? 'PLAN FOR ' : `${details.join(', ')} `}${statement}`,
  'analyze-table': (node) => {
    const which = node.allColumns ? ' FOR ALL COLUMNS' : '';
    return parts`ANALYZE TABLE ${node.table}${optional(' ', node.partition)} COMPUTE STATISTICS${which}${clause(' FOR COLUMNS ', node.columns)}`;
  },
  describe: (node) => {
    const subject = when(node.subject !== 'TABLE', `${node.subject} `);
    return parts`DESCRIBE ${subject}${when(node.extended, 'EXTENDED ')}${optional('', node.path)}${optional('', node.job)}`;
  },
  show,
  'show-like': ({ negated, operator, pattern }) => parts`${when(negated, 'NOT ')}${operator} ${pattern}`,
  set: ({ key, value }) => parts`SET${optional(' ', key)}${optional(' = ', value)}`,
  reset: ({ key }) => parts`RESET${optional(' ', key)}`,
  'add-jar': ({ location }) => parts`ADD JAR ${location}`,
  'remove-jar': ({ location }) => parts`REMOVE JAR ${location}`,
  'stop-job': (node) =>
    parts`STOP JOB ${node.job}${when(node.withSavepoint, ' WITH SAVEPOINT')}${when(node.withDrain, ' WITH DRAIN')}`,
  'client-command': ({ command }) => [command],
};

function set(statements: Parameters<typeof joined>[0]): Parts {
  return parts`STATEMENT SET BEGIN ${joined(statements, '; ')}; END`;
}

function show({ subject, object, partition, like }: Show): Parts {
  const named = subject === 'PARTITIONS' || subject.startsWith('CREATE');
  return parts`SHOW ${subject}${optional(named ? ' ' : ' FROM ', object)}${optional(' ', partition)}${optional(' ', like)}`;
}
