/** What a paragraph came to when it was compiled: two digests that are equal mean that running it again would do the same. */
import {
  type CatalogSnapshot,
  formatIdentifier,
  type ObjectIdentifier,
  type PhysicalPlan,
  planToJson,
  type SessionConfig,
} from '@riffle/plan';
import { hashText } from '../physical/hash.ts';
import { toJsonText } from './json-text.ts';
import { baseTables } from './lineage.ts';

export interface ParagraphDigest {
  /** One hash for the plans of all its jobs; empty when it starts none. */
  readonly plans: string;
  /** What it read and made, views opened, by full name: a hash of the definition, null where there was none. */
  readonly inputs: Readonly<Record<string, string | null>>;
  readonly made: Readonly<Record<string, string | null>>;
  /** What stands in the session under the names of what it makes. */
  readonly existing: Readonly<Record<string, string | null>>;
  /** The session's settings. */
  readonly settings: SessionConfig;
  /** `catalog.database` the session stood in. */
  readonly database: string;
}

/** A job's settings count where a plan's nodes do not already hold what they mean. */
const COUNTED_SETTINGS = ['table.local-time-zone', 'parallelism.default', 'table.exec.resource.default-parallelism'];

export function hashPlans(plans: readonly PhysicalPlan[]): string {
  if (plans.length === 0) {
    return '';
  }
  const texts = plans.map((plan) => {
    const settings = Object.fromEntries(COUNTED_SETTINGS.map((key) => [key, plan.settings[key] ?? '']));
    return planToJson({ ...plan, settings });
  });
  return hashText(texts.join('\n'));
}

/** A hash of what an object is; null when there is none. */
export function hashObject(id: ObjectIdentifier, catalog: CatalogSnapshot): string | null {
  const entry = catalog.find(id);
  return entry === undefined ? null : hashText(toJsonText(entry));
}

/** Hashes of objects and of all that the views among them read. */
export function hashObjects(
  ids: readonly ObjectIdentifier[],
  catalog: CatalogSnapshot,
): Readonly<Record<string, string | null>> {
  const all = ids.flatMap((id) => [id, ...baseTables(id, catalog)]);
  return Object.fromEntries(all.map((id) => [formatIdentifier(id), hashObject(id, catalog)]));
}
