import { type LogicalType, notNull, types, type Value } from '@riffle/columns';
import type { Accumulators, AggregateSetup } from '../contract.ts';
import { EvaluationError } from '../evaluation-error.ts';
import { type JsonNode, writeJson } from '../json/node.ts';
import { type NodeConverter, nodeConverter } from '../json/to-node.ts';
import { equalityOf } from '../runtime/index.ts';
import { parameter } from '../signature/index.ts';
import { defineAggregate } from './define.ts';
import { ValueLists } from './value-lists.ts';

/** JSON_OBJECTAGG and JSON_ARRAYAGG keep their arguments as rows, in order of arrival. */
class JsonAccumulators implements Accumulators {
  readonly stateType: LogicalType;
  readonly #lists: ValueLists;
  readonly #finish: (rows: readonly (readonly Value[])[]) => Value;

  constructor(argumentTypes: readonly LogicalType[], finish: (rows: readonly (readonly Value[])[]) => Value) {
    const row = types.row(argumentTypes.map((type, i) => ({ name: `f${i}`, type })));
    this.#lists = new ValueLists(equalityOf(row));
    this.#finish = finish;
    this.stateType = types.row([
      { name: 'present', type: types.array(row) },
      { name: 'missing', type: types.array(row) },
    ]);
  }

  reset(slot: number): void {
    this.#lists.reset(slot);
  }

  add(slot: number, args: readonly Value[]): void {
    this.#lists.add(slot, [...args]);
  }

  retract(slot: number, args: readonly Value[]): void {
    this.#lists.retract(slot, [...args]);
  }

  merge(slot: number, from: number): void {
    this.#lists.merge(slot, from);
  }

  result(slot: number): Value {
    return this.#finish(this.#lists.values(slot) as readonly (readonly Value[])[]);
  }

  save(slot: number): Value {
    return this.#lists.save(slot);
  }

  load(slot: number, state: Value): void {
    this.#lists.load(slot, state);
  }
}

/** The type Flink gives both: a text of at most 2000 characters, on paper. */
const JSON_TEXT = notNull(types.varchar(2000));

function converterOf(type: LogicalType | undefined): NodeConverter {
  const convert = type && nodeConverter(type);
  if (convert === undefined) {
    throw new Error('an argument that cannot become JSON passed infer');
  }
  return convert;
}

const jsonable: typeof parameter.anyType = {
  label: '<ANY>',
  accept: ({ type }) => (nodeConverter(type) === undefined ? undefined : type),
};

function createObject({ argumentTypes, options }: AggregateSetup): Accumulators {
  const convert = converterOf(argumentTypes[1]);
  const keepsNulls = options['onNull'] !== 'ABSENT';
  return new JsonAccumulators(argumentTypes, (rows) => {
    const fields = new Map<string, JsonNode>();
    for (const [key, value] of rows) {
      if (key === null || key === undefined) {
        throw new EvaluationError('A key of JSON_OBJECTAGG is NULL. Filter such rows out.');
      }
      if (keepsNulls || value !== null) {
        fields.set(key as string, convert(value as Value));
      }
    }
    return writeJson(fields);
  });
}

function createArray({ argumentTypes, options }: AggregateSetup): Accumulators {
  const convert = converterOf(argumentTypes[0]);
  const keepsNulls = options['onNull'] === 'NULL';
  return new JsonAccumulators(argumentTypes, (rows) =>
    writeJson(rows.filter(([value]) => keepsNulls || value !== null).map(([value]) => convert(value as Value))),
  );
}

export const JSON_OBJECTAGG = defineAggregate({
  name: 'JSON_OBJECTAGG',
  signatures: ['JSON_OBJECTAGG([KEY] key VALUE value [{ NULL | ABSENT } ON NULL])'],
  description: 'A JSON object of the keys and values.',
  skipsNulls: false,
  overloads: [{ parameters: [parameter.text, jsonable], result: () => JSON_TEXT }],
  create: createObject,
});

export const JSON_ARRAYAGG = defineAggregate({
  name: 'JSON_ARRAYAGG',
  signatures: ['JSON_ARRAYAGG(item [{ NULL | ABSENT } ON NULL])'],
  description: 'A JSON array of the items, in order of arrival.',
  skipsNulls: false,
  overloads: [{ parameters: [jsonable], result: () => JSON_TEXT }],
  create: createArray,
});
