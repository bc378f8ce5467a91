import type { ExampleView } from '@riffle/protocol';
import { useEffect, useState } from 'react';
import { studio } from '../../page.ts';
import { Dialog } from '../ui/dialog.tsx';

/** The notes that can be made from an example, with a sentence each. */
export function ExampleDialog({ onClose }: { readonly onClose: () => void }) {
  const [examples, setExamples] = useState<readonly ExampleView[] | null>(null);
  useEffect(() => {
    void studio.files.examples().then(setExamples);
  }, []);
  return (
    <Dialog label="New note from example" className="note-dialog" onClose={onClose}>
      <h2>New note from example</h2>
      <p className="dialog-hint">Each runs as it is, and goes into the folder Examples.</p>
      {examples === null && <p className="side-hint">Reading the examples…</p>}
      <ul className="example-list">
        {examples?.map((example) => (
          <li key={example.id}>
            <button
              type="button"
              className="example"
              data-testid="example"
              onClick={() => {
                onClose();
                void studio.files.createExample(example.id);
              }}
            >
              <b>{example.title}</b>
              <span>{example.sentence}</span>
            </button>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
