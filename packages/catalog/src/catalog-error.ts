/** Something about catalogs, databases, tables or settings cannot be done as asked. The message says what and why. */
export class CatalogError extends Error {
  override readonly name = 'CatalogError';

  constructor(message: string, options: { cause?: unknown } = {}) {
    super(message, options);
  }
}
