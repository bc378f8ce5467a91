import { useEffect, useState } from 'react';
import { type DeployPlan, DeployRun, type DeployStep } from '../../core/deploy/deploy-run.ts';
import { hashOfApplications } from '../../core/pages/page-route.ts';
import { studio } from '../../page.ts';
import { Icon, type IconName } from '../ui/icon.tsx';

interface DeployProgressProps {
  readonly plan: DeployPlan;
  readonly onBack: () => void;
  readonly onClose: () => void;
}

/** A deploy as it happens, step by step; ends on the application's page. */
export function DeployProgress({ plan, onBack, onClose }: DeployProgressProps) {
  const [steps, setSteps] = useState<readonly DeployStep[]>([]);
  const [run] = useState(
    () =>
      new DeployRun(plan, {
        connection: studio.line,
        applications: studio.applications,
        flush: () => studio.drafts.flushAll(),
        onSteps: setSteps,
      }),
  );
  const failed = steps.some(({ state }) => state === 'failed');
  const done = steps.length > 0 && steps.every(({ state }) => state === 'done');
  const isMade = steps.some(({ id, state }) => id === 'make' && state === 'done') || plan.current !== null;

  async function go(): Promise<void> {
    if ((await run.run()) && !plan.buildOnly) {
      onClose();
      studio.showApplications(plan.name);
    }
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: it begins once, when it is there
  useEffect(() => {
    // Strict mode looks twice; the second look finds it begun.
    if (!begun.has(run)) {
      begun.add(run);
      void go();
    }
  }, []);

  return (
    <div className="deploy-body" data-testid="deploy-progress">
      <ol className="deploy-steps" aria-label="Steps" aria-live="polite">
        {steps.map((step) => (
          <Step key={step.id} step={step} />
        ))}
      </ol>
      {done && plan.buildOnly && (
        <p className="field-hint">
          The zip can be given to create-application as code, by bucket and key, or fetched with <code>aws s3 cp</code>.
        </p>
      )}
      <p className="deploy-actions">
        {failed && (
          <>
            <button type="button" className="button" onClick={onBack}>
              Back
            </button>
            {isMade && (
              <a className="button" href={hashOfApplications(plan.name)} onClick={onClose}>
                Open its page
              </a>
            )}
            <button type="button" className="button go" onClick={() => void go()}>
              Try again
            </button>
          </>
        )}
        {done && plan.buildOnly && (
          <button type="button" className="button go" onClick={onClose}>
            Done
          </button>
        )}
        {!failed && !done && <span className="field-hint">Closing this does not stop what has begun.</span>}
      </p>
    </div>
  );
}

const begun = new WeakSet<DeployRun>();

const LOOKS: Readonly<Record<DeployStep['state'], { icon: IconName; word: string }>> = {
  waiting: { icon: 'ring', word: 'waits' },
  working: { icon: 'clock', word: 'under way' },
  done: { icon: 'check', word: 'done' },
  failed: { icon: 'alert', word: 'failed' },
};

function Step({ step: { id, title, state, detail } }: { step: DeployStep }) {
  const { icon, word } = LOOKS[state];
  return (
    <li className="deploy-step" data-state={state} data-testid={`step-${id}`}>
      <Icon name={icon} size={16} />
      <span>
        {title} <span className="quiet">{detail === null || state === 'failed' ? word : detail}</span>
        {state === 'failed' && detail !== null && (
          <span className="step-problem" role="alert">
            {detail}
          </span>
        )}
      </span>
    </li>
  );
}
