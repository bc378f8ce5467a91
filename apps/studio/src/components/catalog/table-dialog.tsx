import type { CatalogTableView } from '@riffle/protocol';
import { useState } from 'react';
import { studio } from '../../page.ts';
import { Dialog } from '../ui/dialog.tsx';
import { Icon } from '../ui/icon.tsx';
import { DropTable } from './drop-table.tsx';
import { TableDdl } from './table-ddl.tsx';
import { TablePreviewView } from './table-preview.tsx';
import { TableProperties } from './table-properties.tsx';

export type TableTab = 'preview' | 'properties' | 'ddl' | 'drop';

const TABS: readonly { id: TableTab; title: string }[] = [
  { id: 'preview', title: 'Preview' },
  { id: 'properties', title: 'Properties' },
  { id: 'ddl', title: 'DDL' },
  { id: 'drop', title: 'Drop' },
];

interface TableDialogProps {
  readonly table: CatalogTableView;
  readonly first: TableTab;
  readonly onClose: () => void;
}

/** One table: some rows of it, what it is, and the statement that makes it. */
export function TableDialog({ table, first, onClose }: TableDialogProps) {
  const [tab, setTab] = useState(first);
  return (
    <Dialog label={`${table.kind} ${table.name}`} className="table-dialog" onClose={onClose}>
      <header className="table-dialog-head">
        <h2>
          <span className="quiet">
            {table.catalog}.{table.database}.
          </span>
          {table.name}
        </h2>
        <div role="tablist" aria-label="Of this table" className="tabs">
          {TABS.map(({ id, title }) => (
            <button
              key={id}
              type="button"
              role="tab"
              aria-selected={tab === id}
              className={tab === id ? 'on' : ''}
              onClick={() => setTab(id)}
            >
              {title}
            </button>
          ))}
        </div>
        <span className="grow" />
        <button type="button" className="icon-button" aria-label="Close" onClick={onClose}>
          <Icon name="close" size={14} />
        </button>
      </header>
      <div className="table-dialog-body" data-testid={`table-${tab}`}>
        {tab === 'preview' && <TablePreviewView table={table} />}
        {tab === 'properties' && <TableProperties table={table} />}
        {tab === 'ddl' && <TableDdl table={table} />}
        {tab === 'drop' && <DropTable studio={studio} table={table} onDone={onClose} />}
      </div>
    </Dialog>
  );
}
