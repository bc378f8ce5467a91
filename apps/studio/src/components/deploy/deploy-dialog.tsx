import type { PropertyGroupView } from '@riffle/protocol';
import { useState } from 'react';
import { useStore } from 'zustand';
import type { DeployPlan } from '../../core/deploy/deploy-run.ts';
import { splitPath } from '../../core/notes/paths.ts';
import { studio } from '../../page.ts';
import { Dialog } from '../ui/dialog.tsx';
import { Icon } from '../ui/icon.tsx';
import { CheckList } from './check-list.tsx';
import { DeployForm } from './deploy-form.tsx';
import { DeployProgress } from './deploy-progress.tsx';
import { useReview } from './use-review.ts';

interface DeployDialogProps {
  readonly noteId: string;
  readonly onClose: () => void;
}

/** Makes an application of a note: what blocks, what has to be asked, what will happen, and then how it happens. */
export function DeployDialog({ noteId, onClose }: DeployDialogProps) {
  const path = useStore(studio.notes, ({ notes }) => notes?.find(({ id }) => id === noteId)?.path ?? '/note');
  const [properties, setProperties] = useState<readonly PropertyGroupView[]>([]);
  const [plan, setPlan] = useState<DeployPlan | null>(null);
  const { review, problem } = useReview(noteId, properties);
  const { name } = splitPath(path);
  return (
    <Dialog label={`Deploy ‘${name}’`} className="deploy-dialog" onClose={onClose}>
      <header className="deploy-head">
        <h2>Deploy ‘{name}’ as an application</h2>
        <button type="button" className="icon-button" aria-label="Close" onClick={onClose}>
          <Icon name="close" />
        </button>
      </header>
      {plan !== null && <DeployProgress plan={plan} onBack={() => setPlan(null)} onClose={onClose} />}
      <div className="deploy-body" hidden={plan !== null}>
        {problem !== null && (
          <p className="jobs-problem" role="alert">
            {problem}
          </p>
        )}
        {review === null && problem === null && <p className="jobs-hint">Checking the note…</p>}
        {review !== null && (
          <>
            <CheckList
              review={review}
              onJump={(paragraph, line) => {
                onClose();
                void studio.jumpToLine(paragraph, line);
              }}
            />
            <DeployForm
              noteId={noteId}
              review={review}
              onProperties={setProperties}
              onDeploy={setPlan}
              onClose={onClose}
            />
          </>
        )}
      </div>
    </Dialog>
  );
}
