import { type AwsAccess, compileProgram, hasPropertyReferences, type PropertyGroups } from '@riffle/cells';
import { planFromJson, planToJson } from '@riffle/plan';
import { ApplicationError } from '../errors.ts';
import { readPackage } from './application-package.ts';
import { programOf } from './read-code.ts';

export interface PlanRequest {
  /** The package. */
  readonly code: Uint8Array;
  readonly properties: PropertyGroups;
  readonly aws: AwsAccess | undefined;
}

/**
 * The plan of an application, as JSON. A package that was compiled when it was built runs exactly what was checked then;
 * its program is compiled again only when it refers to runtime properties, or was never compiled.
 * @throws ApplicationError with what is wrong and where.
 */
export async function buildPlan({ code, properties, aws }: PlanRequest): Promise<string> {
  const unpacked = readPackage(code);
  const sql = programOf(unpacked);
  if (unpacked.plan !== undefined && !hasPropertyReferences(sql) && isReadable(unpacked.plan)) {
    return unpacked.plan;
  }
  const compiled = await compileProgram({ sql, database: unpacked.manifest.database, properties }, aws);
  if (!compiled.ok) {
    const sentences = compiled.problems.map(({ message, line }) => `application.sql, line ${line}: ${message}`);
    throw new ApplicationError('invalid-configuration', sentences.join(' '));
  }
  return planToJson(compiled.plan);
}

function isReadable(plan: string): boolean {
  try {
    return planFromJson(plan).formatVersion === 1;
  } catch {
    return false;
  }
}
