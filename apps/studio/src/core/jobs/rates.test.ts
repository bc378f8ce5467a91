import { expect, test } from 'vitest';
import type { JobDetails, VertexOverview } from './flink-types.ts';
import { rowsPerSecond, vertexRates } from './rates.ts';

function details(now: number, read: number, busy: number, end = -1): JobDetails {
  const metrics = {
    'read-bytes': 0,
    'write-bytes': 0,
    'read-records': read,
    'write-records': read / 2,
    'accumulated-backpressured-time': 0,
    'accumulated-idle-time': 0,
    'accumulated-busy-time': busy,
  };
  const vertex: VertexOverview = { id: 'a', name: 'A', parallelism: 2, status: 'RUNNING', duration: 0, metrics };
  return {
    jid: 'j',
    name: 'J',
    state: 'RUNNING',
    'start-time': 0,
    'end-time': end,
    duration: now,
    now,
    'job-type': 'STREAMING',
    timestamps: {},
    vertices: [vertex],
    plan: { nodes: [{ id: 'a', description: '' }] },
  };
}

test('rates are what grew between two looks; shares are of the time of one subtask', () => {
  const after = details(3000, 500, 1500);
  const rates = vertexRates(details(1000, 100, 500), after);
  expect([...rates]).toEqual([['a', { read: 200, written: 100, busy: 0.25, backPressured: 0 }]]);
  expect(rowsPerSecond(after, rates)).toBe(200);
});

test('nothing is known at the first look, nor of a job that has ended', () => {
  expect([...vertexRates(undefined, details(1000, 100, 0))]).toEqual([]);
  expect([...vertexRates(details(1000, 100, 0), details(2000, 200, 0, 1500))]).toEqual([]);
  expect(rowsPerSecond(details(1000, 100, 0), new Map())).toBeNull();
});
