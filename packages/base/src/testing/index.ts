export { type FailingFiles, failingFiles } from './failing-files.ts';
