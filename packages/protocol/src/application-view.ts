import { z } from 'zod';
import { jobStatsSchema } from './job-view.ts';

const nothing = z.object({});

export const applicationStatusSchema = z.enum([
  'READY',
  'RUNNING',
  'STARTING',
  'STOPPING',
  'FORCE_STOPPING',
  'UPDATING',
  'AUTOSCALING',
  'ROLLING_BACK',
  'MAINTENANCE',
  'DELETING',
]);
export type ApplicationStatusName = z.infer<typeof applicationStatusSchema>;

const checkpointSchema = z.object({ id: z.int(), triggeredAt: z.number(), durationMs: z.number(), bytes: z.number() });

/** Times are milliseconds since the epoch, rates rows of the last second. */
const summaryShape = {
  name: z.string(),
  mode: z.enum(['STREAMING', 'INTERACTIVE']),
  status: applicationStatusSchema,
  /** Why it is as it is, where that wants a sentence. */
  remark: z.object({ tone: z.enum(['plain', 'warn', 'bad']), text: z.string() }).nullable(),
  version: z.int(),
  runtime: z.string(),
  parallelism: z.int(),
  /** When its job began, or began again; null while none runs. */
  runningSince: z.number().nullable(),
  restarts: z.int(),
  rowsInPerSecond: z.number().nullable(),
  rowsOutPerSecond: z.number().nullable(),
  behindMs: z.number().nullable(),
  lastCheckpoint: checkpointSchema.nullable(),
};
const applicationSummarySchema = z.object(summaryShape);
export type ApplicationSummary = z.infer<typeof applicationSummarySchema>;

const propertyGroupSchema = z.object({ id: z.string(), values: z.record(z.string(), z.string()) });
export type PropertyGroupView = z.infer<typeof propertyGroupSchema>;

/** What a person can set about an application, every default filled in. */
const applicationSettingsSchema = z.object({
  parallelism: z.int(),
  parallelismPerKpu: z.int(),
  checkpointing: z.boolean(),
  /** Milliseconds. */
  checkpointInterval: z.int(),
  /** Milliseconds. */
  minPause: z.int(),
  logLevel: z.enum(['DEBUG', 'INFO', 'WARN', 'ERROR']),
  snapshots: z.boolean(),
  /** An update that does not start gives way to the version before. */
  systemRollback: z.boolean(),
  properties: z.array(propertyGroupSchema),
});
export type ApplicationSettingsView = z.infer<typeof applicationSettingsSchema>;

const versionSchema = z.object({
  id: z.int(),
  created: z.number(),
  rolledBackFrom: z.int().nullable(),
  /** Where its code came from: `s3://bucket/key`; null when it was sent along. */
  code: z.string().nullable(),
});
export type ApplicationVersionView = z.infer<typeof versionSchema>;

const snapshotSchema = z.object({
  name: z.string(),
  status: z.enum(['CREATING', 'READY', 'DELETING', 'FAILED']),
  created: z.number(),
  version: z.int(),
  problem: z.string().nullable(),
});
export type SnapshotView = z.infer<typeof snapshotSchema>;

const operationSchema = z.object({
  id: z.string(),
  kind: z.string(),
  status: z.enum(['IN_PROGRESS', 'SUCCESSFUL', 'CANCELLED', 'FAILED']),
  started: z.number(),
  ended: z.number().nullable(),
  error: z.string().nullable(),
});
export type OperationView = z.infer<typeof operationSchema>;

const applicationJobSchema = jobStatsSchema.omit({ op: true, noteId: true, cellId: true });
export type ApplicationJob = z.infer<typeof applicationJobSchema>;

const applicationSchema = z.object({
  ...summaryShape,
  created: z.number(),
  description: z.string(),
  role: z.string(),
  settings: applicationSettingsSchema,
  tags: z.record(z.string(), z.string()),
  /** The note its code was built from. */
  noteId: z.string().nullable(),
  /** Newest first. */
  versions: z.array(versionSchema),
  snapshots: z.array(snapshotSchema),
  operations: z.array(operationSchema),
  /** The steps of its plan with what they do now; null before it ever ran. Figures are 0 while it does not run. */
  job: applicationJobSchema.nullable(),
  checkpoints: z.object({ completed: z.int(), failed: z.int() }),
  /** The snapshot or checkpoint the run went on from; null when it began without state. */
  restoredFrom: z.string().nullable(),
});
export type ApplicationView = z.infer<typeof applicationSchema>;

const logLineSchema = z.object({
  /** Null for a line that goes on with the one before. */
  at: z.number().nullable(),
  level: z.enum(['DEBUG', 'INFO', 'WARN', 'ERROR']),
  text: z.string(),
});
export type LogLineView = z.infer<typeof logLineSchema>;

const deployCheckSchema = z.object({
  criterion: z.int(),
  name: z.string(),
  met: z.boolean(),
  paragraph: z.int().nullable(),
  line: z.int().nullable(),
  sentence: z.string(),
  blocking: z.boolean(),
});
export type DeployCheck = z.infer<typeof deployCheckSchema>;

const stateOutlookSchema = z.object({
  /** The version whose state it is about. */
  from: z.int(),
  kept: z.array(z.string()),
  added: z.array(z.string()),
  lost: z.array(z.string()),
});
export type StateOutlook = z.infer<typeof stateOutlookSchema>;

const deployReviewSchema = z.object({
  deployable: z.boolean(),
  checks: z.array(deployCheckSchema),
  skipped: z.array(z.object({ paragraph: z.int(), line: z.int(), reason: z.string() })),
  /** Runtime properties the program asks for. */
  references: z.array(z.object({ name: z.string(), fallback: z.string().nullable() })),
  /** A free name made of the note's. */
  suggestedName: z.string(),
  /** Names that are taken. */
  taken: z.array(z.string()),
  /** Applications that were built from this note. */
  deployed: z.array(
    z.object({
      name: z.string(),
      status: applicationStatusSchema,
      version: z.int(),
      settings: applicationSettingsSchema,
      /** What a new version would make of the state; null while that cannot be known. */
      outlook: stateOutlookSchema.nullable(),
    }),
  ),
  /** Where a build would go. */
  bucket: z.string(),
  basePath: z.string(),
  role: z.string(),
  runtime: z.string(),
});
export type DeployReview = z.infer<typeof deployReviewSchema>;

const codeLocationSchema = z.object({ bucket: z.string(), key: z.string() });
export type CodeLocationView = z.infer<typeof codeLocationSchema>;

const sidesSchema = z.object({ before: z.string(), after: z.string() });

const name = { name: z.string() };

/** Applications: looked at as they live, deployed from notes, and told what to do. */
export const applicationRequests = {
  /** Gives them all, and `applications` events until `unwatch-applications`. */
  'watch-applications': {
    input: nothing,
    output: z.object({ applications: z.array(applicationSummarySchema) }),
  },
  'unwatch-applications': { input: nothing, output: nothing },
  /** Gives one, null when there is none of that name, and its `application` events until `unwatch-application`. */
  'watch-application': {
    input: z.object(name),
    output: z.object({ application: applicationSchema.nullable() }),
  },
  'unwatch-application': { input: z.object(name), output: nothing },
  /** Gives the end of its log, and `application-log` events until `unwatch-application-log`. */
  'watch-application-log': { input: z.object(name), output: z.object({ lines: z.array(logLineSchema) }) },
  'unwatch-application-log': { input: z.object(name), output: nothing },
  /** How the note stands as an application with these properties. */
  'review-deploy': {
    input: z.object({ noteId: z.string(), properties: z.array(propertyGroupSchema) }),
    output: deployReviewSchema,
  },
  /** Builds the note into a zip in a bucket, as the code of a version. */
  'build-note': {
    input: z.object({ noteId: z.string(), ...name, version: z.int(), properties: z.array(propertyGroupSchema) }),
    output: z.object({ code: codeLocationSchema, bytes: z.int() }),
  },
  'create-application': {
    input: z.object({
      ...name,
      description: z.string(),
      code: codeLocationSchema,
      settings: applicationSettingsSchema,
    }),
    output: nothing,
  },
  /** Makes a new version; fails when `version` is not the current one. */
  'update-application': {
    input: z.object({
      ...name,
      version: z.int(),
      /** Absent keeps the code. */
      code: codeLocationSchema.optional(),
      settings: applicationSettingsSchema,
      allowNonRestoredState: z.boolean().optional(),
    }),
    output: nothing,
  },
  'start-application': {
    input: z.object({
      ...name,
      from: z.discriminatedUnion('state', [
        z.object({ state: z.literal('latest') }),
        z.object({ state: z.literal('none') }),
        z.object({ state: z.literal('snapshot'), snapshot: z.string() }),
      ]),
      allowNonRestoredState: z.boolean().optional(),
    }),
    output: nothing,
  },
  'stop-application': { input: z.object({ ...name, force: z.boolean() }), output: nothing },
  'roll-back-application': { input: z.object({ ...name, version: z.int() }), output: nothing },
  'delete-application': { input: z.object({ ...name, created: z.number() }), output: nothing },
  'create-snapshot': { input: z.object({ ...name, snapshot: z.string() }), output: nothing },
  'delete-snapshot': { input: z.object({ ...name, snapshot: z.string(), created: z.number() }), output: nothing },
  /** Sets and removes tags in one step. */
  'tag-application': {
    input: z.object({ ...name, set: z.record(z.string(), z.string()), remove: z.array(z.string()) }),
    output: nothing,
  },
  /** Program and settings of two versions as texts, and what becomes of the state from one to the other. */
  'compare-versions': {
    input: z.object({ ...name, from: z.int(), to: z.int() }),
    output: z.object({ program: sidesSchema, settings: sidesSchema, outlook: stateOutlookSchema.nullable() }),
  },
};

export const applicationEventSchemas = [
  z.object({ op: z.literal('applications'), applications: z.array(applicationSummarySchema) }),
  z.object({ op: z.literal('application'), application: applicationSchema }),
  z.object({ op: z.literal('application-gone'), name: z.string() }),
  z.object({ op: z.literal('application-log'), name: z.string(), lines: z.array(logLineSchema) }),
] as const;
