import { bytes, count } from '../../core/format/number.ts';
import { duration } from '../../core/format/time.ts';
import type { Metric, VertexOverview } from '../../core/jobs/flink-types.ts';
import type { JobPageData } from '../../core/jobs/job-store.ts';
import { type OperatorRow, operatorRows } from '../../core/jobs/operator-rows.ts';
import { headOf } from '../../core/jobs/vertex-names.ts';
import { studio } from '../../page.ts';
import { Share } from './share.tsx';
import { useAnswer } from './use-jobs.ts';

const NOTHING: readonly Metric[] = [];

/** The chain of operators of one task, and its subtasks. */
export function VertexDetail({ job, vertex }: { job: JobPageData; vertex: VertexOverview }) {
  const { jid, now } = job.details;
  const key = `${jid}/${vertex.id}`;
  const metrics = useAnswer(key, now, () => studio.jobs.client.metrics(jid, vertex.id));
  const title = headOf(vertex.name);
  return (
    <>
      <h2 className="jobs-section-title">{title}: operators</h2>
      <OperatorTable operators={operatorRows(vertex, metrics ?? NOTHING)} running={job.details['end-time'] === -1} />
      <h2 className="jobs-section-title">{title}: subtasks</h2>
      <SubtaskTable jobId={jid} vertex={vertex} now={now} />
    </>
  );
}

function OperatorTable({ operators, running }: { operators: readonly OperatorRow[]; running: boolean }) {
  return (
    <div className="jobs-card">
      <table className="jobs-table" data-testid="operator-table">
        <thead>
          <tr>
            <th>Operator</th>
            <th className="num">Rows in</th>
            <th className="num">Rows out</th>
            <th className="num">Rows out/s</th>
            <th className="num">Own time</th>
            <th className="num">State</th>
            <th className="num">Late rows</th>
          </tr>
        </thead>
        <tbody>
          {operators.map((operator) => (
            <tr key={operator.name}>
              <td>{operator.title}</td>
              <td className="num">{count(operator.rowsIn)}</td>
              <td className="num">{count(operator.rowsOut)}</td>
              <td className="num">{running ? count(operator.rowsOutPerSecond) : ''}</td>
              <td className="num">{running && <Share share={operator.load} />}</td>
              <td className="num">{bytes(operator.stateBytes)}</td>
              <td className="num">{operator.lateRows > 0 ? count(operator.lateRows) : ''}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function SubtaskTable({ jobId, vertex, now }: { jobId: string; vertex: VertexOverview; now: number }) {
  const { client } = studio.jobs;
  const key = `${jobId}/${vertex.id}`;
  const subtasks = useAnswer(key, now, () => client.subtasks(jobId, vertex.id));
  const pressure = useAnswer(key, now, () => client.pressure(jobId, vertex.id));
  if (subtasks === null) {
    return <p className="jobs-hint">Asking for the subtasks…</p>;
  }
  return (
    <div className="jobs-card">
      <table className="jobs-table" data-testid="subtask-table">
        <thead>
          <tr>
            <th className="num">Subtask</th>
            <th>State</th>
            <th className="num">Rows in</th>
            <th className="num">Rows out</th>
            <th className="num">Bytes in</th>
            <th className="num">Bytes out</th>
            <th className="num">Busy</th>
            <th className="num">Held up</th>
            <th className="num">Duration</th>
          </tr>
        </thead>
        <tbody>
          {subtasks.map((subtask) => {
            const held = pressure?.find((other) => other.subtask === subtask.subtask);
            const running = subtask.status === 'RUNNING';
            return (
              <tr key={subtask.subtask}>
                <td className="num">{subtask.subtask}</td>
                <td>{subtask.status.toLowerCase()}</td>
                <td className="num">{count(subtask.metrics['read-records'])}</td>
                <td className="num">{count(subtask.metrics['write-records'])}</td>
                <td className="num">{bytes(subtask.metrics['read-bytes'])}</td>
                <td className="num">{bytes(subtask.metrics['write-bytes'])}</td>
                <td className="num">{running && held !== undefined && <Share share={held.busyRatio} />}</td>
                <td className="num">{running && held !== undefined && <Share share={held.ratio} />}</td>
                <td className="num">{duration(subtask.duration)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
