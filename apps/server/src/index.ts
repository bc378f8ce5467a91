export { StartError } from './home/home.ts';
export { type RunningServer, type ServerOptions, startServer, VERSION } from './server.ts';
