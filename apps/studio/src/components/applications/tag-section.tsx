import type { ApplicationView } from '@riffle/protocol';
import { type FormEvent, useState } from 'react';
import { studio } from '../../page.ts';
import { Icon } from '../ui/icon.tsx';

/** Tags: short keys with values, for whoever sorts applications. */
export function TagSection({ application: { name, tags } }: { application: ApplicationView }) {
  const [key, setKey] = useState('');
  const [value, setValue] = useState('');
  const entries = Object.entries(tags);

  async function add(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (await studio.applicationActions.act('tag-application', { name, set: { [key]: value }, remove: [] })) {
      setKey('');
      setValue('');
    }
  }

  async function remove(tag: string, was: string): Promise<void> {
    const { act } = studio.applicationActions;
    if (await act('tag-application', { name, set: {}, remove: [tag] })) {
      studio.messages.say(`Removed the tag ${tag}.`, {
        title: 'Undo',
        run: () => void act('tag-application', { name, set: { [tag]: was }, remove: [] }),
      });
    }
  }

  return (
    <>
      {entries.length === 0 ? (
        <p className="jobs-empty">It has no tags.</p>
      ) : (
        <div className="jobs-card">
          <table className="jobs-table" data-testid="tag-table">
            <thead>
              <tr>
                <th>Key</th>
                <th>Value</th>
                <th>
                  <span className="sr-only">Actions</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {entries.map(([tag, of]) => (
                <tr key={tag}>
                  <td>{tag}</td>
                  <td>{of}</td>
                  <td className="num">
                    <button
                      type="button"
                      className="icon-button small"
                      aria-label={`Remove the tag ${tag}`}
                      onClick={() => void remove(tag, of)}
                    >
                      <Icon name="trash" size={14} />
                    </button>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <form className="section-actions" onSubmit={(event) => void add(event)}>
        <input
          className="plain-field"
          aria-label="Key of the tag"
          placeholder="key"
          maxLength={128}
          value={key}
          onChange={(event) => setKey(event.target.value)}
        />
        <input
          className="plain-field wide"
          aria-label="Value of the tag"
          placeholder="value"
          maxLength={256}
          value={value}
          onChange={(event) => setValue(event.target.value)}
        />
        <button type="submit" className="button" disabled={key.trim() === ''}>
          {key in tags ? 'Change the tag' : 'Add the tag'}
        </button>
      </form>
    </>
  );
}
