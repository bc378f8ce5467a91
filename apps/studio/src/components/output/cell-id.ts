/** The id of a table's cell in the page, by its row's number and its column's place. */
export function cellId(table: string, row: number, column: number): string {
  return `${table}-${row}-${column}`;
}
