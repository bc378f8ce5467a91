/** Keys and values of WITH ( … ), SET ( … ) and OPTIONS ( … ), from what connectors and formats declare. */
import {
  commonSinkOptions,
  commonSourceOptions,
  type DefinitionLookup,
  findOption,
  type OptionDefinition,
} from '@riffle/plan';
import { createBindContext } from '../binder/binder.ts';
import { resolveIdentifier } from '../binder/identifiers.ts';
import type { CompileEnvironment } from '../compile/environment.ts';
import { lex } from '../lexer/lexer.ts';
import type { Token } from '../lexer/token.ts';
import { parsePath } from '../parser/parse.ts';
import { declaredColumns } from './complete-columns.ts';
import { type Completion, snippetText } from './completion.ts';
import { type CursorContext, closingQuote, openBrackets } from './cursor-context.ts';
import { isNameToken } from './names.ts';

export interface OptionPlace {
  /** Options that stand in the same list, and those the table has already. */
  readonly options: Readonly<Record<string, string>>;
  /** The key whose value is being written; undefined where a key is. */
  readonly key?: string | undefined;
  /** Names that may stand for `#` in keys. */
  readonly columns: readonly string[];
}

/** The list of options the cursor is in, if it is in one. */
export function optionPlace(cursor: CursorContext, env: CompileEnvironment): OptionPlace | undefined {
  const { before } = cursor;
  const [open] = openBrackets(before);
  if (open === undefined || !isOptionList(before, open)) {
    return undefined;
  }
  const inside = before.slice(open + 1);
  const last = inside.at(-1);
  const stored = storedOptions(cursor, open, env);
  const written = { ...pairs(inside), ...pairs(tokensBehind(cursor)) };
  return {
    options: { ...stored.options, ...written },
    ...(last?.key === '=' ? { key: inside.at(-2)?.text ?? '' } : {}),
    columns: [...stored.columns, ...declaredColumns(cursor).map(({ label }) => label)],
  };
}

function isOptionList(before: readonly Token[], open: number): boolean {
  const opener = before[open - 1]?.key;
  const starts = before.slice(0, 4).map(({ key }) => key);
  if (opener === 'OPTIONS') {
    return before[open - 2]?.key === '/*+' || before[open - 2]?.key === ',';
  }
  return starts.includes('TABLE') && (opener === 'WITH' || opener === 'SET' || opener === 'RESET');
}

/** What stands behind the cursor up to the bracket's end. */
function tokensBehind({ text, offset, quote, statement }: CursorContext): readonly Token[] {
  const from = quote === null ? offset : closingQuote(text, offset, quote);
  const { tokens } = lex(text.slice(from, statement.end));
  const end = tokens.findIndex(({ key }) => key === ')');
  return end === -1 ? tokens : tokens.slice(0, end);
}

function pairs(tokens: readonly Token[]): Record<string, string> {
  const found: Record<string, string> = {};
  for (const [at, key] of tokens.entries()) {
    const value = tokens[at + 2];
    if (key.kind === 'string' && tokens[at + 1]?.key === '=' && value?.kind === 'string') {
      found[key.text] = value.text;
    }
  }
  return found;
}

/** The options and columns of the table that is altered or read with a hint. */
function storedOptions(
  { before, text }: CursorContext,
  open: number,
  env: CompileEnvironment,
): Pick<OptionPlace, 'options' | 'columns'> {
  const isHint = before[open - 1]?.key === 'OPTIONS';
  const hintStart = before.findLastIndex(({ key }, at) => key === '/*+' && at < open);
  const end = isHint ? hintStart - 1 : lastNameAfterTable(before);
  let start = end;
  while (before[start - 1]?.key === '.') {
    start -= 2;
  }
  const [first, last] = [before[start], before[end]];
  if (!isNameToken(first) || !isNameToken(last) || (!isHint && before[0]?.key !== 'ALTER')) {
    return { options: {}, columns: [] };
  }
  const { tree } = parsePath(text.slice(first.start, last.end));
  const entry = tree && env.catalog.find(resolveIdentifier(createBindContext(env, text), tree));
  return entry?.kind === 'table'
    ? { options: entry.options, columns: entry.schema.columns.map(({ name }) => name) }
    : { options: {}, columns: [] };
}

function lastNameAfterTable(before: readonly Token[]): number {
  let at = before.findIndex(({ key }) => key === 'TABLE') + 1;
  while (before[at]?.key === 'IF' || before[at]?.key === 'EXISTS') {
    at++;
  }
  while (before[at + 1]?.key === '.') {
    at += 2;
  }
  return at;
}

/** What may be written at this place of an option list. */
export function optionCompletions(place: OptionPlace, cursor: CursorContext, lookup: DefinitionLookup): Completion[] {
  return place.key === undefined
    ? keyCompletions(place, cursor, lookup)
    : valueCompletions(place.key, place, cursor, lookup);
}

function keyCompletions(place: OptionPlace, cursor: CursorContext, lookup: DefinitionLookup): Completion[] {
  const definitions = definitionsFor(place.options, lookup);
  return definitions
    .flatMap((definition) => expandKey(definition, place.columns))
    .filter(({ key }) => place.options[key] === undefined)
    .map((definition) => keyItem(definition, cursor.quote !== null));
}

const CONNECTOR: OptionDefinition = {
  key: 'connector',
  type: 'string',
  required: true,
  description: 'What the table is connected to.',
};
const FORMAT_KEYS = ['format', 'value.format', 'key.format'];

/** Every option that may stand beside those that are there. */
export function definitionsFor(
  options: Readonly<Record<string, string>>,
  lookup: DefinitionLookup,
): readonly OptionDefinition[] {
  const connector = lookup.connector(options['connector'] ?? '');
  if (connector === undefined) {
    return [CONNECTOR];
  }
  const formats = FORMAT_KEYS.flatMap((key) => {
    const identifier = options[key] ?? '';
    const prefix = key === 'format' ? '' : key.replace('format', '');
    const own = lookup.format(identifier)?.options ?? [];
    return own.map((option) => ({ ...option, key: `${prefix}${identifier}.${option.key}` }));
  });
  const formatKey: OptionDefinition = {
    key: 'format',
    type: 'string',
    required: connector.usesFormat,
    description: 'How rows are written in messages or files.',
  };
  const known = [
    CONNECTOR,
    ...connector.options,
    ...(connector.usesFormat ? [formatKey] : []),
    ...formats,
    ...(connector.source === undefined ? [] : commonSourceOptions),
    ...(connector.sink === undefined ? [] : commonSinkOptions),
  ];
  return [...new Map(known.map((definition) => [definition.key, definition])).values()];
}

/** `fields.#.min` once for each column. */
function expandKey(definition: OptionDefinition, columns: readonly string[]): readonly OptionDefinition[] {
  return definition.key.includes('#') && columns.length > 0
    ? columns.map((column) => ({ ...definition, key: definition.key.replace('#', column) }))
    : [definition];
}

function keyItem(definition: OptionDefinition, inQuote: boolean): Completion {
  const value = definition.default ?? definition.values?.[0] ?? '';
  const key = definition.key.replace('#', 'column').replace(/\.\*$/, '.name');
  return {
    label: definition.key,
    kind: 'option',
    insert: inQuote ? key : `'${snippetText(key)}' = '\${1:${snippetText(value)}}'$0`,
    ...(inQuote ? {} : { snippet: true }),
    detail: definition.required ? `${definition.type}, needed` : definition.type,
    documentation: describeOption(definition),
    rank: definition.required ? 0 : 10,
  };
}

/** What an option is for, its default and its values, as Markdown. */
export function describeOption(definition: OptionDefinition): string {
  const lines = [definition.description];
  if (definition.default !== undefined) {
    lines.push(`Default: \`${definition.default}\``);
  }
  if (definition.values !== undefined) {
    lines.push(`Values: ${definition.values.map((value) => `\`${value}\``).join(', ')}`);
  }
  return lines.join('\n\n');
}

function valueCompletions(
  key: string,
  place: OptionPlace,
  cursor: CursorContext,
  lookup: DefinitionLookup,
): Completion[] {
  const inQuote = cursor.quote !== null;
  const item = (value: string, documentation: string | undefined): Completion => ({
    label: value,
    kind: 'value',
    insert: inQuote ? value : `'${value}'`,
    ...(documentation === undefined ? {} : { documentation }),
    rank: 10,
  });
  if (key === 'connector') {
    return lookup.connectors().map((name) => item(name, lookup.connector(name)?.description));
  }
  if (FORMAT_KEYS.includes(key)) {
    return lookup.formats().map((name) => item(name, lookup.format(name)?.description));
  }
  const definition = findOption(definitionsFor(place.options, lookup), key);
  const values = definition?.values ?? (definition?.type === 'boolean' ? ['true', 'false'] : []);
  const fallback = definition?.default;
  const all = fallback === undefined || values.includes(fallback) ? values : [fallback, ...values];
  return all.map((value) => ({
    ...item(value, definition?.description),
    ...(value === fallback ? { detail: 'default', rank: 5 } : {}),
  }));
}
