export { type FileInfo, type Files, nodeFiles, type OpenFile, writeFileAtomic } from './files.ts';
export { SqliteFile, type SqliteLayout, type SqlValue } from './sqlite-file.ts';
