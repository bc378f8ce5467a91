import { ApplicationError } from './errors.ts';
import {
  type ApplicationMode,
  type ApplicationSettings,
  type CodeContent,
  databaseInArn,
  effectiveFlinkSettings,
} from './settings.ts';

const MOST_KPUS = 64;
const MOST_PARALLELISM_PER_KPU = 8;
const MOST_TAGS = 50;

/** Throws an `ApplicationError` for settings that no application of this mode can have. */
export function checkSettings(mode: ApplicationMode, settings: ApplicationSettings): void {
  checkRuntime(mode, settings.RuntimeEnvironment);
  const configuration = settings.ApplicationConfiguration;
  checkParallelism(settings);
  checkPropertyGroups(settings);
  checkCode(configuration.ApplicationCodeConfiguration?.CodeContent);
  checkNotebook(mode, settings);
}

function checkRuntime(mode: ApplicationMode, runtime: string): void {
  if (runtime.startsWith('SQL-')) {
    throw new ApplicationError('not-supported', `not supported yet: the runtime environment ${runtime}`);
  }
  const isNotebook = runtime.startsWith('ZEPPELIN-');
  if (isNotebook !== (mode === 'INTERACTIVE')) {
    throw invalidArgument(
      `The runtime environment ${runtime} does not go with the application mode ${mode}: ` +
        `INTERACTIVE needs a ZEPPELIN-FLINK runtime environment, STREAMING a FLINK one.`,
    );
  }
}

function checkParallelism({ ApplicationConfiguration }: ApplicationSettings): void {
  const { Parallelism, ParallelismPerKPU } = effectiveFlinkSettings(ApplicationConfiguration).parallelism;
  if (ParallelismPerKPU > MOST_PARALLELISM_PER_KPU) {
    throw invalidArgument(`ParallelismPerKPU must not be greater than ${MOST_PARALLELISM_PER_KPU}.`);
  }
  if (Parallelism > ParallelismPerKPU * MOST_KPUS) {
    throw invalidArgument(
      `Parallelism ${Parallelism} with ParallelismPerKPU ${ParallelismPerKPU} needs more than the ${MOST_KPUS} KPUs an ` +
        `application may have.`,
    );
  }
}

function checkPropertyGroups({ ApplicationConfiguration }: ApplicationSettings): void {
  const groups = ApplicationConfiguration.EnvironmentProperties?.PropertyGroups ?? [];
  const repeated = firstRepeated(groups.map(({ PropertyGroupId }) => PropertyGroupId));
  if (repeated !== undefined) {
    throw invalidArgument(`The property group ${repeated} is given more than once.`);
  }
}

function checkCode(content: CodeContent | undefined): void {
  if (content !== undefined && Object.values(content).filter((value) => value !== undefined).length !== 1) {
    throw invalidArgument('CodeContent must hold exactly one of TextContent, ZipFileContent and S3ContentLocation.');
  }
}

function checkNotebook(mode: ApplicationMode, { ApplicationConfiguration }: ApplicationSettings): void {
  const notebook = ApplicationConfiguration.ZeppelinApplicationConfiguration;
  if (notebook === undefined) {
    return;
  }
  if (mode !== 'INTERACTIVE') {
    throw invalidArgument('ZeppelinApplicationConfiguration needs the application mode INTERACTIVE.');
  }
  const arn = notebook.CatalogConfiguration?.GlueDataCatalogConfiguration.DatabaseARN;
  if (arn !== undefined && databaseInArn(arn) === undefined) {
    throw invalidArgument(
      `The DatabaseARN '${arn}' is not one of a Glue database: arn:aws:glue:<region>:<account>:database/<name>.`,
    );
  }
  for (const artifact of notebook.CustomArtifactsConfiguration ?? []) {
    if ((artifact.MavenReference === undefined) === (artifact.S3ContentLocation === undefined)) {
      throw invalidArgument('A custom artifact needs either a MavenReference or an S3ContentLocation.');
    }
    if (artifact.ArtifactType === 'UDF' && artifact.MavenReference !== undefined) {
      throw invalidArgument('A custom artifact of the type UDF needs an S3ContentLocation, not a MavenReference.');
    }
  }
}

/** A tag as the API has it. */
export interface Tag {
  readonly Key: string;
  readonly Value?: string;
}

/** Reads a list of tags, which must not name a key twice. */
export function readTags(tags: readonly Tag[]): Record<string, string> {
  const repeated = firstRepeated(tags.map(({ Key }) => Key));
  if (repeated !== undefined) {
    throw invalidArgument(`Duplicate tag keys are not allowed: ${repeated}.`);
  }
  return Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value ?? '']));
}

export function checkTagCount(tags: Readonly<Record<string, string>>): void {
  if (Object.keys(tags).length > MOST_TAGS) {
    throw new ApplicationError('too-many-tags', `An application cannot have more than ${MOST_TAGS} tags.`);
  }
}

function firstRepeated(values: readonly string[]): string | undefined {
  return values.find((value, index) => values.indexOf(value) !== index);
}

function invalidArgument(message: string): ApplicationError {
  return new ApplicationError('invalid-argument', message);
}
