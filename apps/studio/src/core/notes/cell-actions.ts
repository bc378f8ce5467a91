/** What a person does with the cells of the open note. */
import type { CellActionOptions } from './cell-action-options.ts';
import { type CellArranging, createCellArranging } from './cell-arranging.ts';
import { type CellRunning, createCellRunning } from './cell-running.ts';
import { type CellSettings, createCellSettings } from './cell-settings.ts';

export type CellActions = CellArranging & CellRunning & CellSettings;

export function createCellActions(options: CellActionOptions): CellActions {
  return { ...createCellArranging(options), ...createCellRunning(options), ...createCellSettings(options) };
}
