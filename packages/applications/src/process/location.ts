import { fileURLToPath } from 'node:url';

/** The main file of a runner's process. */
export const RUNNER_MAIN = fileURLToPath(new URL('./main.ts', import.meta.url));
