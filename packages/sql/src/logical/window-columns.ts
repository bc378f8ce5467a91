/** Which columns of a plan are the bounds of one window: what GROUP BY window_start, window_end and window joins need. */
import type { WindowSpec } from '@riffle/plan';
import { timeAttributeOf } from '../binder/casts.ts';
import type { LogicalNode } from './node.ts';

export interface WindowColumns {
  readonly start: number | undefined;
  readonly end: number | undefined;
  readonly time: number | undefined;
  readonly window: WindowSpec;
  readonly timeKind: 'rowtime' | 'proctime';
  readonly local: boolean;
}

/** The window columns of a node's output, or undefined when its rows are not windowed. */
export function windowColumns(node: LogicalNode): WindowColumns | undefined {
  switch (node.kind) {
    case 'window-table': {
      const width = node.input.output.length;
      const type = node.input.output[node.timeIndex]?.type;
      if (type === undefined) {
        return undefined;
      }
      return {
        start: width,
        end: width + 1,
        time: width + 2,
        window: node.window,
        timeKind: timeAttributeOf(type) === 'proctime' ? 'proctime' : 'rowtime',
        local: type.kind === 'TIMESTAMP_LTZ',
      };
    }
    case 'rank': {
      // Ranked across windows, a row may still be replaced when its window has closed.
      const below = windowColumns(node.input);
      const bounds = [below?.start, below?.end];
      return bounds.every((bound) => bound !== undefined && node.partition.includes(bound)) ? below : undefined;
    }
    case 'filter':
    case 'over':
    case 'correlate':
      return windowColumns(node.input);
    case 'project': {
      const below = windowColumns(node.input);
      return below === undefined ? undefined : remap(below, (index) => positionOf(node, index));
    }
    case 'aggregate': {
      const below = windowColumns(node.input);
      const mapped = below === undefined ? undefined : remap(below, (index) => indexOrUndefined(node.grouping, index));
      return mapped !== undefined && mapped.start !== undefined && mapped.end !== undefined ? mapped : undefined;
    }
    case 'join': {
      const left = windowColumns(node.left);
      const right = windowColumns(node.right);
      return left !== undefined && (right !== undefined || node.type === 'semi' || node.type === 'anti')
        ? left
        : undefined;
    }
    default:
      return undefined;
  }
}

function remap(columns: WindowColumns, at: (index: number) => number | undefined): WindowColumns | undefined {
  const move = (index: number | undefined): number | undefined => (index === undefined ? undefined : at(index));
  const moved = { ...columns, start: move(columns.start), end: move(columns.end), time: move(columns.time) };
  return moved.start === undefined && moved.end === undefined ? undefined : moved;
}

function positionOf(node: Extract<LogicalNode, { kind: 'project' }>, index: number): number | undefined {
  return indexOrUndefined(
    node.expressions.map((e) => (e.kind === 'input' ? e.index : -1)),
    index,
  );
}

function indexOrUndefined(list: readonly number[], value: number): number | undefined {
  const found = list.indexOf(value);
  return found === -1 ? undefined : found;
}
