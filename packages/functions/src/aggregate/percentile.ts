import { type LogicalType, type Long, notNull, types, type Value } from '@riffle/columns';
import type { Accumulators, ArgumentInfo, Inference } from '../contract.ts';
import { EvaluationError } from '../evaluation-error.ts';
import { decimalToDouble } from '../runtime/index.ts';
import { isOfFamily } from '../signature/index.ts';
import { defineAggregate } from './define.ts';
import { ValueCounts } from './value-counts.ts';

const NUMBERS = '[<NUMERIC NOT NULL> | ARRAY<NUMERIC NOT NULL> NOT NULL]';
const SIGNATURES = [
  `PERCENTILE(expr <NUMERIC>, percentage ${NUMBERS})`,
  `PERCENTILE(expr <NUMERIC>, percentage ${NUMBERS}, frequency <INTEGER_NUMERIC>)`,
];

function asDouble(value: Value, type: LogicalType | undefined): number {
  return type?.kind === 'DECIMAL' ? decimalToDouble(value as Long, type.scale) : Number(value);
}

function infer(args: readonly ArgumentInfo[]): Inference {
  const [value, percentage, frequency] = args;
  const isArray = percentage?.type.kind === 'ARRAY';
  const fits =
    value !== undefined &&
    percentage !== undefined &&
    args.length <= 3 &&
    isOfFamily(value.type, 'NUMERIC') &&
    isPercentage(percentage) &&
    (frequency === undefined || isOfFamily(frequency.type, 'INTEGER_NUMERIC'));
  if (!fits) {
    return { ok: false, message: `Invalid input arguments. Expected signatures are:\n${SIGNATURES.join('\n')}` };
  }
  const resultType = isArray ? types.array(types.double()) : types.double();
  return { ok: true, argumentTypes: args.map(({ type }) => type), resultType };
}

function isPercentage({ type, literal }: ArgumentInfo): boolean {
  if (type.nullable) {
    return false;
  }
  if (type.kind === 'ARRAY') {
    return isOfFamily(type.element, 'NUMERIC') && !type.element.nullable;
  }
  const known = literal === undefined || literal === null ? undefined : asDouble(literal, type);
  return isOfFamily(type, 'NUMERIC') && (known === undefined || (known >= 0 && known <= 1));
}

/** Exact percentiles: linear between the two nearest values in order. */
class PercentileAccumulators implements Accumulators {
  readonly stateType: LogicalType;
  readonly #types: readonly LogicalType[];
  readonly #counts = new ValueCounts(types.double());
  readonly #percentages: Value[] = [];

  constructor(argumentTypes: readonly LogicalType[]) {
    this.#types = argumentTypes;
    this.stateType = types.row([
      { name: 'counts', type: this.#counts.stateType },
      { name: 'percentages', type: types.array(notNull(types.double())) },
    ]);
  }

  reset(slot: number): void {
    this.#counts.reset(slot);
    this.#percentages[slot] = null;
  }

  add(slot: number, args: readonly Value[]): void {
    this.#change(slot, args, 1);
  }

  retract(slot: number, args: readonly Value[]): void {
    this.#change(slot, args, -1);
  }

  #change(slot: number, [value, percentage, frequency]: readonly Value[], sign: number): void {
    this.#percentages[slot] ??= this.#readPercentages(percentage as Value);
    const times = frequency === undefined ? 1 : Number(frequency ?? 0);
    if (value !== null && value !== undefined && times > 0) {
      this.#counts.change(slot, asDouble(value, this.#types[0]), sign * times);
    }
  }

  #readPercentages(percentage: Value): Value {
    const type = this.#types[1];
    const list = type?.kind === 'ARRAY' ? (percentage as readonly Value[]) : [percentage];
    const element = type?.kind === 'ARRAY' ? type.element : type;
    const numbers = list.map((one) => asDouble(one, element));
    const wrong = numbers.find((number) => !(number >= 0 && number <= 1));
    if (wrong !== undefined) {
      throw new EvaluationError(
        `Percentage of PERCENTILE should be between [0.0, 1.0], but was '${Number.isInteger(wrong) ? wrong.toFixed(1) : wrong}'.`,
      );
    }
    return numbers;
  }

  merge(slot: number, from: number): void {
    this.#counts.merge(slot, from);
    this.#percentages[slot] ??= this.#percentages[from] as Value;
  }

  result(slot: number): Value {
    const sorted = [...this.#counts.entries(slot)]
      .filter(({ count }) => count > 0)
      .sort((a, b) => (a.value as number) - (b.value as number));
    const total = sorted.reduce((sum, { count }) => sum + count, 0);
    const percentages = this.#percentages[slot] as readonly number[] | null;
    if (total === 0 || percentages === null || percentages.length === 0) {
      return null;
    }
    const results = percentages.map((percentage) => interpolate(sorted, percentage * (total - 1)));
    return this.#types[1]?.kind === 'ARRAY' ? results : (results[0] ?? null);
  }

  save(slot: number): Value {
    return [this.#counts.save(slot), this.#percentages[slot] as Value];
  }

  load(slot: number, state: Value): void {
    const [counts, percentages] = state as readonly [Value, Value];
    this.#counts.load(slot, counts);
    this.#percentages[slot] = percentages;
  }
}

type Sorted = readonly { readonly value: Value; readonly count: number }[];

function interpolate(sorted: Sorted, position: number): number {
  const [lower, upper] = [Math.floor(position), Math.ceil(position)];
  const low = valueAt(sorted, lower);
  return lower === upper ? low : (upper - position) * low + (position - lower) * valueAt(sorted, upper);
}

/** The value at a place of the ordered values, each counted as often as it is there. */
function valueAt(sorted: Sorted, place: number): number {
  let seen = 0;
  for (const { value, count } of sorted) {
    seen += count;
    if (place < seen) {
      return value as number;
    }
  }
  return sorted.at(-1)?.value as number;
}

export const PERCENTILE = defineAggregate({
  name: 'PERCENTILE',
  signatures: ['PERCENTILE(expression, percentage [, frequency])'],
  description:
    'The exact percentile of the values that are not NULL; percentage is from 0.0 to 1.0, or an array of such.',
  skipsNulls: false,
  infer,
  create: ({ argumentTypes }) => new PercentileAccumulators(argumentTypes),
});
