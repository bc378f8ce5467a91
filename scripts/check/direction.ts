import { dirname, join } from 'node:path/posix';
import { importsOf, isTestFile, type SourceFile } from './imports.ts';

/**
 * Which package may import which. The order is the order data flows; a package names every package it uses,
 * and only packages before it. `sql` and `engine` meet in `plan` alone.
 */
export const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  base: [],
  columns: ['base'],
  plan: ['base', 'columns'],
  'note-model': ['base'],
  protocol: ['base', 'columns', 'plan'],
  functions: ['base', 'columns', 'plan'],
  sql: ['base', 'columns', 'plan', 'functions'],
  engine: ['base', 'columns', 'plan', 'functions'],
  connectors: ['base', 'columns', 'plan', 'functions', 'engine'],
  catalog: ['base', 'columns', 'plan', 'functions', 'sql'],
  cells: ['base', 'columns', 'plan', 'functions', 'sql', 'engine', 'connectors', 'catalog', 'note-model', 'protocol'],
  notes: ['base', 'note-model'],
  applications: ['base', 'plan', 'engine', 'connectors', 'note-model', 'cells'],
  aws: ['base', 'applications'],
  testkit: ['base', 'columns', 'plan', 'functions', 'sql', 'engine', 'connectors', 'catalog'],
  studio: ['base', 'columns', 'plan', 'functions', 'sql', 'note-model', 'protocol'],
  server: [
    'base',
    'columns',
    'plan',
    'functions',
    'sql',
    'engine',
    'connectors',
    'catalog',
    'cells',
    'note-model',
    'notes',
    'protocol',
    'applications',
    'aws',
  ],
  cli: [
    'base',
    'columns',
    'plan',
    'functions',
    'sql',
    'engine',
    'connectors',
    'catalog',
    'cells',
    'note-model',
    'applications',
    'server',
  ],
};

/** Packages that run in the browser as well: no `node:` modules and nothing that needs them. */
const BROWSER_SAFE = new Set(['base', 'columns', 'plan', 'functions', 'sql', 'note-model', 'protocol', 'studio']);

/** What breaks the rules, one sentence each; none when all is well. */
export function directionProblems(files: readonly SourceFile[]): string[] {
  return files.flatMap((file) => {
    const owner = /^(?:packages|apps)\/([^/]+)\//.exec(file.path)?.[1];
    return owner === undefined ? [] : importsOf(file.text).flatMap((target) => problemWith(file.path, owner, target));
  });
}

/** `packages/sql` for everything below it. */
function packageOf(path: string): string {
  return path.split('/').slice(0, 2).join('/');
}

function problemWith(path: string, owner: string, target: string): string[] {
  const isTest = isTestFile(path);
  const workspace = /^@riffle\/([^/]+)(\/.*)?$/.exec(target);
  if (workspace !== null) {
    const name = workspace[1] as string;
    if (workspace[2] !== undefined && workspace[2] !== '/node' && !(isTest && workspace[2] === '/testing')) {
      return [`${path} imports ${target}: go through the package's index.`];
    }
    if (name !== owner && !(ALLOWED[owner] ?? []).includes(name) && !(isTest && name === 'testkit')) {
      return [`${path} imports @riffle/${name}, which ${owner} may not use.`];
    }
  }
  if (target.startsWith('.') && packageOf(join(dirname(path), target)) !== packageOf(path)) {
    return [`${path} reaches into another package with ${target}.`];
  }
  const nodeOnly = target.startsWith('node:') || target === '@riffle/base/node';
  if (nodeOnly && BROWSER_SAFE.has(owner) && !isTest && !path.includes('/src/node/')) {
    return [`${path} imports ${target}, but ${owner} also runs in the browser.`];
  }
  return [];
}
