import type { CatalogTableView } from '@riffle/protocol';
import { wholeType } from '../../core/format/column-type.ts';
import { Setting, Settings } from '../jobs/settings-list.tsx';

/** What a table is: its kind, keys and time, its columns, and its options. */
export function TableProperties({ table }: { table: CatalogTableView }) {
  const options = Object.entries(table.options);
  const marked = (mark: string): string =>
    table.columns
      .filter(({ marks }) => marks.includes(mark))
      .map(({ name }) => name)
      .join(', ');
  const keys = marked('key');
  const rowtime = marked('rowtime');
  return (
    <>
      <Settings>
        <Setting name="Kind">{table.temporary ? `temporary ${table.kind}` : table.kind}</Setting>
        {table.connector !== undefined && <Setting name="Connector">{table.connector}</Setting>}
        <Setting name="Primary key">{keys === '' ? 'none' : keys}</Setting>
        <Setting name="Event time">{rowtime === '' ? 'none' : rowtime}</Setting>
      </Settings>
      <h3 className="jobs-section-title">Columns</h3>
      <div className="jobs-card">
        <table className="jobs-table">
          <tbody>
            {table.columns.map((column) => (
              <tr key={column.name}>
                <td>{column.name}</td>
                <td>
                  <code>{wholeType(column)}</code>
                </td>
                <td className="quiet">{column.marks.join(', ')}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {options.length > 0 && (
        <>
          <h3 className="jobs-section-title">Options</h3>
          <div className="jobs-card">
            <table className="jobs-table" data-testid="table-options">
              <tbody>
                {options.map(([key, value]) => (
                  <tr key={key}>
                    <td>
                      <code>{key}</code>
                    </td>
                    <td>
                      <code>{isSecret(key) ? '••••••' : value}</code>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </>
      )}
    </>
  );
}

function isSecret(key: string): boolean {
  return /password|secret|token|accesskeyid/i.test(key.replaceAll(/[._-]/g, ''));
}
