import type { ObjectIdentifier } from '@riffle/plan';
import type { Path } from '../ast/node.ts';
import type { BindContext } from './context.ts';

/** The full name of an object, missing parts from the session's current catalog and database. */
export function resolveIdentifier(context: BindContext, path: Path): ObjectIdentifier {
  const { currentCatalog, currentDatabase } = context.env.catalog;
  const names = path.parts.map((part) => part.name);
  const object = names.at(-1) ?? '';
  const database = names.at(-2) ?? currentDatabase;
  const catalog = names.at(-3) ?? currentCatalog;
  if (names.length > 3) {
    context.report(
      'too-many-parts',
      `"${names.join('.')}" has too many parts: an object is named catalog.database.name.`,
      path.span,
    );
  }
  return { catalog, database, object };
}
