/** Texts with a mark where the cursor is, over a small catalog with real connector definitions. */
import { readFileSync } from 'node:fs';
import { definitionLookup } from '@riffle/plan';
import type { CompileEnvironment } from '../../compile/environment.ts';
import { TestSession } from '../../testing/test-session.ts';

const TABLES = readFileSync(new URL('../../../test/queries/tables.ddl', import.meta.url), 'utf8');

/** The test catalog; tables of `extra` are made too. */
export function editorEnvironment(extra = ''): CompileEnvironment {
  const session = new TestSession();
  session.run(`${TABLES}\n${extra}`);
  const { connectors, ...env } = session.environment;
  const real = definitionLookup();
  return {
    ...env,
    connectors: {
      connector: (id) => real.connector(id) ?? connectors.connector(id),
      connectors: real.connectors,
      format: real.format,
      formats: real.formats,
    },
  };
}

/** The text without its `|`, and where that stood. */
export function atCursor(marked: string): { text: string; offset: number } {
  const offset = marked.indexOf('|');
  return { text: marked.slice(0, offset) + marked.slice(offset + 1), offset };
}
