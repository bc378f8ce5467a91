/** How the results of a cell are shown, each by its place among the outputs that display something. */
import type { Cell, Output, ResultDisplay } from '@riffle/protocol';

const AS_TABLE: ResultDisplay = { view: 'table' };

/** Where an output stands among those that display something, as the note counts them; -1 for an INSERT. */
export function placeOf(outputs: readonly Output[], output: Output): number {
  const shown: readonly Output[] = outputs.filter((one) => one.kind !== 'insert');
  return shown.indexOf(output);
}

export function displayAt(cell: Pick<Cell, 'displays'>, place: number): ResultDisplay {
  return cell.displays[String(place)] ?? AS_TABLE;
}

/** An output that has rows of its own to show: a query's, now or of a stored run. */
export type RowsOutput = Extract<Output, { kind: 'result' | 'table' }>;

export function isQueryOutput(output: Output): output is RowsOutput {
  return output.kind === 'result' || (output.kind === 'table' && output.stored !== undefined);
}
