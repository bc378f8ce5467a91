import { expect, test } from 'vitest';
import type { Graph } from './graph.ts';
import { detailLines, edgePath, layOut, NODE_WIDTH, nodeHeight } from './layout.ts';
import { neighbour } from './neighbour.ts';

/** Two sources joined, then a result. */
const join: Graph = {
  nodes: [
    { id: 'a', title: 'orders' },
    { id: 'b', title: 'rates' },
    { id: 'j', title: 'Join', detail: 'on currency' },
    { id: 'r', title: 'Result' },
  ],
  edges: [
    { from: 'a', to: 'j' },
    { from: 'b', to: 'j', label: 'hash' },
    { from: 'j', to: 'r' },
    { from: 'j', to: 'gone' },
  ],
};

test('layers follow the data, and nodes of one layer stand beside each other', () => {
  const { nodes, edges, width, height } = layOut(join, 'down');
  const at = new Map(nodes.map((placed) => [placed.node.id, placed]));
  const y = (id: string): number => at.get(id)?.y ?? Number.NaN;
  expect([y('a') === y('b'), y('a') < y('j'), y('j') < y('r')]).toEqual([true, true, true]);
  expect(edges.map(({ index }) => index).sort()).toEqual([0, 1, 2]);
  expect(
    nodes.every((placed) => placed.x >= 0 && placed.x + NODE_WIDTH <= width && placed.y + placed.height <= height),
  ).toBe(true);
});

test('to the right, the layers are columns', () => {
  const { nodes } = layOut(join, 'right');
  const x = nodes.map((placed) => placed.x);
  expect([x[0] === x[1], (x[1] ?? 0) < (x[2] ?? 0), (x[2] ?? 0) < (x[3] ?? 0)]).toEqual([true, true, true]);
});

test('no nodes need no room', () => {
  expect(layOut({ nodes: [], edges: [] }, 'down')).toEqual({ width: 0, height: 0, nodes: [], edges: [] });
});

test('a node is as high as what it says', () => {
  expect(nodeHeight({ id: 'n', title: 't' })).toBe(36);
  expect(detailLines({ id: 'n', title: 't', detail: 'x'.repeat(200) })).toBe(2);
  expect(nodeHeight({ id: 'n', title: 't', detail: 'x', badges: [{ text: 'state' }], load: 0.5 })).toBe(81);
});

test('an edge bends at its inner points', () => {
  const line = [
    { x: 0, y: 0 },
    { x: 0, y: 10 },
  ];
  expect(edgePath(line)).toBe('M0,0L0,10');
  expect(edgePath([...line, { x: 5, y: 20 }, { x: 5, y: 30 }])).toBe('M0,0Q0,10 2.5,15Q5,20 5,30');
  expect(edgePath([])).toBe('');
});

test('arrows lead along the edges, and to the side', () => {
  const place = { nodes: layOut(join, 'down').nodes, direction: 'down' } as const;
  const go = (from: string, key: string) => neighbour(from, key, join, place);
  expect([go('a', 'ArrowDown'), go('j', 'ArrowUp'), go('r', 'ArrowDown')]).toEqual(['j', 'a', undefined]);
  const [left, right] =
    (place.nodes[0]?.x ?? 0) < (place.nodes[1]?.x ?? 0) ? (['a', 'b'] as const) : (['b', 'a'] as const);
  expect([go(left, 'ArrowRight'), go(right, 'ArrowLeft'), go(left, 'ArrowLeft')]).toEqual([right, left, undefined]);
});
