// Installs the packages when the lockfile is not the one they were installed from.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { linkPinnedNode, pinnedNodePath } from './pinned-node.mjs';

function lockfileHash(root) {
  return createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
}

function stampPath(root) {
  return join(root, 'node_modules', '.riffle', 'installed-from');
}

/** Whether node_modules holds what the lockfile says. */
export function isInstalled(root) {
  return (
    existsSync(pinnedNodePath(root)) &&
    existsSync(stampPath(root)) &&
    readFileSync(stampPath(root), 'utf8') === lockfileHash(root)
  );
}

/** Notes what was installed, and links the pinned Node.js. Also npm's own postinstall step. */
export function finishInstall(root) {
  linkPinnedNode(root);
  mkdirSync(dirname(stampPath(root)), { recursive: true });
  writeFileSync(stampPath(root), lockfileHash(root));
}

/** Runs `npm ci` with the npm that called us. */
export function install(root) {
  const npm = process.env.npm_execpath;
  const [command, first] = npm === undefined ? ['npm', []] : [process.execPath, [npm]];
  const done = spawnSync(command, [...first, 'ci', '--no-fund', '--no-audit', '--loglevel=error'], {
    cwd: root,
    stdio: 'inherit',
  });
  if (done.status !== 0) {
    throw new Error('npm ci failed; what it printed above says why.');
  }
  finishInstall(root);
}
