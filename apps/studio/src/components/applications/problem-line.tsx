import { useStore } from 'zustand';
import { studio } from '../../page.ts';
import { Icon } from '../ui/icon.tsx';

/** Why what was asked of an application was not done; stays until the next try or until it is dismissed. */
export function ProblemLine({ name }: { name: string }) {
  const problem = useStore(studio.applications.store, (state) => state.problems[name]);
  return problem === undefined ? null : (
    <p className="remark bad" role="alert" data-testid="application-problem">
      <Icon name="alert" size={15} />
      <span className="grow">{problem}</span>
      <button
        type="button"
        className="icon-button small"
        aria-label="Dismiss"
        onClick={() => studio.applicationActions.dismiss(name)}
      >
        <Icon name="close" size={14} />
      </button>
    </p>
  );
}
