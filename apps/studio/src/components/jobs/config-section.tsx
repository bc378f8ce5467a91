import type { JobPageData } from '../../core/jobs/job-store.ts';
import { Setting, Settings } from './settings-list.tsx';

/** How the job runs, and the settings of its session. */
export function ConfigSection({ job }: { job: JobPageData }) {
  const config = job.config['execution-config'];
  const given = Object.entries(config['user-config']).filter(([key]) => !key.startsWith('riffle.'));
  return (
    <>
      <Settings>
        <Setting name="Execution">{config['execution-mode'].toLowerCase()}</Setting>
        <Setting name="Parallelism">{config['job-parallelism']}</Setting>
        <Setting name="When it fails">{config['restart-strategy'].toLowerCase().replace(/\.$/, '')}</Setting>
      </Settings>
      <h2 className="jobs-section-title">Settings of the session</h2>
      {given.length === 0 ? (
        <p className="jobs-hint">None: all are as they come.</p>
      ) : (
        <div className="jobs-card">
          <table className="jobs-table">
            <thead>
              <tr>
                <th>Key</th>
                <th>Value</th>
              </tr>
            </thead>
            <tbody>
              {given.map(([key, value]) => (
                <tr key={key}>
                  <td>
                    <code>{key}</code>
                  </td>
                  <td>
                    <code>{value}</code>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <h2 className="jobs-section-title">Plan</h2>
      <pre className="jobs-card job-plan">
        {job.details.plan.nodes.map((node) => planText(node.description)).join('\n')}
      </pre>
    </>
  );
}

/** Flink's plan descriptions are HTML: line breaks as tags, and three characters escaped. */
function planText(description: string): string {
  return description.replaceAll('<br/>', '\n').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}
