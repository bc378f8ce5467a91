import type { CatalogTableView, TablePreview } from '@riffle/protocol';
import { useEffect, useState } from 'react';
import { previewText, readPreview, stopPreview } from '../../core/catalog/table-actions.ts';
import { studio } from '../../page.ts';
import { StaticTable } from '../output/static-table.tsx';

/** Some rows of a table, read anew each time; the look can be stopped and repeated. */
export function TablePreviewView({ table }: { table: CatalogTableView }) {
  const [preview, setPreview] = useState<TablePreview | null>(null);
  const [look, setLook] = useState(1);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each look reads anew
  useEffect(() => {
    let over = false;
    setPreview(null);
    void readPreview(studio, table).then((read) => !over && setPreview(read));
    return () => {
      over = true;
      stopPreview(studio, table);
    };
  }, [table.catalog, table.database, table.name, look]);
  return (
    <>
      <div className="preview-bar" role="status">
        <span className={preview?.ended === 'failed' ? 'bad' : 'quiet'} data-testid="preview-text">
          {preview === null ? 'Reading some rows, for at most 8 seconds…' : previewText(preview)}
        </span>
        <span className="grow" />
        {preview === null ? (
          <button type="button" className="button small" onClick={() => stopPreview(studio, table)}>
            Stop
          </button>
        ) : (
          <button type="button" className="button small" onClick={() => setLook(look + 1)}>
            Look again
          </button>
        )}
      </div>
      {preview !== null && preview.rows.length > 0 && <StaticTable columns={preview.columns} rows={preview.rows} />}
    </>
  );
}
