import { notNull, type RowField, types, type Value } from '@riffle/columns';

/** The rows a statement answers with. Cells with nothing to say are empty strings, as Flink's client shows them. */
export interface OperationResult {
  readonly columns: readonly RowField[];
  readonly rows: readonly (readonly Value[])[];
}

/** What statements answer that only do something. */
export const OK: OperationResult = textTable(['result'], [['OK']]);

/** A table of texts. */
export function textTable(columns: readonly string[], rows: readonly (readonly string[])[]): OperationResult {
  return { columns: columns.map((name) => ({ name, type: notNull(types.string()) })), rows };
}

/** A table of one column, as most SHOW statements give. */
export function textList(column: string, values: Iterable<string>): OperationResult {
  return textTable(
    [column],
    Array.from(values, (value) => [value]),
  );
}
