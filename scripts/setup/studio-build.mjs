// Builds the studio when anything it is made of has changed since the last build.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pinnedNodePath } from './pinned-node.mjs';

/** What the studio is made of: its own sources and those of the packages it may import. */
const INPUTS = [
  'apps/studio',
  'packages/base/src',
  'packages/columns/src',
  'packages/plan/src',
  'packages/functions/src',
  'packages/sql/src',
  'packages/note-model/src',
  'packages/protocol/src',
  'vite.config.ts',
  'package-lock.json',
];

function addToFingerprint(hash, path) {
  const info = statSync(path, { throwIfNoEntry: false });
  if (info === undefined) {
    return;
  }
  if (info.isDirectory()) {
    for (const name of readdirSync(path).sort()) {
      addToFingerprint(hash, join(path, name));
    }
  } else if (!path.endsWith('.test.ts')) {
    hash.update(`${path}\0${info.size}\0${info.mtimeMs}\n`);
  }
}

function fingerprint(root) {
  const hash = createHash('sha256');
  for (const input of INPUTS) {
    addToFingerprint(hash, join(root, input));
  }
  return hash.digest('hex');
}

export function buildStudioIfNeeded(root, announce) {
  const stamp = join(root, 'dist', 'studio', '.built-from');
  const current = fingerprint(root);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === current) {
    return;
  }
  announce('building the studio');
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js');
  const done = spawnSync(pinnedNodePath(root), [vite, 'build', '--logLevel', 'warn'], { cwd: root, stdio: 'inherit' });
  if (done.status !== 0) {
    throw new Error('The studio could not be built; what is printed above says why.');
  }
  writeFileSync(stamp, current);
}
