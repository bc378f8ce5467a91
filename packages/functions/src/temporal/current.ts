import { type LogicalType, MILLIS_PER_DAY, notNull, types, type Value, zoneOf } from '@riffle/columns';
import type { ScalarFunction } from '../contract.ts';
import { always, overloads, type Parameter, parameter } from '../signature/index.ts';

/** The functions of the current time. The binder passes the instant as their one argument (`special-syntax.md`). */

/** The hidden argument: an instant in milliseconds. */
export const currentInstant: Parameter = {
  label: '<CURRENT INSTANT>',
  accept: ({ type }) => (type.kind === 'TIMESTAMP_LTZ' && type.precision === 3 ? type : undefined),
};

interface Current {
  readonly name: string;
  readonly aliases?: readonly string[];
  readonly type: LogicalType;
  readonly description: string;
  /** The value at an instant, given the milliseconds a local clock is ahead of UTC then. */
  readonly at: (instant: number, offset: number) => number;
}

function currentFunction({ name, aliases, type, description, at }: Current): ScalarFunction {
  const result = always(notNull(type));
  return {
    kind: 'scalar',
    name,
    aliases,
    category: 'temporal',
    signatures: [CALLED.has(name) ? `${name}()` : name],
    description,
    // A precision may be written, as in CURRENT_TIMESTAMP(3); it changes nothing, as in Flink.
    infer: overloads(name, { parameters: [currentInstant, parameter.int], optional: 2, result }),
    nulls: 'propagate',
    deterministic: false,
    compile: ({ context }) => {
      const zone = zoneOf(context.zone);
      return (passed?: Value) => {
        const instant = Number(passed ?? context.now());
        return at(instant, zone.offsetAt(instant));
      };
    },
  };
}

/** Those written with parentheses. */
const CALLED = new Set(['NOW', 'CURRENT_ROW_TIMESTAMP', 'PROCTIME']);

function millisOfDay(local: number): number {
  return ((local % MILLIS_PER_DAY) + MILLIS_PER_DAY) % MILLIS_PER_DAY;
}

const asInstant = (instant: number): number => instant;

const currentWatermark: ScalarFunction = {
  kind: 'scalar',
  name: 'CURRENT_WATERMARK',
  category: 'temporal',
  signatures: ['CURRENT_WATERMARK(rowtime)'],
  description: 'The watermark of the operator for an event-time column, or NULL while there is none.',
  infer: (args) => {
    const [rowtime] = args;
    if (rowtime === undefined || !('attribute' in rowtime.type) || rowtime.type.attribute !== 'rowtime') {
      return { ok: false, message: 'CURRENT_WATERMARK() must be called with a single rowtime attribute argument.' };
    }
    const resultType = rowtime.type.kind === 'TIMESTAMP' ? types.timestamp(3) : types.timestampLtz(3);
    return { ok: true, argumentTypes: args.map(({ type }) => type), resultType };
  },
  nulls: 'handled',
  deterministic: false,
  compile: () => (_rowtime, watermark) => watermark ?? null,
};

/** A name the binder knows and passes: the call is that name. */
function sessionName(name: string, description: string): ScalarFunction {
  return {
    kind: 'scalar',
    name,
    category: 'catalog',
    signatures: [`${name}()`],
    description,
    infer: overloads(name, {
      parameters: [parameter.text],
      optional: 1,
      result: always(notNull(types.string())),
    }),
    nulls: 'propagate',
    deterministic: true,
    compile: () => (value) => value ?? '',
  };
}

export const currentFunctions: readonly ScalarFunction[] = [
  currentFunction({
    name: 'CURRENT_TIMESTAMP',
    type: types.timestampLtz(3),
    description: 'The current instant; one per record in a stream, one per query in batch.',
    at: asInstant,
  }),
  currentFunction({
    name: 'NOW',
    type: types.timestampLtz(3),
    description: 'The current instant; one per record in a stream, one per query in batch.',
    at: asInstant,
  }),
  currentFunction({
    name: 'CURRENT_ROW_TIMESTAMP',
    type: types.timestampLtz(3),
    description: 'The current instant, of each record.',
    at: asInstant,
  }),
  currentFunction({
    name: 'PROCTIME',
    type: types.timestampLtz(3, 'proctime'),
    description: 'The processing time of each record, as a time attribute.',
    at: asInstant,
  }),
  currentFunction({
    name: 'LOCALTIMESTAMP',
    type: types.timestamp(3),
    description: 'The current date and time in the session time zone.',
    at: (instant, offset) => instant + offset,
  }),
  currentFunction({
    name: 'CURRENT_DATE',
    type: types.date(),
    description: 'The current date in the session time zone.',
    at: (instant, offset) => Math.floor((instant + offset) / MILLIS_PER_DAY),
  }),
  currentFunction({
    name: 'LOCALTIME',
    aliases: ['CURRENT_TIME'],
    type: types.time(0),
    description: 'The current time of day in the session time zone.',
    at: (instant, offset) => millisOfDay(instant + offset),
  }),
  currentWatermark,
  sessionName('CURRENT_DATABASE', 'The database in use.'),
  sessionName('CURRENT_CATALOG', 'The catalog in use.'),
];
