import { bytes, count } from '../../core/format/number.ts';
import { duration } from '../../core/format/time.ts';
import type { JobPageData } from '../../core/jobs/job-store.ts';
import { Moment } from '../ui/moment.tsx';
import { Setting, Settings } from './settings-list.tsx';

/** A job without checkpoints has an interval that never comes. */
const NEVER = 1e15;

export function CheckpointSection({ job: { checkpoints, checkpointConfig } }: { job: JobPageData }) {
  const { counts, summary, history } = checkpoints;
  if (checkpointConfig.interval > NEVER && counts.total === 0) {
    return (
      <p className="jobs-empty">
        This job takes no checkpoints. To take one every minute, run{' '}
        <code>SET 'execution.checkpointing.interval' = '1 min'</code> before the query.
      </p>
    );
  }
  return (
    <>
      <Settings>
        <Setting name="Every">{duration(checkpointConfig.interval)}</Setting>
        <Setting name="Completed">{count(counts.completed)}</Setting>
        <Setting name="Failed">{count(counts.failed)}</Setting>
        <Setting name="Size, mean">{bytes(summary.state_size.avg)}</Setting>
        <Setting name="Size, largest">{bytes(summary.state_size.max)}</Setting>
        <Setting name="Duration, mean">{duration(summary.end_to_end_duration.avg)}</Setting>
        <Setting name="Duration, longest">{duration(summary.end_to_end_duration.max)}</Setting>
        <Setting name="Mode">{checkpointConfig.mode.replaceAll('_', ' ')}</Setting>
      </Settings>
      <h2 className="jobs-section-title">The latest</h2>
      {history.length === 0 ? (
        <p className="jobs-hint">None is complete yet.</p>
      ) : (
        <div className="jobs-card">
          <table className="jobs-table" data-testid="checkpoint-table">
            <thead>
              <tr>
                <th className="num">Id</th>
                <th>State</th>
                <th className="num">Taken</th>
                <th className="num">Duration</th>
                <th className="num">Size</th>
                <th className="num">Subtasks</th>
                <th>Where</th>
              </tr>
            </thead>
            <tbody>
              {history.map((checkpoint) => (
                <tr key={checkpoint.id}>
                  <td className="num">{checkpoint.id}</td>
                  <td>{checkpoint.status.toLowerCase().replaceAll('_', ' ')}</td>
                  <td className="num">
                    <Moment at={checkpoint.trigger_timestamp} />
                  </td>
                  <td className="num">{duration(checkpoint.end_to_end_duration)}</td>
                  <td className="num">{bytes(checkpoint.state_size)}</td>
                  <td className="num">
                    {checkpoint.num_acknowledged_subtasks} of {checkpoint.num_subtasks}
                  </td>
                  <td className="job-path" title={checkpoint.external_path}>
                    {checkpoint.external_path?.split('/').at(-1)}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  );
}
