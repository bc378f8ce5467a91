import { expect, test } from 'vitest';
import { type MetricDefinition, printSamples } from './prometheus-text.ts';

const DEFINITIONS: MetricDefinition[] = [
  { name: 'first', type: 'gauge', help: 'One \\ line\nand another.' },
  { name: 'second', type: 'counter', help: 'Never seen.' },
  { name: 'third', type: 'counter', help: 'Counts.' },
];

test('samples of a metric stand together, below its help and type; what the format reserves is escaped', () => {
  const text = printSamples(DEFINITIONS, [
    { metric: 'third', labels: {}, value: 1e21 },
    { metric: 'first', labels: { a: 'x', b: 'say "\\"\nagain' }, value: -0.5 },
    { metric: 'third', labels: { a: '' }, value: Number.NaN },
    { metric: 'first', labels: {}, value: Number.NEGATIVE_INFINITY },
    { metric: 'first', labels: { c: '1' }, value: Number.POSITIVE_INFINITY },
  ]);
  expect(text).toBe(
    [
      '# HELP first One \\\\ line\\nand another.',
      '# TYPE first gauge',
      'first{a="x",b="say \\"\\\\\\"\\nagain"} -0.5',
      'first -Inf',
      'first{c="1"} +Inf',
      '# HELP third Counts.',
      '# TYPE third counter',
      'third 1e+21',
      'third{a=""} NaN',
      '',
    ].join('\n'),
  );
  expect(() => printSamples(DEFINITIONS, [{ metric: 'fourth', labels: {}, value: 1 }])).toThrow('fourth');
});
