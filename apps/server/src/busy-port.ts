import { StartError } from './home/home.ts';

/** A failed `listen` as one line that names the fix; other errors as they are. */
export function busyPort(error: unknown, port: number, option: '--port' | '--aws-port'): unknown {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'EADDRINUSE' || code === 'EACCES') {
    const why = code === 'EADDRINUSE' ? 'is in use' : 'may not be used';
    return new StartError(`Port ${port} ${why}. Choose another one: npm start -- ${option} ${port + 1}`, {
      cause: error,
    });
  }
  return error;
}
