import { MapValue, notNull, types } from '@riffle/columns';
import { expect, test } from 'vitest';
import { insertOnly } from './changelog.ts';
import type { PhysicalPlan } from './physical.ts';
import { PlanFormatError, planFromJson, planToJson } from './plan-json.ts';

const plan: PhysicalPlan = {
  formatVersion: 1,
  mode: 'streaming',
  settings: { 'table.local-time-zone': 'UTC' },
  nodes: [
    {
      id: 'a',
      kind: 'values',
      inputs: [],
      output: [{ name: 'n', type: types.bigint() }],
      changelog: insertOnly,
      upsertKeys: [],
      description: 'Values(…)',
      rows: [
        [
          { kind: 'literal', type: notNull(types.bigint()), value: 2n ** 62n },
          { kind: 'literal', type: types.double(), value: Number.NaN },
          { kind: 'literal', type: types.bytes(), value: new Uint8Array([1, 2]) },
          { kind: 'literal', type: types.map(types.string(), types.int()), value: new MapValue([['a', 1]]) },
          { kind: 'literal', type: types.null(), value: null },
        ],
      ],
    },
  ],
};

test('a plan comes back from JSON with every literal exact', () => {
  expect(planFromJson(planToJson(plan))).toEqual(plan);
});

test.each(['{', '{"formatVersion":2,"nodes":[]}', 'null', '{"formatVersion":1}'])('%s is refused', (text) => {
  expect(() => planFromJson(text)).toThrow(PlanFormatError);
});
