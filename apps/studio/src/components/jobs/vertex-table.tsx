import { bytes, count } from '../../core/format/number.ts';
import { clockTime, lag } from '../../core/format/time.ts';
import type { JobPageData } from '../../core/jobs/job-store.ts';
import { headOf, operatorsOf } from '../../core/jobs/vertex-names.ts';
import { Share } from './share.tsx';

interface VertexTableProps {
  readonly job: JobPageData;
  readonly chosen: string | null;
  readonly onChoose: (id: string | null) => void;
}

/** A line for each task: rows and bytes in and out, load, back-pressure and watermark. */
export function VertexTable({ job, chosen, onChoose }: VertexTableProps) {
  const { details, rates, watermarks } = job;
  const running = details['end-time'] === -1;
  return (
    <div className="jobs-card">
      <table className="jobs-table" data-testid="vertex-table">
        <thead>
          <tr>
            <th>Task</th>
            <th>State</th>
            <th className="num">Rows in</th>
            <th className="num">Rows out</th>
            <th className="num">Bytes in</th>
            <th className="num">Bytes out</th>
            <th className="num">Busy</th>
            <th className="num">Held up</th>
            <th className="num">Watermark</th>
            <th className="num">Subtasks</th>
          </tr>
        </thead>
        <tbody>
          {details.vertices.map((vertex) => {
            const rate = running ? rates.get(vertex.id) : undefined;
            const watermark = running ? (watermarks.get(vertex.id) ?? null) : null;
            return (
              <tr key={vertex.id} className={vertex.id === chosen ? 'on' : ''}>
                <td>
                  <button
                    type="button"
                    className="job-name"
                    aria-pressed={vertex.id === chosen}
                    title={operatorsOf(vertex.name).join(' → ')}
                    onClick={() => onChoose(vertex.id === chosen ? null : vertex.id)}
                  >
                    {headOf(vertex.name)}
                  </button>
                </td>
                <td>{vertex.status.toLowerCase()}</td>
                <td className="num">{count(vertex.metrics['read-records'])}</td>
                <td className="num">{count(vertex.metrics['write-records'])}</td>
                <td className="num">{bytes(vertex.metrics['read-bytes'])}</td>
                <td className="num">{bytes(vertex.metrics['write-bytes'])}</td>
                <td className="num">{rate !== undefined && <Share share={rate.busy} />}</td>
                <td className="num">{rate !== undefined && <Share share={rate.backPressured} />}</td>
                <td className="num" title={watermark === null ? undefined : new Date(watermark).toISOString()}>
                  {watermark !== null && (
                    <>
                      {clockTime(watermark)}{' '}
                      <span className="quiet">{lag(Math.max(0, details.now - watermark))} behind</span>
                    </>
                  )}
                </td>
                <td className="num">{count(vertex.parallelism)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
