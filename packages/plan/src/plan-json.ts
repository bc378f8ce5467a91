import type { Json } from '@riffle/base';
import { fromJson, type LogicalType, toJson, type Value } from '@riffle/columns';
import type { PhysicalPlan } from './physical.ts';

/** A plan was written by a version whose form this one does not know, or is not a plan at all. */
export class PlanFormatError extends Error {
  override readonly name = 'PlanFormatError';
}

/**
 * A plan as JSON text, for another process or a package. Everything in a plan is JSON already but the values of
 * literals, which take the value codec's JSON form; `undefined` entries are left out.
 */
export function planToJson(plan: PhysicalPlan): string {
  return JSON.stringify(encode(plan));
}

/** @throws PlanFormatError when the text is not a plan of this format version. */
export function planFromJson(text: string): PhysicalPlan {
  let json: Json;
  try {
    json = JSON.parse(text) as Json;
  } catch (cause) {
    throw new PlanFormatError('The plan is not JSON.', { cause });
  }
  const plan = decode(json) as PhysicalPlan;
  if (plan?.formatVersion !== 1 || !Array.isArray(plan.nodes)) {
    throw new PlanFormatError('This is not a plan of format version 1.');
  }
  return plan;
}

interface LiteralJson {
  readonly kind: 'literal';
  readonly type: LogicalType;
  readonly value: Json;
}

function isLiteral(value: object): value is LiteralJson {
  return 'kind' in value && value.kind === 'literal' && 'type' in value && 'value' in value;
}

function encode(value: unknown): Json {
  if (Array.isArray(value)) {
    return value.map(encode);
  }
  if (typeof value !== 'object' || value === null) {
    return value as Json;
  }
  if (isLiteral(value)) {
    return { ...value, value: toJson(value.value as Value, value.type) } as unknown as Json;
  }
  return mapEntries(value, encode);
}

function decode(json: Json): unknown {
  if (Array.isArray(json)) {
    return json.map(decode);
  }
  if (typeof json !== 'object' || json === null) {
    return json;
  }
  if (isLiteral(json)) {
    return { ...json, value: fromJson(json.value, json.type) };
  }
  return mapEntries(json, decode);
}

function mapEntries<T>(value: object, change: (entry: never) => T): { [key: string]: T } {
  const entries = Object.entries(value).filter(([, entry]) => entry !== undefined);
  return Object.fromEntries(entries.map(([key, entry]) => [key, change(entry as never)]));
}
