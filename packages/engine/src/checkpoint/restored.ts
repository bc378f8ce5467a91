import { type LogicalType, type Value, withNullability } from '@riffle/columns';
import type { PhysicalPlan } from '@riffle/plan';
import { RestoreError } from '../errors.ts';
import { hashKey, keyGroupOf, subtaskOfKeyGroup } from '../exchange/hash.ts';
import { isSavedWatermark } from '../state/saved-watermark.ts';
import type { RestoredState, StateSchema } from '../state/state-table.ts';
import { CHECKPOINT_FORMAT, type Checkpoint, type CheckpointOperator, type CheckpointTable } from './checkpoint.ts';

/** Refuses a checkpoint that holds state of operators the plan does not have. */
export function checkFits(checkpoint: Checkpoint, plan: PhysicalPlan, allowNonRestoredState: boolean): void {
  if (checkpoint.formatVersion > CHECKPOINT_FORMAT) {
    throw new RestoreError(
      `Checkpoint ${checkpoint.id} has format version ${checkpoint.formatVersion}; this engine reads up to ${CHECKPOINT_FORMAT}. Restore it with the version that wrote it.`,
      { operator: 'checkpoint' },
    );
  }
  const known = new Set(plan.nodes.map((node) => node.id));
  for (const operator of checkpoint.operators) {
    const holdsState = operator.tables.some((table) => table.rows.length > 0 && !isSavedWatermark(table));
    if (holdsState && !known.has(operator.id) && !allowNonRestoredState) {
      throw new RestoreError(
        `Checkpoint ${checkpoint.id} holds state of "${operator.description}", which the plan no longer has. Allow non-restored state to start without it.`,
        { operator: operator.description },
      );
    }
  }
}

/** The state of one subtask of an operator out of a checkpoint taken at any parallelism. */
export function restoredStateOf(
  operator: CheckpointOperator,
  place: { readonly subtask: number; readonly parallelism: number; readonly description: string },
): RestoredState {
  return {
    rows(schema) {
      const tables = operator.tables.filter((table) => table.name === schema.name);
      for (const table of tables) {
        checkSchema(table, schema, place.description);
      }
      return tables.flatMap((table) => ownRows(table, operator.parallelism, place));
    },
  };
}

function ownRows(
  table: CheckpointTable,
  before: number,
  place: { readonly subtask: number; readonly parallelism: number },
): readonly (readonly Value[])[] {
  if (before === place.parallelism) {
    return table.subtask === place.subtask ? table.rows : [];
  }
  if (table.keyTypes === null) {
    return table.shared || table.subtask % place.parallelism === place.subtask ? table.rows : [];
  }
  const keys = table.routing ?? table.keyTypes.map((_, i) => i);
  return table.rows.filter((row) => {
    const group = keyGroupOf(hashKey(keys.map((key) => row[key] as Value)));
    return subtaskOfKeyGroup(group, place.parallelism) === place.subtask;
  });
}

function checkSchema(table: CheckpointTable, schema: StateSchema, description: string): void {
  const saved = formatTypes(table.keyTypes, table.valueTypes);
  const wanted = formatTypes(schema.keyTypes, schema.valueTypes);
  if (saved !== wanted) {
    throw new RestoreError(
      `The state "${schema.name}" of "${description}" was saved as ${saved} but the plan needs ${wanted}. Start without this checkpoint, or keep the query's types.`,
      { operator: description },
    );
  }
}

/** Types as text, without what does not change how a value is kept: nullability and time attributes. */
function formatTypes(keyTypes: readonly LogicalType[] | null, valueTypes: readonly LogicalType[]): string {
  const list = (types: readonly LogicalType[]): string => types.map(plainType).join(', ');
  return `${keyTypes === null ? '' : `[${list(keyTypes)}] `}(${list(valueTypes)})`;
}

function plainType(type: LogicalType): string {
  const text = JSON.stringify(withNullability(type, true), (key, value) =>
    key === 'nullable' || key === 'attribute' || key === 'description' ? undefined : value,
  );
  return text.startsWith('{"kind":') && !text.includes(',') ? text.slice(9, -2) : text;
}
