/** The full name of a catalog object. */
export interface ObjectIdentifier {
  readonly catalog: string;
  readonly database: string;
  readonly object: string;
}

/** `name` in backticks, inner backticks doubled: Flink's quoting. */
export function quoteIdentifier(name: string): string {
  return `\`${name.replaceAll('`', '``')}\``;
}

/** `` `catalog`.`database`.`object` `` */
export function formatIdentifier(id: ObjectIdentifier): string {
  return [id.catalog, id.database, id.object].map(quoteIdentifier).join('.');
}
