import type { JobOrigin } from '../../core/jobs/job-store.ts';
import { hashOfNote } from '../../core/notes/route.ts';
import { studio } from '../../page.ts';

/** The note a job was started from; a click opens it at the cell. */
export function JobOriginLink({ origin }: { origin: JobOrigin }) {
  return (
    <a
      className="job-origin"
      href={hashOfNote(origin.noteId)}
      title={`Open ${origin.notePath} at the cell of this job`}
      onClick={() => studio.ui.setState({ askedFrame: origin.cellId })}
    >
      {origin.notePath.slice(1)}
    </a>
  );
}
