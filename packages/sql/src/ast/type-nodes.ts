import type { NumberLiteral, StringLiteral } from './literals.ts';
import type { Identifier, NodeBase, Path } from './node.ts';

/** A type as written. `nullable` is false after NOT NULL. */
export type TypeNode =
  | SimpleTypeNode
  | IntervalTypeNode
  | CollectionTypeNode
  | MapTypeNode
  | RowTypeNode
  | StructuredTypeNode
  | RawTypeNode
  | UserTypeNode;

interface TypeNodeBase<K extends string> extends NodeBase<K> {
  readonly nullable: boolean;
}

/** Names of types without parts of their own, in canonical spelling (INT is INTEGER, DEC and NUMERIC are DECIMAL). */
export type SimpleTypeName =
  | 'BOOLEAN'
  | 'TINYINT'
  | 'SMALLINT'
  | 'INTEGER'
  | 'BIGINT'
  | 'FLOAT'
  | 'REAL'
  | 'DOUBLE'
  | 'DECIMAL'
  | 'CHAR'
  | 'VARCHAR'
  | 'STRING'
  | 'BINARY'
  | 'VARBINARY'
  | 'BYTES'
  | 'DATE'
  | 'TIME'
  | 'TIME_LTZ'
  | 'TIMESTAMP'
  | 'TIMESTAMP_LTZ'
  | 'VARIANT'
  | 'NULL'
  | 'ANY';

/** A built-in type; `params` holds its length, or precision and scale. */
export interface SimpleTypeNode extends TypeNodeBase<'simple-type'> {
  readonly name: SimpleTypeName;
  readonly params: readonly NumberLiteral[];
}

export type TimeUnit =
  | 'YEAR'
  | 'QUARTER'
  | 'MONTH'
  | 'WEEK'
  | 'DAY'
  | 'HOUR'
  | 'MINUTE'
  | 'SECOND'
  | 'MILLISECOND'
  | 'MICROSECOND'
  | 'NANOSECOND'
  | 'MILLENNIUM'
  | 'CENTURY'
  | 'DECADE'
  | 'EPOCH'
  | 'DOW'
  | 'DOY'
  | 'ISODOW'
  | 'ISOYEAR';

/** `DAY(3) TO SECOND(2)`: the unit or range of units of an interval. */
export interface IntervalQualifier extends NodeBase<'interval-qualifier'> {
  readonly from: TimeUnit;
  readonly to?: TimeUnit | undefined;
  readonly precision?: number | undefined;
  /** Digits of the second's fraction. */
  readonly fraction?: number | undefined;
}

export interface IntervalTypeNode extends TypeNodeBase<'interval-type'> {
  readonly qualifier: IntervalQualifier;
}

/** `ARRAY<INT>`, `INT ARRAY`, `MULTISET<INT>`, `INT MULTISET`. */
export interface CollectionTypeNode extends TypeNodeBase<'collection-type'> {
  readonly name: 'ARRAY' | 'MULTISET';
  readonly element: TypeNode;
}

export interface MapTypeNode extends TypeNodeBase<'map-type'> {
  readonly key: TypeNode;
  readonly value: TypeNode;
}

export interface FieldTypeNode extends NodeBase<'field-type'> {
  readonly name: Identifier;
  readonly type: TypeNode;
  readonly comment?: StringLiteral | undefined;
}

/** `ROW<a INT, b STRING 'comment'>`, `ROW(a INT)`. */
export interface RowTypeNode extends TypeNodeBase<'row-type'> {
  readonly fields: readonly FieldTypeNode[];
}

/** `STRUCTURED<'com.example.User', name STRING>`. */
export interface StructuredTypeNode extends TypeNodeBase<'structured-type'> {
  readonly className: StringLiteral;
  readonly fields: readonly FieldTypeNode[];
}

/** `RAW('class', 'serializer')`. */
export interface RawTypeNode extends TypeNodeBase<'raw-type'> {
  readonly className: StringLiteral;
  readonly serializer: StringLiteral;
}

/** A type by a name of the user's own. */
export interface UserTypeNode extends TypeNodeBase<'user-type'> {
  readonly path: Path;
}
