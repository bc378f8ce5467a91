import {
  type Batch,
  type LogicalType,
  MAX_LENGTH,
  type MapValue,
  type Value,
  type Vector,
  VectorBuilder,
  valueAt,
} from '@riffle/columns';
import type { SinkNode } from '@riffle/plan';
import { ProcessingError } from '../errors.ts';

/** What a sink does to rows so that its table's declared types hold. */
export interface RowConstraints {
  /** Brings lengths in line, where the plan asks for that. */
  mend(batch: Batch): Batch;
  /** False for a row that is to be dropped; throws for one that must not come. */
  keeps(batch: Batch, row: number): boolean;
}

/** Checks one value and everything inside it. False means: drop the row. */
type Check = (value: Value, path: string) => boolean;

/** The constraints of a sink's columns; null when there are none. */
export function makeConstraints(node: SinkNode): RowConstraints | null {
  const checks = node.physicalColumns.map((field) => makeCheck(field.type, node));
  const menders = node.physicalColumns.map((field) => (node.typeLength === 'trim-pad' ? makeMender(field.type) : null));
  if (checks.every((check) => check === null) && menders.every((mender) => mender === null)) {
    return null;
  }
  const names = node.physicalColumns.map((field) => field.name);
  return {
    mend: (batch) => mendBatch(batch, menders),
    keeps: (batch, row) =>
      checks.every((check, i) => check === null || check(valueAt(batch.columns[i] as Vector, row), names[i] as string)),
  };
}

function makeCheck(type: LogicalType, node: SinkNode): Check | null {
  const inner = makeInnerCheck(type, node);
  if (type.nullable) {
    return inner === null ? null : (value, path) => value === null || inner(value, path);
  }
  return (value, path) => {
    if (value === null) {
      return refuseNull(path, node);
    }
    return inner === null || inner(value, path);
  };
}

function refuseNull(path: string, node: SinkNode): boolean {
  if (node.notNull === 'drop') {
    return false;
  }
  throw new ProcessingError(
    `Column '${path}' is NOT NULL, however, a null value is being written into it. You can set job configuration 'table.exec.sink.not-null-enforcer'='DROP' to suppress this exception and drop such records silently.`,
  );
}

function makeInnerCheck(type: LogicalType, node: SinkNode): Check | null {
  switch (type.kind) {
    case 'CHAR':
    case 'VARCHAR':
    case 'BINARY':
    case 'VARBINARY':
      return node.typeLength === 'error' ? lengthCheck(type) : null;
    case 'ROW':
    case 'STRUCTURED':
      return fieldsCheck(type.fields, node);
    case 'ARRAY':
      return elementsCheck(makeCheck(type.element, node));
    case 'MAP':
      return entriesCheck(makeCheck(type.key, node), makeCheck(type.value, node));
    case 'MULTISET':
      return entriesCheck(makeCheck(type.element, node), null);
    default:
      return null;
  }
}

type LengthType = Extract<LogicalType, { kind: 'CHAR' | 'VARCHAR' | 'BINARY' | 'VARBINARY' }>;

function lengthCheck(type: LengthType): Check | null {
  if (type.length === MAX_LENGTH) {
    return null;
  }
  const isFixed = type.kind === 'CHAR' || type.kind === 'BINARY';
  return (value, path) => {
    const length = lengthOf(value);
    if (length > type.length || (isFixed && length < type.length)) {
      throw new ProcessingError(
        `Column '${path}' is ${type.kind}(${type.length}), however, a string of length ${length} is being written into it. You can set job configuration 'table.exec.sink.type-length-enforcer' to control this behaviour.`,
      );
    }
    return true;
  };
}

/** Length in code points or bytes. */
function lengthOf(value: Value): number {
  return typeof value === 'string' ? [...value].length : (value as Uint8Array).length;
}

function fieldsCheck(fields: readonly { name: string; type: LogicalType }[], node: SinkNode): Check | null {
  const checks = fields.map((field) => makeCheck(field.type, node));
  if (checks.every((check) => check === null)) {
    return null;
  }
  return (value, path) =>
    (value as readonly Value[]).every((item, i) => checks[i]?.(item, `${path}.${fields[i]?.name}`) ?? true);
}

function elementsCheck(check: Check | null): Check | null {
  return check && ((value, path) => (value as readonly Value[]).every((item, i) => check(item, `${path}[${i}]`)));
}

function entriesCheck(key: Check | null, item: Check | null): Check | null {
  if (key === null && item === null) {
    return null;
  }
  return (value, path) =>
    (value as MapValue).entries.every(
      ([k, v]) => (key?.(k, `${path}[key]`) ?? true) && (item?.(v, `${path}[value]`) ?? true),
    );
}

type Mender = (value: Value) => Value;

function makeMender(type: LogicalType): Mender | null {
  switch (type.kind) {
    case 'CHAR':
    case 'VARCHAR':
      return type.length === MAX_LENGTH
        ? null
        : (value) => mendText(value as string, type.length, type.kind === 'CHAR');
    case 'BINARY':
    case 'VARBINARY':
      return type.length === MAX_LENGTH
        ? null
        : (value) => mendBytes(value as Uint8Array, type.length, type.kind === 'BINARY');
    case 'ROW':
    case 'STRUCTURED':
      return fieldsMender(type.fields.map((field) => makeMender(field.type)));
    case 'ARRAY':
    case 'MULTISET':
      return refuseNested(makeMender(type.element));
    case 'MAP':
      return refuseNested(makeMender(type.key) ?? makeMender(type.value));
    default:
      return null;
  }
}

function refuseNested(mender: Mender | null): null {
  if (mender !== null) {
    // Not a gap of ours: Flink refuses the combination too.
    throw new ProcessingError(
      'Trimming and/or padding is not supported if constraint checking is enabled on types nested in collections.',
    );
  }
  return null;
}

function fieldsMender(menders: readonly (Mender | null)[]): Mender | null {
  if (menders.every((mender) => mender === null)) {
    return null;
  }
  return (value) =>
    (value as readonly Value[]).map((item, i) => {
      const mender = menders[i] ?? null;
      return item === null || mender === null ? item : mender(item);
    });
}

function mendText(text: string, length: number, pad: boolean): string {
  if (text.length < length && !pad) {
    return text;
  }
  const points = [...text];
  if (points.length > length) {
    return points.slice(0, length).join('');
  }
  return pad ? text + ' '.repeat(length - points.length) : text;
}

function mendBytes(bytes: Uint8Array, length: number, pad: boolean): Uint8Array {
  if (bytes.length > length) {
    return bytes.slice(0, length);
  }
  if (!pad || bytes.length === length) {
    return bytes;
  }
  const padded = new Uint8Array(length);
  padded.set(bytes);
  return padded;
}

function mendBatch(batch: Batch, menders: readonly (Mender | null)[]): Batch {
  if (menders.every((mender) => mender === null)) {
    return batch;
  }
  const columns = batch.columns.map((column, i) => {
    const mender = menders[i] ?? null;
    return mender === null ? column : mendColumn(column, batch.rowCount, mender);
  });
  return { ...batch, columns };
}

function mendColumn(column: Vector, rowCount: number, mender: Mender): Vector {
  const builder = new VectorBuilder(column.type, Math.max(1, rowCount));
  for (let row = 0; row < rowCount; row++) {
    const value = valueAt(column, row);
    builder.append(value === null ? null : mender(value));
  }
  return builder.finish();
}
