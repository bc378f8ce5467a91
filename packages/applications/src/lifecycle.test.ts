import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { allowedFrom, checkLifecycle, isStable, NEW_LIFECYCLE, type Step, TRANSITIONS, takeStep } from './lifecycle.ts';

/** Reads the step table of SPEC.md: status, step, next status. */
function specifiedSteps(): string[] {
  const spec = readFileSync(join(import.meta.dirname, '..', 'SPEC.md'), 'utf8');
  const table = spec.slice(spec.indexOf('## Steps'), spec.indexOf('## Invariants'));
  return table
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .flatMap((line) => {
      const [, from = '', ...cells] = line.split('|').map((cell) => cell.trim());
      return cells
        .flatMap((cell) => cell.split(';'))
        .flatMap((part) => {
          const [steps = '', to] = part
            .split('→')
            .map((side) => [...side.matchAll(/`([^`]+)`/g)].map((match) => match[1]));
          return to?.[0] === undefined ? [] : [...steps].map((step) => `${from.replaceAll('`', '')} ${step} ${to[0]}`);
        });
    })
    .sort();
}

test('the table says what SPEC.md says', () => {
  const coded = Object.entries(TRANSITIONS).flatMap(([from, steps]) =>
    Object.entries(steps).map(([step, to]) => `${from} ${step} ${to}`),
  );
  expect(coded.sort()).toEqual(specifiedSteps());
});

test('every passing status can be left, and every status but DELETING reaches RUNNING and READY', () => {
  for (const status of Object.keys(TRANSITIONS) as (keyof typeof TRANSITIONS)[]) {
    const reached = new Set<string>([status]);
    for (const each of reached) {
      for (const next of Object.values(TRANSITIONS[each as keyof typeof TRANSITIONS])) {
        reached.add(next);
      }
    }
    expect([...reached]).toEqual(expect.arrayContaining(['READY', 'RUNNING']));
  }
});

test('steps carry their operation until a stable status', () => {
  const starting = takeStep(NEW_LIFECYCLE, 'start', 'one');
  expect(starting).toEqual({ status: 'STARTING', operationId: 'one' });
  expect(starting && takeStep(starting, 'started', 'one')).toEqual({ status: 'RUNNING', operationId: undefined });
  expect(starting && takeStep(starting, 'force-stop', 'two')).toEqual({ status: 'FORCE_STOPPING', operationId: 'two' });
});

test('random walks keep the invariant', () => {
  const steps = [...new Set(Object.values(TRANSITIONS).flatMap((row) => Object.keys(row)))] as Step[];
  let lifecycle = NEW_LIFECYCLE;
  for (let turn = 0; turn < 2000; turn++) {
    lifecycle = takeStep(lifecycle, steps[(turn * 7919) % steps.length] as Step, `op-${turn}`) ?? lifecycle;
    expect(isStable(lifecycle.status)).toBe(lifecycle.operationId === undefined);
  }
  expect(() => checkLifecycle({ status: 'READY', operationId: 'x' })).toThrow(/READY with operation x/);
});

test('force-stop is allowed where the service allows it, and where an application would be stuck without it', () => {
  expect(allowedFrom('force-stop')).toEqual([
    'STARTING',
    'RUNNING',
    'STOPPING',
    'UPDATING',
    'AUTOSCALING',
    'ROLLING_BACK',
  ]);
  expect(allowedFrom('start')).toEqual(['READY']);
});
