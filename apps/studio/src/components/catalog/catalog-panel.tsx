import type { CatalogTableView, CatalogTree } from '@riffle/protocol';
import { type MouseEvent, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import { filterCatalog, sqlName, tableName } from '../../core/catalog/catalog-store.ts';
import { selectInNewCell } from '../../core/catalog/table-actions.ts';
import { shortType, wholeType } from '../../core/format/column-type.ts';
import { studio } from '../../page.ts';
import { Icon } from '../ui/icon.tsx';
import { Menu } from '../ui/menu.tsx';
import { TableDialog, type TableTab } from './table-dialog.tsx';

export function CatalogPanel() {
  const tree = useStore(studio.catalog.store, (state) => state.tree);
  const problem = useStore(studio.catalog.store, (state) => state.problem);
  const filter = useStore(studio.ui, (ui) => ui.catalogFilter);
  return (
    <>
      <h2 className="side-title">Catalog</h2>
      <input
        type="search"
        className="search-field"
        placeholder="Filter tables and columns"
        aria-label="Filter tables and columns"
        value={filter}
        onChange={(event) => studio.ui.setState({ catalogFilter: event.target.value })}
      />
      {problem !== null && <p className="side-hint bad">{problem}</p>}
      {tree === null && problem === null && <p className="side-hint">Reading the catalog…</p>}
      {tree !== null && <Databases tree={tree} filter={filter} />}
    </>
  );
}

function Databases({ tree, filter }: { tree: CatalogTree; filter: string }) {
  const databases = useMemo(() => filterCatalog(tree, filter), [tree, filter]);
  return (
    <ul aria-label="Catalog" className="tree" data-testid="catalog-tree">
      {databases.map((database) => (
        <DatabaseRow
          key={`${database.catalog}.${database.name}`}
          database={database}
          tree={tree}
          filtered={filter.trim() !== ''}
        />
      ))}
      {databases.length === 0 && <li className="side-hint">Nothing here has that in its name.</li>}
    </ul>
  );
}

interface DatabaseRowProps {
  readonly database: CatalogTree['databases'][number];
  readonly tree: CatalogTree;
  readonly filtered: boolean;
}

function DatabaseRow({ database, tree, filtered }: DatabaseRowProps) {
  const current = database.catalog === tree.currentCatalog && database.name === tree.currentDatabase;
  const [open, setOpen] = useState(current || database.tables.length > 0);
  const shown = filtered || open;
  return (
    <li>
      <button
        type="button"
        className="tree-row"
        style={{ paddingLeft: 14 }}
        aria-expanded={shown}
        onClick={() => setOpen(!shown)}
      >
        <Twist open={shown} />
        <span className="quiet">{database.catalog} ·</span>
        <span className={current ? 'strong' : ''}>{database.name}</span>
        {current && <span className="tree-mark">current</span>}
      </button>
      {shown && database.problem !== undefined && <p className="side-hint bad">{database.problem}</p>}
      {shown && database.tables.length > 0 && (
        <ul>
          {database.tables.map((table) => (
            <TableRow key={table.name} table={table} tree={tree} filtered={filtered} />
          ))}
        </ul>
      )}
      {shown && database.tables.length === 0 && database.problem === undefined && (
        <p className="side-hint indented">no tables yet</p>
      )}
    </li>
  );
}

function TableRow({ table, tree, filtered }: { table: CatalogTableView; tree: CatalogTree; filtered: boolean }) {
  const [unfolded, setUnfolded] = useState(false);
  const [dialog, setDialog] = useState<TableTab | null>(null);
  const open = filtered || unfolded;
  const kind = table.kind === 'view' ? 'view' : (table.connector ?? '');
  return (
    <li data-testid="catalog-table">
      <div className="tree-row">
        <button
          type="button"
          className="twist-button"
          style={{ marginLeft: 22 }}
          aria-label={`${open ? 'Fold' : 'Unfold'} ${table.name}`}
          aria-expanded={open}
          onClick={() => setUnfolded(!open)}
        >
          <Twist open={open} />
        </button>
        <InsertName shown={table.name} inserts={tableName(table, tree)} />
        <span className="tree-mark">{table.temporary ? `${kind} · temporary` : kind}</span>
        <span className="on-hover">
          <Menu
            label={`More about ${table.name}`}
            button={<Icon name="dots" size={14} />}
            buttonClass="icon-button small"
            align="right"
            testId="table-menu"
            entries={() => [
              { title: 'Preview rows', run: () => setDialog('preview') },
              { title: 'Properties', run: () => setDialog('properties') },
              { title: 'Show DDL', run: () => setDialog('ddl') },
              { title: 'SELECT * in a new cell', run: () => selectInNewCell(studio, table, tree), separated: true },
              { title: `Drop ${table.kind} …`, run: () => setDialog('drop'), danger: true, separated: true },
            ]}
          />
        </span>
      </div>
      {dialog !== null && <TableDialog table={table} first={dialog} onClose={() => setDialog(null)} />}
      {open && (
        <ul>
          {table.columns.map((column) => (
            <li key={column.name} className="tree-row column-row">
              <InsertName shown={column.name} inserts={sqlName(column.name)} />
              <span className="tree-mark" title={[wholeType(column), ...column.marks].join(' · ')}>
                {[shortType(column), ...column.marks.map(shortMark)].join(' ')}
              </span>
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}

const MARKS: Readonly<Record<string, string>> = {
  rowtime: '·t',
  proctime: '·p',
  computed: '·ƒ',
  metadata: '·m',
  key: '·k',
};

function shortMark(mark: string): string {
  return MARKS[mark] ?? `·${mark}`;
}

function Twist({ open }: { open: boolean }) {
  return (
    <span className={`twist${open ? ' open' : ''}`}>
      <Icon name="chevron" size={12} />
    </span>
  );
}

/** A name that a click puts where the cursor is; without an open editor the click only says how. */
function InsertName({ shown, inserts }: { shown: string; inserts: string }) {
  function insert(event: MouseEvent): void {
    event.preventDefault();
    const cellId = studio.ui.getState().focusedCell;
    const editor = cellId === null ? undefined : studio.editors.get(cellId);
    if (editor === undefined) {
      studio.messages.say('Choose a cell first; then a click puts the name where its cursor is.');
    } else {
      editor.insert(inserts);
    }
  }
  return (
    <button
      type="button"
      className="tree-name"
      title={`Insert ${inserts}`}
      onMouseDown={(event) => event.preventDefault()}
      onClick={insert}
    >
      {shown}
    </button>
  );
}
