import {
  type Application,
  type ApplicationFiles,
  type Applications,
  effectiveFlinkSettings,
  type Snapshot,
} from '@riffle/applications';
import type { PhysicalPlan } from '@riffle/plan';
import type { ApplicationSummary, ApplicationView, SnapshotView } from '@riffle/protocol';
import { viewJob } from './application-job.ts';
import { viewSettings } from './application-settings.ts';
import { type ApplicationFacts, viewOperation, viewSummary, viewVersion } from './application-views.ts';
import type { SourceNotes } from './source-notes.ts';

const SHOWN_OPERATIONS = 20;

/** Tells how applications stand. */
export class ApplicationObserver {
  readonly #applications: Applications;
  readonly #files: ApplicationFiles;
  readonly #sources: SourceNotes;
  readonly #plans = new Map<string, { readonly token: string; readonly plan: PhysicalPlan | undefined }>();

  constructor(applications: Applications, files: ApplicationFiles, sources: SourceNotes) {
    this.#applications = applications;
    this.#files = files;
    this.#sources = sources;
  }

  /** By name, ascending. */
  async list(): Promise<ApplicationSummary[]> {
    const facts = await Promise.all(this.#applications.list().map((application) => this.#factsOf(application)));
    return facts.map(viewSummary);
  }

  /** Null when there is none of that name. */
  async one(name: string): Promise<ApplicationView | null> {
    const application = this.#applications.find(name);
    if (application === undefined) {
      return null;
    }
    const facts = await this.#factsOf(application);
    const { settings } = application.version;
    const view = viewSettings(settings.ApplicationConfiguration);
    const plan = await this.#planOf(application);
    const { checkpoint } = effectiveFlinkSettings(settings.ApplicationConfiguration);
    const checkpointMs = checkpoint.CheckpointingEnabled ? checkpoint.CheckpointInterval : null;
    return {
      ...viewSummary(facts),
      created: application.created,
      description: settings.ApplicationDescription ?? '',
      role: settings.ServiceExecutionRole,
      settings: view,
      tags: { ...application.tags },
      noteId: await this.#sources.noteOf(application),
      versions: this.#applications.versions(name).map(viewVersion),
      snapshots: this.#applications.snapshots.list(name).map(viewSnapshot),
      operations: facts.operations.slice(0, SHOWN_OPERATIONS).map(viewOperation),
      job: plan === undefined ? null : viewJob(plan, { name, run: facts.run, checkpointMs }),
      checkpoints: { completed: facts.run?.checkpoints.completed ?? 0, failed: facts.run?.checkpoints.failed ?? 0 },
      restoredFrom: facts.run?.restoredFrom?.replace(/^.*\//, '').replace(/\.checkpoint$/, '') ?? null,
    };
  }

  async #factsOf(application: Application): Promise<ApplicationFacts> {
    const { name } = application;
    const isAtRest = application.lifecycle.status === 'READY';
    return {
      application,
      run: isAtRest ? null : this.#applications.runStatus(name),
      operations: this.#applications.operations(name),
      end: isAtRest ? await this.#files.end(name) : undefined,
    };
  }

  /** A plan is there once the version was started, and does not change from then on. */
  async #planOf({ name, version, lifecycle }: Application): Promise<PhysicalPlan | undefined> {
    const known = this.#plans.get(name);
    if (known?.token === version.token && known.plan !== undefined && lifecycle.status === 'RUNNING') {
      return known.plan;
    }
    const plan = await this.#files.plan(name, version.id).catch(() => undefined);
    this.#plans.set(name, { token: version.token, plan });
    return plan;
  }
}

function viewSnapshot({ name, status, created, version, problem }: Snapshot): SnapshotView {
  return { name, status, created, version, problem: problem ?? null };
}
