/**
 * Where the columns that route rows to subtasks stand within a state's key, so that the key alone tells the subtask.
 * Undefined, meaning the whole key, when the routing is not known or not part of the key.
 */
export function routingWithin(
  keyColumns: readonly number[],
  routing: readonly number[] | null,
): readonly number[] | undefined {
  const positions = routing?.map((column) => keyColumns.indexOf(column));
  return positions === undefined || positions.includes(-1) ? undefined : positions;
}
