/** Hover: what the word at a place means, as Markdown. */
import { formatType, type RowField } from '@riffle/columns';
import {
  type CatalogTable,
  type ChangelogMode,
  findOption,
  insertOnly,
  isInsertOnly,
  type ObjectIdentifier,
  type Span,
} from '@riffle/plan';
import type { Path } from '../ast/node.ts';
import type { Statement } from '../ast/statements.ts';
import type { BindContext } from '../binder/context.ts';
import { resolveIdentifier } from '../binder/identifiers.ts';
import { compileStatement } from '../compile/compile.ts';
import type { CompileEnvironment } from '../compile/environment.ts';
import { lex } from '../lexer/lexer.ts';
import type { Token } from '../lexer/token.ts';
import { parseSql } from '../parser/parse.ts';
import { definitionsFor, describeOption, optionPlace } from './complete-options.ts';
import { cursorContext } from './cursor-context.ts';
import { environmentAt } from './diagnose.ts';
import { callableMarkdown, findCallable } from './function-docs.ts';
import { observeStatement } from './observe.ts';

export interface Hover {
  readonly span: Span;
  /** Markdown. */
  readonly text: string;
}

/** What stands at `offset`; undefined where there is nothing to say. */
export function hover(text: string, offset: number, env: CompileEnvironment): Hover | undefined {
  const { tokens } = lex(text);
  const at = tokens.findIndex(({ start, end, kind }) => kind !== 'end' && start <= offset && offset < end);
  const token = tokens[at];
  if (token === undefined) {
    return undefined;
  }
  const semicolon = tokens.findLastIndex(({ key }, i) => key === ';' && i < at);
  const here = environmentAt(text, tokens[semicolon]?.end ?? 0, env);
  const found =
    optionHover(text, token, here) ??
    statementHover(text, token, here) ??
    functionHover(token, tokens[at + 1], tokens[at - 1], here);
  return found;
}

function optionHover(text: string, token: Token, env: CompileEnvironment): Hover | undefined {
  if (token.kind !== 'string') {
    return undefined;
  }
  const cursor = cursorContext(text, token.start + 1);
  const place = cursor && optionPlace(cursor, env);
  if (place === undefined) {
    return undefined;
  }
  const { key = token.text, options } = place;
  const span = spanOf(token);
  if (place.key === 'connector') {
    return withText(span, env.connectors.connector(token.text)?.description);
  }
  const format = /^(key\.|value\.)?format$/.test(key) ? env.connectors.format(token.text) : undefined;
  if (place.key !== undefined && format !== undefined) {
    return withText(span, format.description);
  }
  const definition = findOption(definitionsFor(options, env.connectors), key);
  return withText(span, definition && `\`${definition.key}\` ${definition.type}\n\n${describeOption(definition)}`);
}

function withText(span: Span, text: string | undefined): Hover | undefined {
  return text === undefined ? undefined : { span, text };
}

const spanOf = ({ start, end }: Span): Span => ({ start, end });
const contains = (span: Span, { start, end }: Span): boolean => span.start <= start && end <= span.end;

function statementHover(text: string, token: Token, env: CompileEnvironment): Hover | undefined {
  const statement = parseSql(text).statements.find(({ span }) => contains(span, token));
  if (statement === undefined || (token.kind !== 'word' && token.kind !== 'quoted')) {
    return undefined;
  }
  return queryHover(statement, text, token, env) ?? nameHover(statement, text, token, env);
}

/** The first word of a query or INSERT: what comes of it. */
function queryHover(statement: Statement, text: string, token: Token, env: CompileEnvironment): Hover | undefined {
  const isStart = token.start === statement.span.start && ['SELECT', 'WITH', 'VALUES', 'INSERT'].includes(token.key);
  const compiled = isStart ? compileStatement(statement, text, env).statement : undefined;
  if (compiled?.kind === 'query') {
    return { span: spanOf(token), text: `${changesSentence(compiled.changelog)}\n\n${columnList(compiled.columns)}` };
  }
  return compiled?.kind === 'insert'
    ? { span: spanOf(token), text: `Writes ${compiled.writes.map((id) => `\`${dotted(id)}\``).join(', ')}.` }
    : undefined;
}

function nameHover(statement: Statement, text: string, token: Token, env: CompileEnvironment): Hover | undefined {
  let found: Hover | undefined;
  observeStatement(statement, text, env, {
    expression: (_scope, node, bound) => {
      if (node.kind === 'column-reference' && contains(node.span, token)) {
        const name = node.parts.map((part) => part.name).join('.');
        const kind = attributeText(bound.type);
        found = { span: spanOf(node.span), text: `\`${name}\` ${formatType(bound.type)}${kind}` };
      }
    },
    table: (context, path, columns) => {
      if (columns !== undefined && contains(path.span, token)) {
        found = { span: spanOf(path.span), text: tableText(context, path, columns) };
      }
    },
  });
  return found ?? writtenTableHover(statement, token, env);
}

/** The table an INSERT, DESCRIBE, DROP or ALTER names. */
function writtenTableHover(statement: Statement, token: Token, env: CompileEnvironment): Hover | undefined {
  const path = 'table' in statement ? statement.table : 'view' in statement ? statement.view : undefined;
  if (path === undefined || !contains(path.span, token)) {
    return undefined;
  }
  const names = path.parts.map(({ name }) => name);
  const id = {
    catalog: names.at(-3) ?? env.catalog.currentCatalog,
    database: names.at(-2) ?? env.catalog.currentDatabase,
    object: names.at(-1) ?? '',
  };
  const entry = env.catalog.find(id);
  if (entry === undefined) {
    return undefined;
  }
  const columns = entry.kind === 'table' ? entry.schema.columns : entry.columns;
  const kind = entry.kind === 'table' ? tableKind(entry, env) : 'View.';
  return { span: spanOf(path.span), text: `**${dotted(id)}**\n\n${kind}\n\n${columnList(columns)}` };
}

function tableText(context: BindContext, path: Path, columns: readonly RowField[]): string {
  const name = path.parts.map((part) => part.name);
  const common = name.length === 1 && context.commonTables.some((table) => table.name === name[0]);
  if (common) {
    return `**${name[0]}**\n\nWITH query of this statement.\n\n${columnList(columns)}`;
  }
  const id = resolveIdentifier(context, path);
  const entry = context.env.catalog.find(id);
  const kind = entry?.kind === 'table' ? tableKind(entry, context.env) : viewKind(id, context.env);
  const comment = entry?.comment === undefined ? '' : `\n\n${entry.comment}`;
  return `**${dotted(id)}**${comment}\n\n${kind}\n\n${columnList(columns)}`;
}

function tableKind(table: CatalogTable, env: CompileEnvironment): string {
  const connector = env.connectors.connector(table.options['connector'] ?? '');
  const primaryKey = table.schema.primaryKey?.columns ?? [];
  const source = connector?.source?.({ options: table.options, primaryKey, partitionKeys: table.partitionKeys });
  const start = `Table, connector \`${table.options['connector'] ?? 'none'}\`.`;
  if (source === undefined) {
    return connector === undefined ? start : `${start} Written only.`;
  }
  const format = env.connectors.format(table.options['value.format'] ?? table.options['format'] ?? '');
  const own = isInsertOnly(source.changelog) ? (format?.changelog ?? insertOnly) : source.changelog;
  return `${start} ${changesSentence(own)}`;
}

function viewKind(id: ObjectIdentifier, env: CompileEnvironment): string {
  const text = `SELECT * FROM ${[id.catalog, id.database, id.object].map((part) => `\`${part.replaceAll('`', '``')}\``).join('.')}`;
  const [statement] = parseSql(text).statements;
  const compiled = statement && compileStatement(statement, text, env).statement;
  return compiled?.kind === 'query' ? `View. ${changesSentence(compiled.changelog)}` : 'View.';
}

/** The kinds of change in words. */
export function changesSentence(mode: ChangelogMode): string {
  if (isInsertOnly(mode)) {
    return 'Append-only: rows come and stay.';
  }
  const kinds = ['inserts', ...(mode.updateAfter ? ['updates'] : []), ...(mode.delete ? ['deletes'] : [])];
  const before = mode.updateAfter && !mode.updateBefore ? ', by key' : '';
  return `Changing: ${kinds.slice(0, -1).join(', ')} and ${kinds.at(-1)}${before}.`;
}

function columnList(columns: readonly Pick<RowField, 'name' | 'type'>[]): string {
  return columns.map(({ name, type }) => `- \`${name}\` ${formatType(type)}${attributeText(type)}`).join('\n');
}

/** Time attributes, which a type's text leaves out. */
function attributeText(type: RowField['type']): string {
  const attribute = 'attribute' in type ? type.attribute : undefined;
  return attribute === undefined || formatType(type).includes(attribute.toUpperCase()) ? '' : ` · ${attribute}`;
}

const dotted = ({ catalog, database, object }: ObjectIdentifier): string => `${catalog}.${database}.${object}`;

function functionHover(
  token: Token,
  after: Token | undefined,
  before: Token | undefined,
  env: CompileEnvironment,
): Hover | undefined {
  const isBare = /^(CURRENT_|LOCALTIME)/.test(token.key);
  if (token.kind !== 'word' || (after?.key !== '(' && !isBare) || before?.key === '.') {
    return undefined;
  }
  const found = findCallable(token.text, env.catalog, before?.key === '(');
  return found && { span: spanOf(token), text: callableMarkdown(found) };
}
