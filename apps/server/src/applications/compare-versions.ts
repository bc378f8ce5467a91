import {
  ApplicationError,
  type ApplicationFiles,
  type Applications,
  type ApplicationVersion,
  stateDifferences,
} from '@riffle/applications';
import type { RequestOutput } from '@riffle/protocol';
import { viewSettings } from './application-settings.ts';
import { viewOutlook } from './deploy-review.ts';

/** Program and settings of two versions as texts, and what becomes of the state from one to the other. */
export async function compareVersions(
  { applications, files }: { readonly applications: Applications; readonly files: ApplicationFiles },
  { name, from, to }: { readonly name: string; readonly from: number; readonly to: number },
): Promise<RequestOutput<'compare-versions'>> {
  const versions = applications.versions(name);
  const [before, after] = [from, to].map((id) => {
    const version = versions.find((each) => each.id === id);
    if (version === undefined) {
      throw new ApplicationError('not-found', `Application ${name} has no version ${id}.`);
    }
    return version;
  }) as [ApplicationVersion, ApplicationVersion];
  const [programBefore, programAfter] = await Promise.all([files.program(name, from), files.program(name, to)]);
  const [planBefore, planAfter] = await Promise.all([files.plan(name, from), files.plan(name, to)]);
  return {
    program: { before: programBefore, after: programAfter },
    settings: { before: settingsText(before), after: settingsText(after) },
    outlook:
      planBefore === undefined || planAfter === undefined
        ? null
        : viewOutlook(from, stateDifferences(planBefore, planAfter)),
  };
}

/** Everything a version fixes beside its code, a line each. */
function settingsText({ settings }: ApplicationVersion): string {
  const view = viewSettings(settings.ApplicationConfiguration);
  const lines: [string, string | number | boolean][] = [
    ['Parallelism', view.parallelism],
    ['Parallelism per KPU', view.parallelismPerKpu],
    ['Checkpoints', view.checkpointing ? `every ${view.checkpointInterval} ms` : 'off'],
    ['Pause between checkpoints', `${view.minPause} ms`],
    ['Log level', view.logLevel],
    ['Snapshots', view.snapshots ? 'on' : 'off'],
    ['Roll back by itself', view.systemRollback ? 'on' : 'off'],
    ['Runtime', settings.RuntimeEnvironment],
    ['Role', settings.ServiceExecutionRole],
    ...view.properties.flatMap(({ id, values }) =>
      Object.entries(values)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([key, value]): [string, string] => [`Property ${id}.${key}`, value]),
    ),
  ];
  return lines.map(([key, value]) => `${key}: ${value}\n`).join('');
}
