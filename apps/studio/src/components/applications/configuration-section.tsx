import type { ApplicationSettingsView, ApplicationView } from '@riffle/protocol';
import { type FormEvent, useState } from 'react';
import { updateCommand } from '../../core/applications/aws-command.ts';
import { settingsProblems } from '../../core/applications/settings-check.ts';
import { isPassing } from '../../core/applications/status-words.ts';
import { studio } from '../../page.ts';
import { CommandText } from '../deploy/command-text.tsx';
import { PropertyFields } from '../deploy/property-fields.tsx';
import { CheckField, SettingsFields } from '../deploy/settings-fields.tsx';
import { Setting, Settings } from '../jobs/settings-list.tsx';

/** What can be set, and what an update would do. */
export function ConfigurationSection({ application }: { application: ApplicationView }) {
  const { name, version, status, settings, runtime, role, description } = application;
  const [edited, setEdited] = useState<ApplicationSettingsView | null>(null);
  const [working, setWorking] = useState(false);
  const shown = edited ?? settings;
  const problems = settingsProblems(shown);
  const changed = JSON.stringify(shown) !== JSON.stringify(settings);
  const update = { name, version, settings: shown };

  async function save(event: FormEvent): Promise<void> {
    event.preventDefault();
    setWorking(true);
    if (await studio.applicationActions.act('update-application', update)) {
      setEdited(null);
    }
    setWorking(false);
  }

  return (
    <form className="configuration" data-testid="configuration" onSubmit={(event) => void save(event)}>
      <Settings>
        <Setting name="Runtime">{runtime}</Setting>
        <Setting name="Role">
          <span className="clipped" title={role}>
            {role}
          </span>
        </Setting>
        {description !== '' && <Setting name="Description">{description}</Setting>}
      </Settings>
      <div className="jobs-card configuration-fields">
        <SettingsFields settings={shown} problems={problems} onChange={setEdited} />
        <LogLevel settings={shown} onChange={setEdited} />
        <CheckField
          label="When a new version does not start, go back to the one before by itself"
          checked={shown.systemRollback}
          onChange={(systemRollback) => setEdited({ ...shown, systemRollback })}
        />
        <h2 className="difference-title">Runtime properties</h2>
        <PropertyFields
          groups={shown.properties}
          problem={problems.properties}
          onChange={(properties) => setEdited({ ...shown, properties })}
        />
      </div>
      {changed && (
        <div className="jobs-card action-panel" data-testid="pending-changes">
          <p data-testid="what-will-happen">{updateWords(application)}</p>
          <CommandText
            title="The same with the aws command line"
            text={updateCommand({ ...update, code: undefined, allowNonRestoredState: false })}
          />
          <p className="deploy-actions">
            <button type="button" className="button" onClick={() => setEdited(null)}>
              Undo the changes
            </button>
            <button
              type="submit"
              className="button go"
              disabled={working || isPassing(status) || Object.keys(problems).length > 0}
              data-testid="save-configuration"
            >
              {status === 'RUNNING' ? 'Update' : 'Save'} as version {version + 1}
            </button>
          </p>
        </div>
      )}
    </form>
  );
}

function updateWords({ name, status, version, settings }: ApplicationView): string {
  if (status !== 'RUNNING') {
    return `${name} becomes version ${version + 1}; it counts from the next start.`;
  }
  return settings.snapshots
    ? `${name} stops with a snapshot of its state, and goes on from it as version ${version + 1}, with the same code.`
    : `${name} stops, and goes on as version ${version + 1} from the newest snapshot there is: what came after that is lost.`;
}

const LOG_LEVELS = ['DEBUG', 'INFO', 'WARN', 'ERROR'] as const;

interface LogLevelProps {
  readonly settings: ApplicationSettingsView;
  readonly onChange: (settings: ApplicationSettingsView) => void;
}

function LogLevel({ settings, onChange }: LogLevelProps) {
  return (
    <label className="check-field">
      Write to the log from{' '}
      <select
        value={settings.logLevel}
        onChange={(event) => {
          const logLevel = LOG_LEVELS.find((level) => level === event.target.value) ?? 'INFO';
          onChange({ ...settings, logLevel });
        }}
      >
        {LOG_LEVELS.map((level) => (
          <option key={level} value={level}>
            {level.toLowerCase()}
          </option>
        ))}
      </select>{' '}
      on
    </label>
  );
}
