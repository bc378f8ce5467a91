import type { LogicalType } from '@riffle/columns';

/** A type without its time attribute: what is computed from an event time is not the event time any more. */
export function plainOf<T extends LogicalType>(type: T): T {
  if (!('attribute' in type)) {
    return type;
  }
  const { attribute: _attribute, ...plain } = type;
  return plain as T;
}
