import {
  type Application,
  type ApplicationFiles,
  type Applications,
  type StateDifferences,
  stateDifferences,
} from '@riffle/applications';
import { type AwsAccess, compileNote, type PropertyGroups, propertyReferences } from '@riffle/cells';
import type { PhysicalPlan } from '@riffle/plan';
import type { DeployReview, PropertyGroupView, StateOutlook } from '@riffle/protocol';
import type { Notebook } from '../notebook/notebook.ts';
import { viewSettings } from './application-settings.ts';
import { buildPlace } from './build-place.ts';
import type { SourceNotes } from './source-notes.ts';

/** What an application made here is said to run as and on; the runner is the same for all of them. */
export const RUNTIME = 'FLINK-1_20';
export const ROLE = 'arn:aws:iam::012345678901:role/RiffleApplication';

const LONGEST_NAME = 128;

export interface ReviewParts {
  readonly applications: Applications;
  readonly files: ApplicationFiles;
  readonly sources: SourceNotes;
  readonly aws: () => AwsAccess;
}

export interface NoteToDeploy {
  readonly notebook: Notebook;
  readonly noteId: string;
  readonly properties: readonly PropertyGroupView[];
}

/** How a note stands as an application: what blocks, what it would ask for, and what it is already. */
export async function reviewDeploy(parts: ReviewParts, note: NoteToDeploy): Promise<DeployReview> {
  const { applications, sources, aws } = parts;
  const { notebook, noteId } = note;
  const { path } = await notebook.notes.open(noteId);
  const document = await notebook.notes.document(noteId);
  const settings = { database: notebook.database, properties: groupsOf(note.properties), aws: aws() };
  const { check, plan } = await compileNote(document, settings);
  const { checks, skipped, deployable, sql } = check;
  const all = applications.list();
  const own = [];
  for (const application of all) {
    if (application.mode === 'STREAMING' && (await sources.noteOf(application)) === noteId) {
      own.push(application);
    }
  }
  const taken = all.map(({ name }) => name);
  return {
    deployable,
    checks: checks.map((check) => ({ ...check })),
    skipped: skipped.map((part) => ({ ...part })),
    references: propertyReferences(sql),
    suggestedName: freeName(path, taken),
    taken,
    deployed: await Promise.all(own.map((application) => viewDeployed(application, plan, parts))),
    ...buildPlace(notebook.name, applications),
    role: ROLE,
    runtime: RUNTIME,
  };
}

async function viewDeployed(
  application: Application,
  plan: PhysicalPlan | null,
  { applications, files }: ReviewParts,
): Promise<DeployReview['deployed'][number]> {
  const { name, version, lifecycle } = application;
  // What rests goes on from its newest snapshot, and that may be of an earlier version.
  const from = lifecycle.status === 'READY' ? applications.snapshots.latest(name)?.version : version.id;
  const before = from === undefined ? undefined : await files.plan(name, from).catch(() => undefined);
  return {
    name,
    status: lifecycle.status,
    version: version.id,
    settings: viewSettings(version.settings.ApplicationConfiguration),
    outlook:
      before === undefined || plan === null || from === undefined
        ? null
        : viewOutlook(from, stateDifferences(before, plan)),
  };
}

export function viewOutlook(from: number, { kept, added, lost }: StateDifferences): StateOutlook {
  return { from, kept: [...kept], added: [...added], lost: [...lost] };
}

export function groupsOf(properties: readonly PropertyGroupView[]): PropertyGroups {
  return Object.fromEntries(properties.map(({ id, values }) => [id, values]));
}

/** The note's name in the letters an application's may have, with a number if it is taken. */
export function freeName(path: string, taken: readonly string[]): string {
  const last = path.split('/').at(-1) ?? '';
  const base =
    last
      .normalize('NFKD')
      .replaceAll(/\p{M}/gu, '')
      .replaceAll(/[^a-zA-Z0-9_.-]+/g, '-')
      .replaceAll(/^[-.]+|[-.]+$/g, '')
      .slice(0, LONGEST_NAME - 5) || 'application';
  let name = base;
  for (let n = 2; taken.includes(name); n++) {
    name = `${base}-${n}`;
  }
  return name;
}
