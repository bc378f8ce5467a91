import type { StateOutlook } from '@riffle/protocol';
import { plural } from '../../core/format/number.ts';
import { Icon, type IconName } from '../ui/icon.tsx';

/** What a new version makes of the state: kept, begun anew, lost. */
export function StateOutlookList({ outlook }: { outlook: StateOutlook }) {
  const { kept, added, lost, from } = outlook;
  if (kept.length + added.length + lost.length === 0) {
    return <p className="field-hint">Neither version keeps any state.</p>;
  }
  return (
    <div className="outlook" data-testid="state-outlook">
      <Part
        icon="check"
        tone="kept"
        title={`Goes on with the state of version ${from}: ${plural(kept.length, 'step')}`}
        steps={kept}
      />
      <Part icon="ring" tone="added" title={`Begins empty: ${plural(added.length, 'step')}`} steps={added} />
      <Part
        icon="alert"
        tone="lost"
        title={`Is not in the new version, its state is lost: ${plural(lost.length, 'step')}`}
        steps={lost}
      />
    </div>
  );
}

interface PartProps {
  readonly icon: IconName;
  readonly tone: 'kept' | 'added' | 'lost';
  readonly title: string;
  readonly steps: readonly string[];
}

function Part({ icon, tone, title, steps }: PartProps) {
  if (steps.length === 0) {
    return null;
  }
  return (
    <div className="outlook-part" data-tone={tone}>
      <p>
        <Icon name={icon} size={14} /> {title}
      </p>
      <ul>
        {steps.map((step, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two steps may be described alike
          <li key={i} title={step}>
            {step}
          </li>
        ))}
      </ul>
    </div>
  );
}
