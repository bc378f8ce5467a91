import { expect, test } from 'vitest';
import { shortType, wholeType } from './column-type.ts';

test('a type is shown without NOT NULL, and its time attribute as a mark', () => {
  const types = [
    { type: 'STRING' },
    { type: 'BIGINT NOT NULL' },
    { type: 'TIMESTAMP(3) NOT NULL *ROWTIME*', timeAttribute: 'rowtime' as const },
    { type: 'TIMESTAMP_LTZ(3) *PROCTIME* NOT NULL', timeAttribute: 'proctime' as const },
    { type: 'ROW<`a` INT NOT NULL>' },
  ];
  expect(types.map(shortType)).toEqual([
    'STRING',
    'BIGINT',
    'TIMESTAMP(3) ·t',
    'TIMESTAMP_LTZ(3) ·p',
    'ROW<`a` INT NOT NULL>',
  ]);
  expect(types.map(wholeType)).toEqual([
    'STRING',
    'BIGINT, never NULL',
    'TIMESTAMP(3), never NULL, event time',
    'TIMESTAMP_LTZ(3), never NULL, processing time',
    'ROW<`a` INT NOT NULL>',
  ]);
});
