// The main file of an interpreter process. The channel to the server is its life line: when that closes, it ends.
import { enableCompileCache } from 'node:module';

enableCompileCache();
const { Interpreter } = await import('./interpreter.ts');
const interpreter = new Interpreter((message) => process.send?.(message));
process.on('message', (message) => interpreter.receive(message as never));
process.on('disconnect', () => {
  interpreter.close();
  process.exit(0);
});
// The server decides when it is over; a Ctrl+C in the terminal reaches the whole process group.
process.on('SIGINT', () => undefined);
process.on('SIGTERM', () => process.exit(0));
