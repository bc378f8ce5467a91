export { type FileInfo, type Files, nodeFiles, type OpenFile, writeFileAtomic } from './files.ts';
