/** The steps of a deploy: build, create or update, start. Each is done once; a retry goes on at the one that failed. */
import type { ApplicationSettingsView, ApplicationView, CodeLocationView } from '@riffle/protocol';
import type { ApplicationWatch } from '../applications/application-store.ts';
import { isPassing } from '../applications/status-words.ts';
import { type Connection, RequestFailure } from '../connection/connection.ts';
import { bytes } from '../format/number.ts';

export type DeployStepId = 'save' | 'build' | 'make' | 'start';

export interface DeployStep {
  readonly id: DeployStepId;
  readonly title: string;
  readonly state: 'waiting' | 'working' | 'done' | 'failed';
  /** What came of it, or why it failed. */
  readonly detail: string | null;
}

/** What is deployed, and as what. */
export interface DeployPlan {
  readonly noteId: string;
  readonly name: string;
  readonly settings: ApplicationSettingsView;
  /** The version that is current now; null for a new application. */
  readonly current: number | null;
  readonly description: string;
  readonly allowNonRestoredState: boolean;
  /** It does not run now and is to be started. */
  readonly start: boolean;
  readonly buildOnly: boolean;
}

export interface DeployParts {
  readonly connection: Pick<Connection, 'request'>;
  readonly applications: Pick<ApplicationWatch, 'watch' | 'store'>;
  /** Sends what was typed last. */
  readonly flush: () => Promise<void>;
  readonly onSteps: (steps: readonly DeployStep[]) => void;
}

export class DeployRun {
  readonly #plan: DeployPlan;
  readonly #parts: DeployParts;
  #steps: readonly DeployStep[];
  #code: CodeLocationView | null = null;

  constructor(plan: DeployPlan, parts: DeployParts) {
    this.#plan = plan;
    this.#parts = parts;
    this.#steps = stepsOf(plan).map(([id, title]) => ({ id, title, state: 'waiting', detail: null }));
  }

  /** Whether all is done; else the steps say what failed. Can be called again. */
  async run(): Promise<boolean> {
    for (const { id, state } of this.#steps) {
      if (state === 'done') {
        continue;
      }
      this.#change(id, 'working', null);
      try {
        this.#change(id, 'done', await this.#do(id));
      } catch (failure) {
        this.#change(id, 'failed', failure instanceof Error ? failure.message : String(failure));
        if (!(failure instanceof RequestFailure || failure instanceof DeployFailure)) {
          throw failure;
        }
        return false;
      }
    }
    return true;
  }

  async #do(id: DeployStepId): Promise<string | null> {
    switch (id) {
      case 'save':
        await this.#parts.flush();
        return null;
      case 'build':
        return this.#build();
      case 'make':
        return this.#make();
      case 'start':
        return this.#start();
    }
  }

  async #build(): Promise<string> {
    const { noteId, name, settings, current } = this.#plan;
    const built = await this.#parts.connection.request('build-note', {
      noteId,
      name,
      version: (current ?? 0) + 1,
      properties: settings.properties,
    });
    this.#code = built.code;
    return `s3://${built.code.bucket}/${built.code.key} · ${bytes(built.bytes)}`;
  }

  async #make(): Promise<string | null> {
    const { name, settings, current, description, allowNonRestoredState } = this.#plan;
    const code = this.#code ?? undefined;
    if (code === undefined) {
      throw new DeployFailure('There is no build to make an application of.');
    }
    if (current === null) {
      await this.#parts.connection.request('create-application', { name, description, code, settings });
      return 'version 1';
    }
    const update = { name, version: current, code, settings, allowNonRestoredState };
    await this.#parts.connection.request('update-application', update);
    const application = await this.#settled((view) => view.version > current || !isPassing(view.status));
    const [last] = application.operations;
    if (application.version <= current || (application.status === 'READY' && last?.status === 'FAILED')) {
      throw new DeployFailure(last?.error ?? 'The version that ran goes on.');
    }
    return `version ${application.version}${application.status === 'RUNNING' ? ', running' : ''}`;
  }

  async #start(): Promise<string> {
    const { name, allowNonRestoredState } = this.#plan;
    await this.#parts.connection.request('start-application', {
      name,
      from: { state: 'latest' },
      allowNonRestoredState,
    });
    const application = await this.#settled(() => true);
    if (application.status !== 'RUNNING') {
      throw new DeployFailure(application.remark?.text ?? 'It did not start.');
    }
    return application.restoredFrom === null ? 'running' : `running, from ${application.restoredFrom}`;
  }

  /** The application once nothing is under way and `enough` says so. */
  #settled(enough: (view: ApplicationView) => boolean): Promise<ApplicationView> {
    const { applications } = this.#parts;
    const { name } = this.#plan;
    // What is known from before the step says nothing of it.
    applications.store.setState(({ open: { [name]: _, ...open } }) => ({ open }));
    return new Promise((resolve, reject) => {
      const look = (): boolean => {
        const view = applications.store.getState().open[name];
        if (view === null) {
          reject(new DeployFailure(`The application ${name} is gone.`));
          return true;
        }
        if (view === undefined || isPassing(view.status) || !enough(view)) {
          return false;
        }
        resolve(view);
        return true;
      };
      const stop = applications.store.subscribe(() => {
        if (look()) {
          stop();
          away();
        }
      });
      const away = applications.watch(name);
    });
  }

  #change(id: DeployStepId, state: DeployStep['state'], detail: string | null): void {
    this.#steps = this.#steps.map((step) => (step.id === id ? { ...step, state, detail } : step));
    this.#parts.onSteps(this.#steps);
  }
}

/** A step that was carried out and did not work. */
class DeployFailure extends Error {
  override readonly name = 'DeployFailure';
}

function stepsOf({ name, current, start, buildOnly }: DeployPlan): [DeployStepId, string][] {
  const built: [DeployStepId, string][] = [
    ['save', 'Save the note'],
    ['build', 'Build it into a zip'],
  ];
  if (buildOnly) {
    return built;
  }
  return [
    ...built,
    ['make', current === null ? `Create ${name}` : `Make version ${current + 1} of ${name}`],
    ...(start ? ([['start', `Start ${name}`]] as [DeployStepId, string][]) : []),
  ];
}
