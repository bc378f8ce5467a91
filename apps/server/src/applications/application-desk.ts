import { ApplicationError, ApplicationFiles, type Applications, type RunConfiguration } from '@riffle/applications';
import type { BucketStore } from '@riffle/aws';
import type { Clock, Logger } from '@riffle/base';
import { nodeFiles } from '@riffle/base/node';
import type { AwsAccess, NoteCheck } from '@riffle/cells';
import type { RequestInput, RequestOutput } from '@riffle/protocol';
import { buildNote } from '../aws/build-note.ts';
import type { Notebook } from '../notebook/notebook.ts';
import { ApplicationFeed } from './application-feed.ts';
import { ApplicationObserver } from './application-observer.ts';
import { withCode, withSettings } from './application-settings.ts';
import { buildPlace } from './build-place.ts';
import { compareVersions } from './compare-versions.ts';
import { groupsOf, type NoteToDeploy, ROLE, RUNTIME, reviewDeploy } from './deploy-review.ts';
import { SourceNotes } from './source-notes.ts';

export interface ApplicationDeskOptions {
  readonly applications: Applications;
  readonly buckets: BucketStore;
  /** Where the folders of all applications lie. */
  readonly directory: string;
  readonly aws: () => AwsAccess;
  readonly version: string;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** What the studio does with applications: looks at them, makes them from notes, and tells them what to do. */
export class ApplicationDesk {
  readonly feed: ApplicationFeed;
  readonly observer: ApplicationObserver;
  readonly files: ApplicationFiles;
  readonly clock: Clock;
  readonly #options: ApplicationDeskOptions;
  readonly #sources: SourceNotes;

  constructor(options: ApplicationDeskOptions) {
    const { applications, directory, clock, logger } = options;
    this.#options = options;
    this.clock = clock;
    this.files = new ApplicationFiles(directory, nodeFiles);
    this.#sources = new SourceNotes(this.files);
    this.observer = new ApplicationObserver(applications, this.files, this.#sources);
    this.feed = new ApplicationFeed({ applications, observer: this.observer, clock, logger });
  }

  /** Undefined when there is none of that name. */
  modeOf(name: string): 'STREAMING' | 'INTERACTIVE' | undefined {
    return this.#options.applications.find(name)?.mode;
  }

  review(note: NoteToDeploy): Promise<RequestOutput<'review-deploy'>> {
    const { applications, aws } = this.#options;
    return reviewDeploy({ applications, aws, files: this.files, sources: this.#sources }, note);
  }

  /** @throws ApplicationError with what blocks. */
  async build(
    notebook: Notebook,
    { noteId, name, version, properties }: RequestInput<'build-note'>,
  ): Promise<RequestOutput<'build-note'>> {
    const { applications, aws, buckets } = this.#options;
    const { bucket, basePath } = buildPlace(notebook.name, applications);
    const { notes, database } = notebook;
    const { check, code } = await buildNote(
      { notes, noteId, database, properties: groupsOf(properties), bucket, key: `${basePath}${name}/${version}.zip` },
      { buckets, aws: aws(), version: this.#options.version },
    );
    if (code === null) {
      throw new ApplicationError('invalid-configuration', whatBlocks(check));
    }
    return { code: { bucket, key: code.key }, bytes: code.bytes };
  }

  async create({ name, description, code, settings }: RequestInput<'create-application'>): Promise<void> {
    await this.#options.applications.create({
      name,
      mode: 'STREAMING',
      settings: {
        RuntimeEnvironment: RUNTIME,
        ServiceExecutionRole: ROLE,
        ...(description === '' ? {} : { ApplicationDescription: description }),
        ApplicationConfiguration: withSettings(withCode({}, code), settings),
        CloudWatchLoggingOptions: [],
      },
    });
  }

  async update(request: RequestInput<'update-application'>): Promise<void> {
    const { name, version, code, settings, allowNonRestoredState } = request;
    const run: RunConfiguration | undefined =
      allowNonRestoredState === true ? { FlinkRunConfiguration: { AllowNonRestoredState: true } } : undefined;
    const guard = { currentVersion: version, ...(run === undefined ? {} : { RunConfigurationUpdate: run }) };
    await this.#options.applications.reconfigure(name, guard, (before) => {
      const configuration = withSettings(before.ApplicationConfiguration, settings);
      return {
        ...before,
        ApplicationConfiguration: code === undefined ? configuration : withCode(configuration, code),
      };
    });
  }

  start({ name, from, allowNonRestoredState }: RequestInput<'start-application'>): void {
    this.#options.applications.start(name, {
      ...(allowNonRestoredState === true ? { FlinkRunConfiguration: { AllowNonRestoredState: true } } : {}),
      ApplicationRestoreConfiguration: restoreOf(from),
    });
  }

  stop(name: string, how: 'graceful' | 'force'): void {
    this.#options.applications.stop(name, how);
  }

  async rollBack(name: string, version: number): Promise<void> {
    await this.#options.applications.rollBack(name, version);
  }

  delete(name: string, created: number): void {
    this.#options.applications.delete(name, created);
  }

  createSnapshot(name: string, snapshot: string): void {
    this.#options.applications.snapshots.create(name, snapshot);
  }

  deleteSnapshot(name: string, snapshot: string, created: number): void {
    this.#options.applications.snapshots.delete(name, snapshot, created);
  }

  tag({ name, set, remove }: RequestInput<'tag-application'>): void {
    const { applications } = this.#options;
    applications.removeTags(name, remove);
    applications.addTags(
      name,
      Object.entries(set).map(([Key, Value]) => ({ Key, Value })),
    );
  }

  compare(versions: RequestInput<'compare-versions'>): Promise<RequestOutput<'compare-versions'>> {
    return compareVersions({ applications: this.#options.applications, files: this.files }, versions);
  }

  close(): void {
    this.feed.close();
  }
}

function restoreOf(
  from: RequestInput<'start-application'>['from'],
): NonNullable<RunConfiguration['ApplicationRestoreConfiguration']> {
  switch (from.state) {
    case 'latest':
      return { ApplicationRestoreType: 'RESTORE_FROM_LATEST_SNAPSHOT' };
    case 'none':
      return { ApplicationRestoreType: 'SKIP_RESTORE_FROM_SNAPSHOT' };
    case 'snapshot':
      return { ApplicationRestoreType: 'RESTORE_FROM_CUSTOM_SNAPSHOT', SnapshotName: from.snapshot };
  }
}

function whatBlocks({ checks }: NoteCheck): string {
  const found = checks.find(({ blocking }) => blocking);
  const place =
    found === undefined || found.paragraph === null ? '' : `Paragraph ${found.paragraph}, line ${found.line ?? 1}: `;
  return `${place}${found?.sentence ?? 'The note does not compile.'}`;
}
