import type { ApplicationSettingsView, DeployReview, PropertyGroupView } from '@riffle/protocol';
import { type FormEvent, useEffect, useId, useState } from 'react';
import { createCommands, updateCommand } from '../../core/applications/aws-command.ts';
import {
  NEW_SETTINGS,
  nameProblem,
  settingsProblems,
  splitReference,
  withProperty,
} from '../../core/applications/settings-check.ts';
import { isPassing, statusLook } from '../../core/applications/status-words.ts';
import type { DeployPlan } from '../../core/deploy/deploy-run.ts';
import { whatWillHappen } from '../../core/deploy/deploy-words.ts';
import { CommandText } from './command-text.tsx';
import { PropertyFields } from './property-fields.tsx';
import { CheckField, Field, SettingsFields } from './settings-fields.tsx';
import { StateOutlookList } from './state-outlook.tsx';

interface DeployFormProps {
  readonly noteId: string;
  readonly review: DeployReview;
  /** The properties have changed: the note is to be checked with them. */
  readonly onProperties: (groups: readonly PropertyGroupView[]) => void;
  readonly onDeploy: (plan: DeployPlan) => void;
  readonly onClose: () => void;
}

/** What cannot be known: which application, and how it is to run. */
export function DeployForm({ noteId, review, onProperties, onDeploy, onClose }: DeployFormProps) {
  const [target, setTarget] = useState<string | null>(review.deployed[0]?.name ?? null);
  const existing = review.deployed.find(({ name }) => name === target) ?? null;
  const [name, setName] = useState(review.suggestedName);
  const [settings, setSettings] = useState(() => asked(existing?.settings ?? NEW_SETTINGS, review.references));
  const [start, setStart] = useState(true);
  const [leaveState, setLeaveState] = useState(false);
  const nameId = useId();
  const { properties } = settings;
  useEffect(() => onProperties(properties), [properties, onProperties]);
  // The note may come to ask for more while the dialog is open.
  useEffect(() => {
    setSettings((now) =>
      asked(
        now,
        review.references.filter(({ fallback }) => fallback === null),
      ),
    );
  }, [review.references]);

  const refused = existing === null ? nameProblem(name, review.taken) : undefined;
  const problems = settingsProblems(settings);
  const wrong = refused !== undefined || Object.keys(problems).length > 0;
  const loses = (existing?.outlook?.lost.length ?? 0) > 0;
  const busy = existing !== null && isPassing(existing.status);
  const blocked = !review.deployable || wrong || busy || (loses && !leaveState);
  const finalName = existing?.name ?? name;
  const version = (existing?.version ?? 0) + 1;
  const code = { bucket: review.bucket, key: `${review.basePath}${finalName}/${version}.zip` };
  const starts = existing === null || (existing.status === 'READY' && start);

  function choose(chosen: string | null): void {
    setTarget(chosen);
    const of = review.deployed.find((each) => each.name === chosen)?.settings ?? NEW_SETTINGS;
    setSettings(asked(of, review.references));
    setLeaveState(false);
  }

  function deploy(buildOnly: boolean): void {
    onDeploy({
      noteId,
      name: finalName,
      settings,
      current: existing?.version ?? null,
      description: '',
      allowNonRestoredState: leaveState,
      start: starts,
      buildOnly,
    });
  }

  return (
    <form
      className="deploy-form"
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        if (!blocked) {
          deploy(false);
        }
      }}
    >
      {review.deployed.length > 0 && <Target review={review} target={target} onChoose={choose} />}
      {existing === null && (
        <Field id={nameId} label="Name" hint="What it is called here and in the aws command line." problem={refused}>
          <input
            id={nameId}
            className="plain-field wide"
            value={name}
            spellCheck={false}
            autoComplete="off"
            maxLength={140}
            aria-invalid={refused !== undefined}
            aria-describedby={`${nameId}-hint`}
            data-testid="deploy-name"
            onChange={(event) => setName(event.target.value)}
          />
        </Field>
      )}
      {existing !== null && <Outlook existing={existing} />}
      {loses && (
        <CheckField
          label="Go on without the state that is lost (AllowNonRestoredState)"
          checked={leaveState}
          onChange={setLeaveState}
        />
      )}
      <SettingsFields settings={settings} problems={problems} onChange={setSettings} />
      <details className="fold" open={properties.length > 0}>
        <summary>Runtime properties</summary>
        <p className="field-hint">
          The program reads one as <code>{'${property:Group.Key}'}</code>; a new value does not need a new build.
        </p>
        <PropertyFields
          groups={properties}
          problem={problems.properties}
          onChange={(groups) => setSettings({ ...settings, properties: groups })}
        />
      </details>
      {existing?.status === 'READY' && <CheckField label="Start it" checked={start} onChange={setStart} />}
      <section aria-label="What will happen" className="outcome">
        <p data-testid="what-will-happen">
          {whatWillHappen({
            name: finalName,
            place: `s3://${code.bucket}/${code.key}`,
            settings,
            existing,
            start: starts,
          })}
        </p>
        <CommandText
          title="The same with the aws command line, after Build only"
          text={commandOf({ review, existing, name: finalName, settings, code, leaveState })}
        />
      </section>
      <p className="deploy-actions">
        <span className="field-hint grow" role="status">
          {busy ? `${existing.name} is ${statusLook({ ...existing, remark: null }).word} now.` : ''}
        </span>
        <button type="button" className="button" onClick={onClose}>
          Cancel
        </button>
        <button
          type="button"
          className="button"
          disabled={!review.deployable || wrong}
          title="Only the zip, into the bucket"
          onClick={() => deploy(true)}
        >
          Build only
        </button>
        <button type="submit" className="button go" disabled={blocked} data-testid="deploy-go">
          {existing === null ? 'Deploy' : `Deploy version ${version}`}
        </button>
      </p>
    </form>
  );
}

type Deployed = DeployReview['deployed'][number];

function Outlook({ existing }: { existing: Deployed }) {
  return existing.outlook === null ? (
    <p className="field-hint">There is no state of {existing.name} to go on from, so everything begins empty.</p>
  ) : (
    <StateOutlookList outlook={existing.outlook} />
  );
}

interface TargetProps {
  readonly review: DeployReview;
  readonly target: string | null;
  readonly onChoose: (name: string | null) => void;
}

function Target({ review, target, onChoose }: TargetProps) {
  return (
    <fieldset className="deploy-target">
      <legend>This note is deployed already</legend>
      {review.deployed.map(({ name, version, status }) => (
        <label key={name} className="check-field">
          <input type="radio" name="target" checked={target === name} onChange={() => onChoose(name)} />
          <span>
            New version of <b>{name}</b>{' '}
            <span className="quiet">
              version {version}, {statusLook({ status, remark: null }).word}
            </span>
          </span>
        </label>
      ))}
      <label className="check-field">
        <input type="radio" name="target" checked={target === null} onChange={() => onChoose(null)} />
        Another application
      </label>
    </fieldset>
  );
}

/** The settings with a field for every property the note asks for. */
function asked(settings: ApplicationSettingsView, references: DeployReview['references']): ApplicationSettingsView {
  let { properties } = settings;
  for (const { name, fallback } of references) {
    const known = properties.some(({ id, values }) => name.startsWith(`${id}.`) && name.slice(id.length + 1) in values);
    if (!known) {
      properties = withProperty(properties, splitReference(name), fallback ?? '');
    }
  }
  return { ...settings, properties };
}

function commandOf(deploy: {
  readonly review: DeployReview;
  readonly existing: Deployed | null;
  readonly name: string;
  readonly settings: ApplicationSettingsView;
  readonly code: { bucket: string; key: string };
  readonly leaveState: boolean;
}): string {
  const { review, existing, name, settings, code, leaveState } = deploy;
  return existing === null
    ? createCommands({ name, runtime: review.runtime, role: review.role, code, settings })
    : updateCommand({ name, version: existing.version, code, settings, allowNonRestoredState: leaveState });
}
