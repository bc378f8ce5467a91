import type { FieldTypeNode, NumberLiteral, SimpleTypeName, TypeNode } from '../ast/index.ts';
import type { Cursor } from './cursor.ts';
import { intervalQualifier } from './temporal.ts';
import { nested, type Rule } from './trampoline.ts';

interface SimpleType {
  readonly name: SimpleTypeName;
  /** How many numbers in parentheses it takes at most. */
  readonly params: number;
}

const SIMPLE_TYPES: Readonly<Record<string, SimpleType>> = {
  BOOLEAN: { name: 'BOOLEAN', params: 0 },
  TINYINT: { name: 'TINYINT', params: 0 },
  SMALLINT: { name: 'SMALLINT', params: 0 },
  INT: { name: 'INTEGER', params: 0 },
  INTEGER: { name: 'INTEGER', params: 0 },
  BIGINT: { name: 'BIGINT', params: 0 },
  FLOAT: { name: 'FLOAT', params: 0 },
  REAL: { name: 'REAL', params: 0 },
  DOUBLE: { name: 'DOUBLE', params: 0 },
  DECIMAL: { name: 'DECIMAL', params: 2 },
  DEC: { name: 'DECIMAL', params: 2 },
  NUMERIC: { name: 'DECIMAL', params: 2 },
  CHAR: { name: 'CHAR', params: 1 },
  CHARACTER: { name: 'CHAR', params: 1 },
  VARCHAR: { name: 'VARCHAR', params: 1 },
  STRING: { name: 'STRING', params: 0 },
  BINARY: { name: 'BINARY', params: 1 },
  VARBINARY: { name: 'VARBINARY', params: 1 },
  BYTES: { name: 'BYTES', params: 0 },
  DATE: { name: 'DATE', params: 0 },
  TIME: { name: 'TIME', params: 1 },
  TIMESTAMP: { name: 'TIMESTAMP', params: 1 },
  TIMESTAMP_LTZ: { name: 'TIMESTAMP_LTZ', params: 1 },
  VARIANT: { name: 'VARIANT', params: 0 },
  ANY: { name: 'ANY', params: 0 },
};

/** A type with its NOT NULL, as a column has it. */
export function* typeNode(p: Cursor): Rule<TypeNode> {
  const start = p.at;
  let type = yield* typeWithoutNull(p);
  for (let nullable = suffixNullability(p); p.isAny('ARRAY', 'MULTISET'); nullable = suffixNullability(p)) {
    const name = p.expectAny('ARRAY', 'MULTISET');
    const element = { ...type, nullable };
    type = { kind: 'collection-type', name, element, nullable: true, span: p.spanFrom(start) };
  }
  if (!nullability(p)) {
    return { ...type, nullable: false, span: p.spanFrom(start) };
  }
  return { ...type, span: p.spanFrom(start) };
}

/** A type as CAST names it: an interval too, but without NOT NULL. */
export function* castType(p: Cursor): Rule<TypeNode> {
  const start = p.at;
  if (p.accept('INTERVAL')) {
    const qualifier = intervalQualifier(p);
    return { kind: 'interval-type', qualifier, nullable: true, span: p.spanFrom(start) };
  }
  let type = yield* typeWithoutNull(p);
  while (p.isAny('ARRAY', 'MULTISET')) {
    const name = p.expectAny('ARRAY', 'MULTISET');
    type = { kind: 'collection-type', name, element: type, nullable: true, span: p.spanFrom(start) };
  }
  return type;
}

/** The NULL or NOT NULL of an element, taken only where ARRAY or MULTISET follows; true means nullable. */
function suffixNullability(p: Cursor): boolean {
  const length = p.key() === 'NOT' && p.key(1) === 'NULL' ? 2 : p.key() === 'NULL' ? 1 : 0;
  const after = p.key(length);
  if (after !== 'ARRAY' && after !== 'MULTISET') {
    return true;
  }
  p.at += length;
  return length !== 2;
}

function nullability(p: Cursor): boolean {
  if (p.accept('NOT', 'NULL')) {
    return false;
  }
  p.accept('NULL');
  return true;
}

function* typeWithoutNull(p: Cursor): Rule<TypeNode> {
  const start = p.at;
  const bracket = p.key(1);
  switch (p.key()) {
    case 'ARRAY':
    case 'MULTISET':
      return yield* collection(p);
    case 'MAP':
      if (bracket === '<') {
        return yield* map(p);
      }
      break;
    case 'ROW':
      p.next();
      return { kind: 'row-type', fields: yield* rowFields(p), nullable: true, span: p.spanFrom(start) };
    case 'STRUCTURED':
      return yield* structured(p);
    case 'RAW':
      return raw(p);
  }
  const simple = Object.hasOwn(SIMPLE_TYPES, p.key()) && bracket !== '.' ? SIMPLE_TYPES[p.key()] : undefined;
  return simple === undefined ? userType(p) : simpleType(p, simple);
}

function simpleType(p: Cursor, simple: SimpleType): TypeNode {
  const start = p.at;
  p.next();
  const name = variation(p, simple.name);
  const params: NumberLiteral[] = [];
  if (simple.params > 0 && p.accept('(')) {
    params.push(p.integer());
    if (simple.params > 1 && p.accept(',')) {
      params.push(p.integer());
    }
    p.expect(')');
  }
  return { kind: 'simple-type', name: zoned(p, name), params, nullable: true, span: p.spanFrom(start) };
}

/** CHAR VARYING, BINARY VARYING, DOUBLE PRECISION. */
function variation(p: Cursor, name: SimpleTypeName): SimpleTypeName {
  if (name === 'DOUBLE') {
    p.accept('PRECISION');
  }
  if ((name === 'CHAR' || name === 'BINARY') && p.accept('VARYING')) {
    return name === 'CHAR' ? 'VARCHAR' : 'VARBINARY';
  }
  return name;
}

function zoned(p: Cursor, name: SimpleTypeName): SimpleTypeName {
  if (name !== 'TIME' && name !== 'TIMESTAMP') {
    return name;
  }
  if (p.accept('WITHOUT')) {
    p.expect('TIME', 'ZONE');
    return name;
  }
  if (p.accept('WITH')) {
    p.expect('LOCAL', 'TIME', 'ZONE');
    return `${name}_LTZ`;
  }
  return name;
}

function* collection(p: Cursor): Rule<TypeNode> {
  const start = p.at;
  const name = p.expectAny('ARRAY', 'MULTISET');
  p.expect('<');
  const element = yield* nested(typeNode(p));
  p.expect('>');
  return { kind: 'collection-type', name, element, nullable: true, span: p.spanFrom(start) };
}

function* map(p: Cursor): Rule<TypeNode> {
  const start = p.at;
  p.expect('MAP', '<');
  const key = yield* nested(typeNode(p));
  p.expect(',');
  const value = yield* nested(typeNode(p));
  p.expect('>');
  return { kind: 'map-type', key, value, nullable: true, span: p.spanFrom(start) };
}

/** `<a INT, …>` or `(a INT, …)`; `<>` comes from the lexer as one sign. */
function* rowFields(p: Cursor): Rule<FieldTypeNode[]> {
  if (p.accept('<>')) {
    return [];
  }
  const close = p.expectAny('<', '(') === '<' ? '>' : ')';
  const fields = p.is(close) ? [] : yield* fieldTypes(p);
  p.expect(close);
  return fields;
}

function* fieldTypes(p: Cursor): Rule<FieldTypeNode[]> {
  const fields: FieldTypeNode[] = [];
  do {
    const start = p.at;
    const name = p.name('a field name');
    const type = yield* nested(typeNode(p));
    const comment = p.isString() ? p.string() : undefined;
    fields.push({ kind: 'field-type', name, type, comment, span: p.spanFrom(start) });
  } while (p.accept(','));
  return fields;
}

function* structured(p: Cursor): Rule<TypeNode> {
  const start = p.at;
  p.expect('STRUCTURED', '<');
  const className = p.string('the name of a class');
  const fields = p.accept(',') ? yield* fieldTypes(p) : [];
  p.expect('>');
  return { kind: 'structured-type', className, fields, nullable: true, span: p.spanFrom(start) };
}

function raw(p: Cursor): TypeNode {
  const start = p.at;
  p.expect('RAW', '(');
  const className = p.string('the name of a class');
  p.expect(',');
  const serializer = p.string();
  p.expect(')');
  return { kind: 'raw-type', className, serializer, nullable: true, span: p.spanFrom(start) };
}

function userType(p: Cursor): TypeNode {
  const start = p.at;
  p.expecting('a type');
  const path = p.path('a type');
  return { kind: 'user-type', path, nullable: true, span: p.spanFrom(start) };
}

/** A type as catalogs and options spell it: every type, intervals and NULL included. */
export function* anyType(p: Cursor): Rule<TypeNode> {
  const start = p.at;
  if (p.accept('NULL')) {
    return { kind: 'simple-type', name: 'NULL', params: [], nullable: true, span: p.spanFrom(start) };
  }
  if (p.key() !== 'INTERVAL') {
    return yield* typeNode(p);
  }
  const type = yield* castType(p);
  return nullability(p) ? type : { ...type, nullable: false, span: p.spanFrom(start) };
}
