import { useEffect, useRef, useState } from 'react';
import { studio } from '../../page.ts';
import { hasFiles } from './tree/drag.ts';

/** Files dropped anywhere on the page become notes; while they hover, the page says so. */
export function FileDrop() {
  const [over, setOver] = useState(false);
  const depth = useRef(0);
  useEffect(() => {
    const enter = (event: DragEvent): void => {
      if (hasFiles(event)) {
        depth.current += 1;
        setOver(true);
      }
    };
    const leave = (event: DragEvent): void => {
      if (hasFiles(event)) {
        depth.current -= 1;
        setOver(depth.current > 0);
      }
    };
    const hover = (event: DragEvent): void => {
      if (hasFiles(event)) {
        event.preventDefault();
      }
    };
    // Before a folder of the tree takes the drop for itself.
    const end = (): void => {
      depth.current = 0;
      setOver(false);
    };
    const drop = (event: DragEvent): void => {
      if (hasFiles(event) && !event.defaultPrevented) {
        event.preventDefault();
        void studio.files.importFiles([...(event.dataTransfer?.files ?? [])]);
      }
    };
    window.addEventListener('dragenter', enter);
    window.addEventListener('dragleave', leave);
    window.addEventListener('dragover', hover);
    window.addEventListener('drop', end, true);
    window.addEventListener('drop', drop);
    return () => {
      window.removeEventListener('dragenter', enter);
      window.removeEventListener('dragleave', leave);
      window.removeEventListener('dragover', hover);
      window.removeEventListener('drop', end, true);
      window.removeEventListener('drop', drop);
    };
  }, []);
  return over ? (
    <div className="file-drop" data-testid="file-drop">
      <p>
        Drop to import as notes
        <small>.zpln, .json, .ipynb and .sql; on a folder in the tree, into that folder</small>
      </p>
    </div>
  ) : null;
}
