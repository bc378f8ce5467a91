import type { Cell } from '@riffle/protocol';

/** How a cell looks at a glance: its status, with problems and disabling seen first. */
export type CellLook = Cell['status'] | 'disabled';

export function cellLook(cell: Pick<Cell, 'status' | 'enabled'>): CellLook {
  return cell.enabled || isRunning(cell.status) ? cell.status : 'disabled';
}

export function isRunning(status: Cell['status']): boolean {
  return status === 'queued' || status === 'starting' || status === 'live';
}

/** Problems a run ended with. */
export function problemCount(cell: Pick<Cell, 'run'>): number {
  return cell.run?.outputs.filter((output) => output.kind === 'problem').length ?? 0;
}
