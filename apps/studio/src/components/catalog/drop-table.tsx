import type { CatalogTableView } from '@riffle/protocol';
import { useState } from 'react';
import { dropTable } from '../../core/catalog/table-actions.ts';
import type { Studio } from '../../core/studio.ts';

interface DropTableProps {
  readonly studio: Studio;
  readonly table: CatalogTableView;
  readonly onDone: () => void;
}

/** Says what dropping a table does before it is done. */
export function DropTable({ studio, table, onDone }: DropTableProps) {
  const [problem, setProblem] = useState<string | undefined>(undefined);
  const what = table.kind === 'view' ? 'view' : 'table';
  return (
    <div className="drop-table">
      <p>
        This takes the {what} <b>{table.name}</b> out of {table.catalog}.{table.database}.{' '}
        {table.kind === 'view'
          ? 'The tables it reads stay.'
          : 'What it describes, such as a stream and its records, stays.'}{' '}
        Queries that run now go on; ones started later do not find it. It cannot be undone, but the DDL beside makes it
        again.
      </p>
      {problem !== undefined && (
        <p className="bad" role="alert">
          Not dropped: {problem}
        </p>
      )}
      <button
        type="button"
        className="button danger-button"
        data-testid="drop-confirm"
        onClick={async () => {
          const failed = await dropTable(studio, table);
          setProblem(failed);
          if (failed === undefined) {
            onDone();
          }
        }}
      >
        Drop {table.name}
      </button>
    </div>
  );
}
