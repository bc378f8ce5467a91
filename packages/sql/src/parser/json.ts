import type {
  ExpressionNode,
  JsonBehavior,
  JsonElement,
  JsonEntry,
  JsonObject,
  JsonOnNull,
  TypeNode,
} from '../ast/index.ts';
import type { Cursor } from './cursor.ts';
import { expression } from './grammar.ts';
import { nested, type Rule } from './trampoline.ts';
import { castType } from './types.ts';
import { filterClause, groupOrder, orderBy } from './windows.ts';

const JSON_CALLS: Readonly<Record<string, (p: Cursor) => Rule<ExpressionNode>>> = {
  JSON_EXISTS: jsonExists,
  JSON_VALUE: jsonValue,
  JSON_QUERY: jsonQuery,
  JSON_OBJECT: jsonObject,
  JSON_ARRAY: jsonArray,
  JSON_OBJECTAGG: jsonObjectAgg,
  JSON_ARRAYAGG: jsonArrayAgg,
};

export function isJsonCall(p: Cursor): boolean {
  return Object.hasOwn(JSON_CALLS, p.key());
}

export function* jsonCall(p: Cursor): Rule<ExpressionNode> {
  const rule = JSON_CALLS[p.key()] as (p: Cursor) => Rule<ExpressionNode>;
  return yield* rule(p);
}

/** The name, the bracket, and `input, path`. */
function* inputAndPath(p: Cursor): Rule<{ readonly input: ExpressionNode; readonly path: ExpressionNode }> {
  p.next();
  p.expect('(');
  const input = yield* nested(expression(p));
  formatJson(p);
  p.expect(',');
  return { input, path: yield* nested(expression(p)) };
}

function formatJson(p: Cursor): boolean {
  const found = p.accept('FORMAT', 'JSON');
  if (found && p.accept('ENCODING')) {
    p.expectAny('UTF8', 'UTF16', 'UTF32');
  }
  return found;
}

function* jsonExists(p: Cursor): Rule<ExpressionNode> {
  const start = p.at;
  const { input, path } = yield* inputAndPath(p);
  let onError: JsonBehavior | undefined;
  if (p.isAny('TRUE', 'FALSE', 'UNKNOWN', 'ERROR')) {
    const from = p.at;
    const action = p.expectAny('TRUE', 'FALSE', 'UNKNOWN', 'ERROR');
    onError = { kind: 'json-behavior', action, span: p.spanFrom(from) };
    p.expect('ON', 'ERROR');
  }
  p.expect(')');
  return { kind: 'json-exists', input, path, onError, span: p.spanFrom(start) };
}

function* jsonValue(p: Cursor): Rule<ExpressionNode> {
  const start = p.at;
  const { input, path } = yield* inputAndPath(p);
  const returning = yield* returningClause(p);
  const behaviors = yield* onEmptyOnError(p, ['NULL', 'ERROR', 'DEFAULT']);
  p.expect(')');
  return { kind: 'json-value', input, path, returning, ...behaviors, span: p.spanFrom(start) };
}

function* jsonQuery(p: Cursor): Rule<ExpressionNode> {
  const start = p.at;
  const { input, path } = yield* inputAndPath(p);
  const returning = yield* returningClause(p);
  const wrapper = wrapperClause(p);
  const behaviors = yield* onEmptyOnError(p, ['NULL', 'ERROR', 'EMPTY']);
  p.expect(')');
  return { kind: 'json-query', input, path, returning, wrapper, ...behaviors, span: p.spanFrom(start) };
}

function* returningClause(p: Cursor): Rule<TypeNode | undefined> {
  return p.accept('RETURNING') ? yield* nested(castType(p)) : undefined;
}

function wrapperClause(p: Cursor): 'WITHOUT' | 'CONDITIONAL' | 'UNCONDITIONAL' | undefined {
  const word = p.acceptAny('WITHOUT', 'WITH');
  if (word === undefined) {
    return undefined;
  }
  const condition = word === 'WITH' ? p.acceptAny('CONDITIONAL', 'UNCONDITIONAL') : undefined;
  p.accept('ARRAY');
  p.expect('WRAPPER');
  return word === 'WITHOUT' ? 'WITHOUT' : (condition ?? 'UNCONDITIONAL');
}

interface Behaviors {
  readonly onEmpty?: JsonBehavior | undefined;
  readonly onError?: JsonBehavior | undefined;
}

function* onEmptyOnError(p: Cursor, actions: readonly ('NULL' | 'ERROR' | 'DEFAULT' | 'EMPTY')[]): Rule<Behaviors> {
  let onEmpty: JsonBehavior | undefined;
  let onError: JsonBehavior | undefined;
  while (onError === undefined && p.isAny(...actions)) {
    const behavior = yield* behaviorOf(p);
    p.expect('ON');
    if (onEmpty === undefined && p.accept('EMPTY')) {
      onEmpty = behavior;
    } else {
      p.expect('ERROR');
      onError = behavior;
    }
  }
  return { onEmpty, onError };
}

function* behaviorOf(p: Cursor): Rule<JsonBehavior> {
  const start = p.at;
  const word = p.expectAny('NULL', 'ERROR', 'DEFAULT', 'EMPTY');
  if (word === 'DEFAULT') {
    const value = yield* nested(expression(p));
    return { kind: 'json-behavior', action: 'DEFAULT', value, span: p.spanFrom(start) };
  }
  const action = word === 'EMPTY' ? (`EMPTY ${p.expectAny('ARRAY', 'OBJECT')}` as const) : word;
  return { kind: 'json-behavior', action, span: p.spanFrom(start) };
}

function* jsonObject(p: Cursor): Rule<JsonObject> {
  const start = p.at;
  p.next();
  p.expect('(');
  const entries: JsonEntry[] = [];
  while (!p.is(')') && !isOnNull(p)) {
    entries.push(yield* jsonEntry(p));
    if (!p.accept(',')) {
      break;
    }
  }
  const onNull = onNullClause(p);
  p.expect(')');
  return { kind: 'json-object', entries, onNull, span: p.spanFrom(start) };
}

/** `KEY k VALUE v`, `k VALUE v`, `k : v`. */
function* jsonEntry(p: Cursor): Rule<JsonEntry> {
  const start = p.at;
  if (p.key() === 'KEY' && p.key(1) !== 'VALUE' && p.key(1) !== ':') {
    p.next();
  }
  const key = yield* nested(expression(p));
  if (!p.accept(':')) {
    p.expect('VALUE');
  }
  const value = yield* nested(expression(p));
  return { kind: 'json-entry', key, value, formatJson: formatJson(p), span: p.spanFrom(start) };
}

function* jsonElement(p: Cursor): Rule<JsonElement> {
  const start = p.at;
  const value = yield* nested(expression(p));
  return { kind: 'json-element', value, formatJson: formatJson(p), span: p.spanFrom(start) };
}

function isOnNull(p: Cursor): boolean {
  return (p.key() === 'NULL' || p.key() === 'ABSENT') && p.key(1) === 'ON' && p.key(2) === 'NULL';
}

function onNullClause(p: Cursor): JsonOnNull | undefined {
  if (!isOnNull(p)) {
    return undefined;
  }
  const word = p.expectAny('NULL', 'ABSENT');
  p.expect('ON', 'NULL');
  return word;
}

function* jsonArray(p: Cursor): Rule<ExpressionNode> {
  const start = p.at;
  p.next();
  p.expect('(');
  const elements: JsonElement[] = [];
  while (!p.is(')') && !isOnNull(p)) {
    elements.push(yield* jsonElement(p));
    if (!p.accept(',')) {
      break;
    }
  }
  const onNull = onNullClause(p);
  p.expect(')');
  return { kind: 'json-array', elements, onNull, span: p.spanFrom(start) };
}

function* jsonObjectAgg(p: Cursor): Rule<ExpressionNode> {
  const start = p.at;
  p.next();
  p.expect('(');
  const entry = yield* jsonEntry(p);
  const onNull = onNullClause(p);
  p.expect(')');
  const filter = p.are('FILTER', '(') ? yield* filterClause(p) : undefined;
  return { kind: 'json-objectagg', entry, onNull, filter, span: p.spanFrom(start) };
}

function* jsonArrayAgg(p: Cursor): Rule<ExpressionNode> {
  const start = p.at;
  p.next();
  p.expect('(');
  const element = yield* jsonElement(p);
  const inner = p.is('ORDER') ? yield* orderBy(p) : [];
  const onNull = onNullClause(p);
  p.expect(')');
  const order = p.accept('WITHIN', 'GROUP') ? yield* groupOrder(p) : inner;
  const filter = p.are('FILTER', '(') ? yield* filterClause(p) : undefined;
  return { kind: 'json-arrayagg', element, orderBy: order, onNull, filter, span: p.spanFrom(start) };
}
