import type { CatalogTable, ObjectIdentifier } from '@riffle/plan';
import type { Path } from '../../ast/node.ts';
import { timeAttributeOf } from '../../binder/casts.ts';
import type { CompileEnvironment } from '../../compile/environment.ts';
import { resolvePath } from '../lineage.ts';

/** The columns of a table that tell the time. */
export interface TableTimes {
  readonly id: ObjectIdentifier;
  /** The column a watermark stands on. */
  readonly rowtime?: string | undefined;
  readonly proctime?: string | undefined;
  /** A timestamp column a watermark could stand on. */
  readonly candidate?: string | undefined;
}

export function tableTimes(path: Path, env: CompileEnvironment): TableTimes {
  const id = resolvePath(path, env.catalog);
  const entry = env.catalog.find(id);
  return entry?.kind === 'table' ? { id, ...timesOf(entry) } : { id };
}

export function timesOf({ schema }: CatalogTable): Omit<TableTimes, 'id'> {
  const rowtime = schema.watermarks[0]?.column;
  const proctime = schema.columns.find(({ type }) => timeAttributeOf(type) === 'proctime')?.name;
  const candidate = schema.columns.find(
    ({ type }) => (type.kind === 'TIMESTAMP' || type.kind === 'TIMESTAMP_LTZ') && timeAttributeOf(type) !== 'proctime',
  )?.name;
  return { rowtime, proctime, candidate };
}
