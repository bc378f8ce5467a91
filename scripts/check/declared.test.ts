import { expect, test } from 'vitest';
import { declarationProblems, type Manifest, reasonProblems, versionProblems } from './declared.ts';
import { readArchitecture, readManifests, readSources } from './project.ts';

const SQL: Manifest = {
  folder: 'packages/sql',
  name: '@riffle/sql',
  dependencies: { '@riffle/base': '0.1.0' },
  devDependencies: {},
};
const ROOT: Manifest = {
  folder: '',
  name: 'riffle-workspace',
  dependencies: {},
  devDependencies: { vitest: '5.1.1', ws: '8.23.0' },
};
const USES_BASE = { path: 'packages/sql/src/a.ts', text: "import { must } from '@riffle/base/node';" };
const USES_WS = { path: 'bench/run.ts', text: "import { WebSocket } from 'ws';" };

test('what is imported and declared alike is fine', () => {
  expect(declarationProblems([SQL, ROOT], [USES_BASE, USES_WS])).toEqual([]);
});

test.each([
  [
    'an undeclared import',
    [USES_BASE, USES_WS, { path: 'packages/sql/src/b.ts', text: "import 'zod';" }],
    ['packages/sql/package.json lacks zod in its dependencies.'],
  ],
  [
    'an import of a test',
    [USES_BASE, USES_WS, { path: 'packages/sql/src/b.test.ts', text: "await import('ws');" }],
    ['packages/sql/package.json lacks ws in its devDependencies.'],
  ],
  [
    'a declaration nothing needs',
    [USES_WS],
    ['packages/sql/package.json has @riffle/base in its dependencies, which nothing there imports.'],
  ],
  [
    'an undeclared import of a script',
    [USES_BASE, USES_WS, { path: 'scripts/x.ts', text: "import {\n  a,\n} from 'y/z';" }],
    ['package.json lacks y.'],
  ],
  ['a dependency of the root nothing needs', [USES_BASE], ['package.json has ws, which nothing imports.']],
])('%s is caught', (_, files, problems) => {
  expect(declarationProblems([SQL, ROOT], files)).toEqual(problems);
});

test('two versions of one dependency are caught', () => {
  const other = { ...SQL, folder: 'apps/cli', dependencies: { '@riffle/base': '0.2.0' } };
  expect(versionProblems([SQL, ROOT, other])).toEqual([
    'apps/cli/package.json wants @riffle/base 0.2.0, packages/sql/package.json 0.1.0.',
  ]);
});

test('a dependency without a reason, and a reason without a dependency, are caught', () => {
  const architecture =
    '## Dependencies\n| package | why |\n|---|---|\n| `vitest`, `zod` | tests |\n\n## More\n| `ws` | … |\n';
  expect(reasonProblems([SQL, ROOT], architecture)).toEqual([
    'ARCHITECTURE.md gives no reason for ws.',
    'ARCHITECTURE.md explains zod, which no package declares.',
  ]);
});

test('the project declares what it imports', () => {
  expect(declarationProblems(readManifests(), readSources())).toEqual([]);
  expect(versionProblems(readManifests())).toEqual([]);
  expect(reasonProblems(readManifests(), readArchitecture())).toEqual([]);
});
