import type { ApplicationSummary } from '@riffle/protocol';
import { statusLook } from '../../core/applications/status-words.ts';

/** How an application stands, as a word in its colour. */
export function StatusPill({ application }: { application: Pick<ApplicationSummary, 'status' | 'remark'> }) {
  const { word, tone } = statusLook(application);
  return (
    <span className={`pill ${tone}`} data-testid="application-status">
      {tone !== '' && <span className="dot" />} {word}
    </span>
  );
}
