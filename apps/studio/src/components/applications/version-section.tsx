import { compareLines } from '@riffle/note-model';
import type { ApplicationView, RequestOutput } from '@riffle/protocol';
import { useEffect, useState } from 'react';
import { RequestFailure } from '../../core/connection/connection.ts';
import { studio } from '../../page.ts';
import { StateOutlookList } from '../deploy/state-outlook.tsx';
import { ComparedLines } from '../notes/revisions/compared-lines.tsx';
import { Moment } from '../ui/moment.tsx';
import { type Asked, rollbackTarget } from './action-panel.tsx';

interface VersionSectionProps {
  readonly application: ApplicationView;
  readonly onAsk: (asked: Asked) => void;
}

/** Every version there was, what differs between two of them, and the way back. */
export function VersionSection({ application, onAsk }: VersionSectionProps) {
  const { versions, version, status, mode } = application;
  const [picked, setPicked] = useState<readonly [number, number] | null>(null);
  const target = rollbackTarget(application);
  return (
    <>
      <div className="jobs-card">
        <table className="jobs-table" data-testid="version-table">
          <thead>
            <tr>
              <th>Version</th>
              <th>Made</th>
              <th>Code</th>
              <th>
                <span className="sr-only">Actions</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {versions.map(({ id, created, rolledBackFrom, code }, i) => (
              <tr key={id} data-testid="version-row" className={id === version ? 'current' : ''}>
                <td>
                  {id}
                  {id === version && <span className="quiet"> · current</span>}
                  {rolledBackFrom !== null && <span className="quiet"> · rolled back from {rolledBackFrom}</span>}
                </td>
                <td>
                  <Moment at={created} />
                </td>
                <td className="job-path">{code ?? 'sent along'}</td>
                <td className="num">
                  {versions[i + 1] !== undefined && (
                    <button
                      type="button"
                      className="button small"
                      aria-label={`Compare version ${versions[i + 1]?.id} with ${id}`}
                      onClick={() => setPicked([versions[i + 1]?.id ?? id, id])}
                    >
                      Compare
                    </button>
                  )}{' '}
                  {id === target && status === 'RUNNING' && mode === 'STREAMING' && (
                    <button
                      type="button"
                      className="button small"
                      data-testid="roll-back"
                      onClick={() => onAsk({ kind: 'roll-back' })}
                    >
                      Roll back to {id} …
                    </button>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {picked !== null && <Comparison application={application} picked={picked} onPick={setPicked} />}
    </>
  );
}

interface ComparisonProps {
  readonly application: ApplicationView;
  readonly picked: readonly [number, number];
  readonly onPick: (picked: readonly [number, number]) => void;
}

type Compared = RequestOutput<'compare-versions'>;

function Comparison({ application: { name, versions }, picked: [from, to], onPick }: ComparisonProps) {
  const [compared, setCompared] = useState<Compared | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => {
    let over = false;
    setProblem(null);
    studio.line.request('compare-versions', { name, from, to }).then(
      (answer) => !over && setCompared(answer),
      (failure: unknown) => !over && setProblem(failure instanceof RequestFailure ? failure.message : String(failure)),
    );
    return () => {
      over = true;
    };
  }, [name, from, to]);
  const choice = (label: string, value: number, onChange: (id: number) => void) => (
    <select aria-label={label} value={value} onChange={(event) => onChange(Number(event.target.value))}>
      {versions.map(({ id }) => (
        <option key={id} value={id}>
          version {id}
        </option>
      ))}
    </select>
  );
  return (
    <section aria-label="Difference" data-testid="version-difference" className="difference">
      <h2 className="jobs-section-title">
        From {choice('From version', from, (id) => onPick([id, to]))} to{' '}
        {choice('To version', to, (id) => onPick([from, id]))}
      </h2>
      {problem !== null && (
        <p className="remark bad" role="alert">
          {problem}
        </p>
      )}
      {compared !== null && <Differences compared={compared} />}
    </section>
  );
}

function Differences({ compared: { program, settings, outlook } }: { compared: Compared }) {
  return (
    <>
      {outlook !== null && <StateOutlookList outlook={outlook} />}
      <Sides title="Program" sides={program} />
      <Sides title="Settings" sides={settings} />
    </>
  );
}

function Sides({ title, sides }: { title: string; sides: { before: string; after: string } }) {
  return (
    <>
      <h3 className="difference-title">{title}</h3>
      {sides.before === sides.after ? (
        <p className="field-hint">The same in both.</p>
      ) : (
        <div className="jobs-card">
          <ComparedLines lines={compareLines(sides.before.trimEnd(), sides.after.trimEnd())} />
        </div>
      )}
    </>
  );
}
