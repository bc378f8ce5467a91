import type { RowField } from '@riffle/columns';
import type { Expression } from '@riffle/plan';
import { conjunctionOf, conjunctsOf, identity, substituteInputs } from '../logical/expressions.ts';
import type { Draft } from './draft.ts';

/** Filter and projection in one operator; what does nothing is left out, and a calc that only moves columns merges. */
export function calc(
  input: Draft,
  condition: Expression | null,
  projections: readonly Expression[] | null,
  output: readonly RowField[],
): Draft {
  const columns = projections ?? identity(input.output);
  const fields = output.map((field, i) => {
    const source = columns[i];
    const type = source?.kind === 'input' ? (input.output[source.index]?.type ?? field.type) : field.type;
    return { ...field, type };
  });
  const isIdentity =
    columns.length === input.output.length && columns.every((e, i) => e.kind === 'input' && e.index === i);
  if (condition === null && isIdentity && fields.every((field, i) => field.name === input.output[i]?.name)) {
    return input;
  }
  if (input.kind === 'calc' && input.projections.every((e) => e.kind === 'input' || e.kind === 'literal')) {
    const inner = input.projections;
    const conditions = [
      ...conjunctsOf(input.condition),
      ...conjunctsOf(condition).map((part) => substituteInputs(part, inner)),
    ];
    const merged = columns.map((column) => substituteInputs(column, inner));
    return { ...input, condition: conjunctionOf(conditions), projections: merged, output: fields };
  }
  return { kind: 'calc', inputs: [input], condition, projections: columns, output: fields };
}
