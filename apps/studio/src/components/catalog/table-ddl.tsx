import type { CatalogTableView } from '@riffle/protocol';
import { useEffect, useState } from 'react';
import { readDdl } from '../../core/catalog/table-actions.ts';
import { studio } from '../../page.ts';

/** The statement that makes a table, to read and to copy. */
export function TableDdl({ table }: { table: CatalogTableView }) {
  const [ddl, setDdl] = useState<string | null>(null);
  const [copied, setCopied] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked once for a table
  useEffect(() => {
    void readDdl(studio, table).then(setDdl);
  }, [table.catalog, table.database, table.name]);
  if (ddl === null) {
    return <p className="jobs-hint">Asking for the statement…</p>;
  }
  return (
    <>
      <div className="preview-bar">
        <span className="quiet" role="status">
          {copied ? 'Copied.' : ''}
        </span>
        <span className="grow" />
        <button
          type="button"
          className="button small"
          onClick={() => void navigator.clipboard.writeText(ddl).then(() => setCopied(true))}
        >
          Copy
        </button>
      </div>
      <pre className="jobs-card job-plan" data-testid="ddl">
        {ddl}
      </pre>
    </>
  );
}
