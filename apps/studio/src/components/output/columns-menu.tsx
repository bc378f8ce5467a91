import type { ResultColumn } from '@riffle/protocol';
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { arrangedPlaces, moveColumn, type TableSettings, toggleColumn } from '../../core/results/table-settings.ts';

interface ColumnsMenuProps {
  readonly columns: readonly ResultColumn[];
  readonly settings: TableSettings;
  readonly onSettings: (change: (settings: TableSettings) => TableSettings) => void;
}

/** Which columns are shown, and in which order. */
export function ColumnsMenu({ columns, settings, onSettings }: ColumnsMenuProps) {
  const [open, setOpen] = useState(false);
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const shown = columns.length - settings.hidden.length;

  function close(): void {
    setOpen(false);
    button.current?.focus();
  }

  return (
    <span className="menu-place">
      <button
        ref={button}
        type="button"
        className="link"
        aria-haspopup="dialog"
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        onClick={() => setOpen((was) => !was)}
      >
        Columns{shown < columns.length ? ` (${shown} of ${columns.length})` : ''} ▾
      </button>
      {open && <ColumnList id={id} columns={columns} settings={settings} onSettings={onSettings} onClose={close} />}
    </span>
  );
}

function ColumnList({
  id,
  columns,
  settings,
  onSettings,
  onClose,
}: ColumnsMenuProps & { id: string; onClose: () => void }) {
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.querySelector('input')?.focus();
  }, []);

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      onClose();
    }
  }

  return (
    <>
      {/* biome-ignore lint/a11y: a click anywhere else closes the list; keys have Escape */}
      <div className="columns-shade" onMouseDown={onClose} />
      <div ref={list} id={id} className="menu columns-list" role="dialog" aria-label="Columns" onKeyDown={onKeyDown}>
        {arrangedPlaces(columns.length, settings).map((place) => {
          const name = columns[place]?.name ?? '';
          return (
            <div key={place} className="columns-item">
              <label>
                <input
                  type="checkbox"
                  checked={!settings.hidden.includes(place)}
                  onChange={() => onSettings((now) => toggleColumn(now, columns.length, place))}
                />
                <span>{name}</span>
              </label>
              <button
                type="button"
                aria-label={`Move ${name} to the left`}
                onClick={() => onSettings((now) => moveColumn(now, columns.length, place, -1))}
              >
                ←
              </button>
              <button
                type="button"
                aria-label={`Move ${name} to the right`}
                onClick={() => onSettings((now) => moveColumn(now, columns.length, place, 1))}
              >
                →
              </button>
            </div>
          );
        })}
      </div>
    </>
  );
}
