/** One source file: its path from the repository's root (`packages/sql/src/parser/query.ts`) and its text. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

const STATEMENT = /^(?:import|export)\s[^'"`;]*?from\s*'([^']+)'|^import\s+'([^']+)'/gm;
const CALL = /\bimport(?:\.meta\.resolve)?\(\s*'([^']+)'/g;

/** What a module asks for, in the order it stands there: statements at the margin, and calls anywhere. */
export function importsOf(text: string): string[] {
  return [...text.matchAll(STATEMENT), ...text.matchAll(CALL)].map(([, from, bare]) => (from ?? bare) as string);
}

/** The package of an import: `@riffle/base` for `@riffle/base/node`; undefined for files and Node's own modules. */
export function packageNameOf(target: string): string | undefined {
  if (target.startsWith('.') || target.startsWith('node:')) {
    return undefined;
  }
  return target
    .split('/')
    .slice(0, target.startsWith('@') ? 2 : 1)
    .join('/');
}

/** Whether a file only serves tests. */
export function isTestFile(path: string): boolean {
  return /\.test\.tsx?$|\/testing\//.test(path);
}
