/** Walks a query's tree. */
import type { Query } from './model.ts';

export function inputsOf(query: Query): readonly Query[] {
  switch (query.kind) {
    case 'table':
      return [];
    case 'union':
      return query.inputs;
    case 'join':
      return [query.left, query.right];
    case 'semi':
      return [query.input, query.inner];
    default:
      return [query.input];
  }
}

/** Some node of the query, or the query itself, is such. */
export function contains(query: Query, holds: (node: Query) => boolean): boolean {
  return holds(query) || inputsOf(query).some((input) => contains(input, holds));
}

/** The same node over other inputs, as many as it has. */
export function withInputs(query: Query, inputs: readonly Query[]): Query {
  const [first, second] = inputs;
  if (first === undefined || query.kind === 'table') {
    return query;
  }
  switch (query.kind) {
    case 'union':
      return { ...query, inputs: [first, second ?? first] };
    case 'join':
      return { ...query, left: first, right: second ?? first };
    case 'semi':
      return { ...query, input: first, inner: second ?? first };
    default:
      return { ...query, input: first };
  }
}
