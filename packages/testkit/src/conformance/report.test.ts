import { expect, test } from 'vitest';
import type { JudgedCase } from './families.ts';
import { fallsBelow, reportJson, reportOf, reportPage } from './report.ts';

const judged = (id: string, status: JudgedCase['status']): JudgedCase => ({
  id,
  status,
  reason: status === 'pass' ? '' : 'because',
  family: 'docs',
  group: 'a.md',
});

test('the JSON form counts by family and lists the cases', () => {
  const { summary, cases } = JSON.parse(reportJson(reportOf([judged('x', 'pass'), judged('y', 'fail')])));
  expect(summary.docs).toEqual({ pass: 1, fail: 1, notSupported: 0, total: 2 });
  expect(summary.parser).toEqual({ pass: 0, fail: 0, notSupported: 0, total: 0 });
  expect(cases).toEqual([
    { id: 'x', file: 'docs.jsonl', status: 'pass', reason: '' },
    { id: 'y', file: 'docs.jsonl', status: 'fail', reason: 'because' },
  ]);
});

test('a page with fewer passes falls below an earlier one', () => {
  const earlier = reportPage(reportOf([judged('x', 'pass'), judged('y', 'pass')]));
  const later = reportPage(reportOf([judged('x', 'pass'), judged('y', 'notSupported')]));
  expect(fallsBelow(earlier, earlier)).toEqual([]);
  expect(fallsBelow(earlier, later)).toEqual([]);
  expect(fallsBelow(later, earlier)).toEqual(['all / docs: 1 pass, 2 did', 'docs / a.md: 1 pass, 2 did']);
});
