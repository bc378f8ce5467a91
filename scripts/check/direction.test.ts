import { expect, test } from 'vitest';
import { directionProblems } from './direction.ts';
import { readSources } from './project.ts';

test.each([
  ['packages/sql/src/x.ts', "import { run } from '@riffle/engine';", '@riffle/engine, which sql may not use'],
  ['packages/engine/src/x.ts', "import type { A } from '@riffle/sql';", '@riffle/sql, which engine may not use'],
  ['packages/sql/src/x.ts', "import { f } from '@riffle/plan/src/a.ts';", "go through the package's index"],
  ['packages/aws/src/x.ts', "import { f } from '@riffle/base/testing';", "go through the package's index"],
  ['packages/sql/src/x.ts', "import { f } from '../../plan/src/a.ts';", 'reaches into another package'],
  ['packages/sql/src/x.ts', "import { readFileSync } from 'node:fs';", 'also runs in the browser'],
  ['apps/studio/src/x.tsx', "const m = await import('@riffle/server');", '@riffle/server, which studio may not use'],
])('a planted violation in %s is caught', (path, text, message) => {
  expect(directionProblems([{ path, text }])).toEqual([expect.stringContaining(message)]);
});

test('the project keeps its own direction', () => {
  const sources = readSources();
  expect(sources.length).toBeGreaterThan(50);
  expect(directionProblems(sources)).toEqual([]);
});
