import { fileURLToPath } from 'node:url';

/** The file an interpreter process runs. */
export const INTERPRETER_MAIN = fileURLToPath(new URL('./main.ts', import.meta.url));
