// Makes a clone ready to run: packages, the pinned Node.js, the studio. Does nothing when all is in place.
// Plain JavaScript without dependencies, since it runs before anything is installed, on Node.js 20 or later.
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { finishInstall, install, isInstalled } from './setup/install.mjs';
import { buildStudioIfNeeded } from './setup/studio-build.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const announce = (step) => process.stderr.write(`riffle: ${step} …\n`);

try {
  if (process.argv.includes('--after-install')) {
    finishInstall(root);
  } else {
    if (!isInstalled(root)) {
      announce('installing packages');
      install(root);
    }
    if (!process.argv.includes('--no-studio')) {
      buildStudioIfNeeded(root, announce);
    }
  }
} catch (error) {
  process.stderr.write(`riffle: ${error.message}\n`);
  process.exit(1);
}
