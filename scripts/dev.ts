// Server and studio with hot reload: the server starts anew when its sources change, Vite serves the studio.
import { spawn } from 'node:child_process';

const server = spawn(
  process.execPath,
  [
    '--watch',
    '--watch-path=packages',
    '--watch-path=apps/server',
    '--watch-path=apps/cli',
    'apps/cli/src/main.ts',
    'start',
    ...process.argv.slice(2),
  ],
  { stdio: 'inherit' },
);
const vite = spawn(process.execPath, ['node_modules/vite/bin/vite.js'], { stdio: 'inherit' });
const stop = (): void => {
  server.kill('SIGTERM');
  vite.kill('SIGTERM');
};
process.on('SIGINT', stop);
process.on('SIGTERM', stop);
server.on('exit', stop);
vite.on('exit', stop);
