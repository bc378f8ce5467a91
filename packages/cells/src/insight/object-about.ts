import { formatType } from '@riffle/columns';
import type { CatalogEntry, CatalogSnapshot } from '@riffle/plan';
import type { ObjectUseView } from '@riffle/protocol';
import { baseTables, type ObjectUse, objectKey } from '@riffle/sql';

/** Columns named in one line. */
const SHOWN_COLUMNS = 6;

/** An object as the head of a cell shows it. */
export function describeUse({ id, role, kind }: ObjectUse, catalog: CatalogSnapshot): ObjectUseView {
  const entry = kind === 'function' ? undefined : catalog.find(id);
  const shown = entry?.kind ?? kind;
  return {
    key: objectKey(id),
    name: id.object,
    role,
    kind: shown,
    exists: entry !== undefined || (kind === 'function' && catalog.findFunction([id.object]) !== undefined),
    about: entry === undefined ? shown : describeEntry(entry, catalog.isTemporary(id)),
    through: baseTables(id, catalog).map(objectKey),
  };
}

function describeEntry(entry: CatalogEntry, temporary: boolean): string {
  const columns = entry.kind === 'view' ? entry.columns : entry.schema.columns;
  const names = columns.slice(0, SHOWN_COLUMNS).map(({ name, type }) => `${name} ${formatType(type)}`);
  const more = columns.length > SHOWN_COLUMNS ? ` and ${columns.length - SHOWN_COLUMNS} more` : '';
  const connector = entry.kind === 'table' ? (entry.options['connector'] ?? '') : '';
  return [temporary ? `temporary ${entry.kind}` : entry.kind, connector, names.join(', ') + more]
    .filter((part) => part !== '')
    .join(' · ');
}
