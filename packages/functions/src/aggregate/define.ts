import type { AggregateFunction } from '../contract.ts';
import { type Overload, overloads } from '../signature/index.ts';

/** An aggregate function as its file writes it: what is usual may be left out. */
export interface AggregateSpec extends Omit<AggregateFunction, 'kind' | 'infer' | 'skipsNulls' | 'category'> {
  readonly overloads?: readonly Overload[] | undefined;
  readonly infer?: AggregateFunction['infer'] | undefined;
  /** True when left out. */
  readonly skipsNulls?: boolean | undefined;
}

export function defineAggregate(spec: AggregateSpec): AggregateFunction {
  const { overloads: choices, ...rest } = spec;
  return {
    ...rest,
    kind: 'aggregate',
    category: 'aggregate',
    infer: spec.infer ?? overloads(spec.name, ...(choices ?? [])),
    skipsNulls: spec.skipsNulls ?? true,
  };
}
