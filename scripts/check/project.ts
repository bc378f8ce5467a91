import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path/posix';
import type { Manifest } from './declared.ts';
import type { SourceFile } from './imports.ts';

const MODULE = /^(?:packages|apps|bench|e2e|scripts)\/.*\.(?:tsx?|mjs)$|^[^/]+\.config\.ts$/;

function projectFiles(): string[] {
  const listed = execFileSync('git', ['ls-files', '-co', '--exclude-standard'], { encoding: 'utf8' });
  return listed.split('\n').filter((path) => path !== '' && existsSync(path));
}

/** Every module of the project, those included that are not committed yet. */
export function readSources(): SourceFile[] {
  const paths = projectFiles().filter((path) => MODULE.test(path));
  return paths.map((path) => ({ path, text: readFileSync(path, 'utf8') }));
}

/** What ARCHITECTURE.md says. */
export function readArchitecture(): string {
  return readFileSync('ARCHITECTURE.md', 'utf8');
}

/** The package.json of every package, app, and of the root. */
export function readManifests(): Manifest[] {
  const paths = projectFiles().filter((path) => /^(?:(?:packages|apps)\/[^/]+\/)?package\.json$/.test(path));
  return paths.map((path) => {
    const content = JSON.parse(readFileSync(path, 'utf8')) as {
      name: string;
      dependencies?: Record<string, string>;
      devDependencies?: Record<string, string>;
      optionalDependencies?: Record<string, string>;
    };
    return {
      folder: path === 'package.json' ? '' : dirname(path),
      name: content.name,
      dependencies: content.dependencies ?? {},
      devDependencies: content.devDependencies ?? {},
      optionalDependencies: content.optionalDependencies ?? {},
    };
  });
}
