import { type LogicalType, type MapValue, notNull, type RowField, types, type Value } from '@riffle/columns';
import type { ArgumentInfo, CompiledCall, Inference, TableFunction } from '../contract.ts';

/** UNNEST: a row for each element of a collection. Elements that are rows become their fields. */

type Row = readonly Value[];

function fieldsOf(type: LogicalType): readonly RowField[] | undefined {
  switch (type.kind) {
    case 'ARRAY':
    case 'MULTISET':
      return type.element.kind === 'ROW' ? rowFields(type.element) : [{ name: 'EXPR$0', type: type.element }];
    case 'MAP':
      return [
        { name: 'KEY', type: type.key },
        { name: 'VALUE', type: type.value },
      ];
    default:
      return undefined;
  }
}

/** A row that may be NULL has fields that may be NULL. */
function rowFields(row: LogicalType & { kind: 'ROW' }): readonly RowField[] {
  return row.nullable ? row.fields.map((field) => ({ ...field, type: { ...field.type, nullable: true } })) : row.fields;
}

function inferUnnest(args: readonly ArgumentInfo[], extra: readonly RowField[]): Inference {
  const type = args[0]?.type;
  const fields = type && fieldsOf(type);
  if (type === undefined || fields === undefined || args.length !== 1) {
    return { ok: false, message: 'UNNEST takes one ARRAY, MAP or MULTISET.' };
  }
  return { ok: true, argumentTypes: [type], resultType: notNull(types.row([...fields, ...extra])) };
}

function compileUnnest({ argumentTypes: [type] }: CompiledCall): (value: Value) => readonly Row[] {
  if (type?.kind === 'MAP') {
    return (value) => (value === null ? [] : (value as MapValue).entries);
  }
  const element = type !== undefined && 'element' in type ? type.element : types.null();
  const toRow = element.kind === 'ROW' ? rowOf(element.fields.length) : (each: Value): Row => [each];
  if (type?.kind === 'MULTISET') {
    return (value) =>
      value === null ? [] : (value as MapValue).entries.flatMap(([each, count]) => repeat(toRow(each), count));
  }
  return (value) => (value === null ? [] : (value as Row).map(toRow));
}

function rowOf(width: number): (value: Value) => Row {
  const empty: Row = new Array<Value>(width).fill(null);
  return (value) => (value === null ? empty : (value as Row));
}

function repeat(row: Row, count: Value): readonly Row[] {
  return new Array<Row>(Number(count)).fill(row);
}

const ORDINALITY: RowField = { name: 'ORDINALITY', type: notNull(types.int()) };

export const unnestFunctions: readonly TableFunction[] = [
  {
    kind: 'table',
    name: 'UNNEST',
    signatures: ['UNNEST(array)', 'UNNEST(map)', 'UNNEST(multiset)'],
    description: 'A row for each element of a collection.',
    infer: (args) => inferUnnest(args, []),
    compile: (call) => {
      const rows = compileUnnest(call);
      return (value) => rows(value as Value);
    },
  },
  {
    kind: 'table',
    name: 'UNNEST WITH ORDINALITY',
    signatures: ['UNNEST(array) WITH ORDINALITY'],
    description: 'A row for each element of a collection, and its position from 1.',
    infer: (args) => inferUnnest(args, [ORDINALITY]),
    compile: (call) => {
      const rows = compileUnnest(call);
      return (value) => rows(value as Value).map((row, i) => [...row, i + 1]);
    },
  },
];
