import { AwsError, notSupportedYet } from '../wire/errors.ts';
import { ACCOUNT_ID } from '../wire/service.ts';
import type { DatabaseEntry, GlueStore, TableEntry } from './store.ts';

/** What every Glue request may carry. */
export interface CatalogReference {
  readonly CatalogId?: string;
}

/** There is one catalog, that of the account. */
export function checkCatalog({ CatalogId }: CatalogReference): void {
  if (CatalogId !== undefined && CatalogId !== ACCOUNT_ID) {
    throw notFound(`Catalog ${CatalogId} not found.`);
  }
}

/** Glue keeps the names of databases and tables in lower case. */
export function storedName(name: string): string {
  return name.toLowerCase();
}

export function findDatabase(store: GlueStore, name: string): DatabaseEntry {
  const database = store.database(storedName(name));
  if (database === undefined) {
    throw notFound(`Database ${storedName(name)} not found.`);
  }
  return database;
}

export function findTable(store: GlueStore, database: string, name: string): TableEntry {
  const found = store.table(findDatabase(store, database).name, storedName(name));
  if (found === undefined) {
    throw notFound(`Table ${storedName(name)} not found.`);
  }
  return found;
}

export function notFound(message: string): AwsError {
  return new AwsError('EntityNotFoundException', message);
}

export function alreadyExists(message: string): AwsError {
  return new AwsError('AlreadyExistsException', message);
}

export function invalidInput(message: string): AwsError {
  return new AwsError('InvalidInputException', message);
}

/** Refuses the members of a request that this catalog could only pretend to take. */
export function refuseMembers(input: object, names: readonly string[]): void {
  const refused = names.find((name) => Object.hasOwn(input, name));
  if (refused !== undefined) {
    throw notSupportedYet(`the member ${refused}`);
  }
}

interface PageRequest {
  readonly NextToken?: string;
  readonly MaxResults?: number;
}

/** Cuts a page out of `items`, which must ascend by `keyOf`; the token is the key of the last item before. */
export function pageOf<T>(
  items: readonly T[],
  keyOf: (item: T) => string,
  request: PageRequest,
): { readonly page: readonly T[]; readonly token: { readonly NextToken?: string } } {
  const after = request.NextToken === undefined || request.NextToken === '' ? undefined : readToken(request.NextToken);
  const rest = after === undefined ? items : items.filter((item) => keyOf(item) > after);
  const page = rest.slice(0, request.MaxResults ?? 100);
  const last = page.at(-1);
  const token = last !== undefined && page.length < rest.length ? { NextToken: writeToken(keyOf(last)) } : {};
  return { page, token };
}

function writeToken(key: string): string {
  return Buffer.from(JSON.stringify({ after: key })).toString('base64');
}

function readToken(token: string): string {
  try {
    const { after } = JSON.parse(Buffer.from(token, 'base64').toString()) as { after?: unknown };
    if (typeof after === 'string') {
      return after;
    }
  } catch {
    // Falls through: not a token of ours.
  }
  throw invalidInput('Invalid token provided');
}
