// Server and studio with hot reload: the server starts anew when its sources change, Vite serves the studio.
import { spawn } from 'node:child_process';

const args = process.argv.slice(2);
const portAt = args.indexOf('--port');
const port = portAt === -1 ? '8080' : (args[portAt + 1] ?? '8080');

const server = spawn(
  process.execPath,
  [
    '--watch',
    '--watch-path=packages',
    '--watch-path=apps/server',
    '--watch-path=apps/cli',
    'apps/cli/src/main.ts',
    'start',
    ...args,
  ],
  { stdio: 'inherit' },
);
const vite = spawn(process.execPath, ['node_modules/vite/bin/vite.js'], {
  stdio: 'inherit',
  env: { ...process.env, RIFFLE_DEV_PORT: port },
});
console.log('Open the address the server prints once, for its cookie; then work at the one Vite prints.');
const stop = (): void => {
  server.kill('SIGTERM');
  vite.kill('SIGTERM');
};
process.on('SIGINT', stop);
process.on('SIGTERM', stop);
server.on('exit', stop);
vite.on('exit', stop);
