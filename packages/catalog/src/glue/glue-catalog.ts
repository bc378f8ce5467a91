import type { GlueClient } from '@aws-sdk/client-glue';
import { type Clock, systemClock } from '@riffle/base';
import type { CatalogEntry } from '@riffle/plan';
import type { Catalog, CatalogDatabase, CatalogPartition, DatabaseContent } from '../catalog.ts';
import { CatalogError } from '../catalog-error.ts';
import { entryOfProperties, hasFlinkSchema, tableProperties, viewProperties } from './flink-properties.ts';
import { foreignTable } from './foreign-table.ts';
import type { GlueTable } from './glue-table.ts';
import { hiveOfType } from './hive-types.ts';

export interface GlueCatalogOptions {
  /** Absent for AWS itself. */
  readonly endpoint?: string | undefined;
  readonly region: string;
  readonly credentials: {
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
    readonly sessionToken?: string | undefined;
  };
  readonly defaultDatabase: string;
  readonly clock?: Clock | undefined;
}

/** What others change in Glue is seen after this long at the latest, in milliseconds; our own changes at once. */
const CACHE_FOR = 2_000;

type Sdk = typeof import('@aws-sdk/client-glue');

interface Cached<T> {
  readonly at: number;
  readonly value: Promise<T>;
}

/** Databases, tables and views in AWS Glue. Names are in lower case there. The layout is in docs/glue-types.md. */
export class GlueCatalog implements Catalog {
  readonly defaultDatabase: string;
  readonly #options: GlueCatalogOptions;
  readonly #clock: Clock;
  readonly #contents = new Map<string, Cached<DatabaseContent | undefined>>();
  #databases: Cached<ReadonlyMap<string, CatalogDatabase>> | null = null;
  #connection: Promise<{ sdk: Sdk; client: GlueClient }> | null = null;

  constructor(options: GlueCatalogOptions) {
    this.#options = options;
    this.defaultDatabase = options.defaultDatabase.toLowerCase();
    this.#clock = options.clock ?? systemClock;
  }

  normalize(name: string): string {
    return name.toLowerCase();
  }

  async databases(): Promise<readonly string[]> {
    return [...(await this.#allDatabases()).keys()].sort();
  }

  async database(name: string): Promise<CatalogDatabase | undefined> {
    return (await this.#allDatabases()).get(name);
  }

  async putDatabase(name: string, database: CatalogDatabase): Promise<void> {
    const exists = (await this.database(name)) !== undefined;
    const input = { Name: name, Parameters: { ...database.properties }, ...described(database.comment) };
    await this.#change(`write database ${name}`, (sdk, client) =>
      exists
        ? client.send(new sdk.UpdateDatabaseCommand({ Name: name, DatabaseInput: input }))
        : client.send(new sdk.CreateDatabaseCommand({ DatabaseInput: input })),
    );
  }

  async dropDatabase(name: string): Promise<void> {
    await this.#change(`drop database ${name}`, (sdk, client) =>
      client.send(new sdk.DeleteDatabaseCommand({ Name: name })),
    );
  }

  content(database: string): Promise<DatabaseContent | undefined> {
    const cached = this.#contents.get(database);
    if (cached !== undefined && this.#isFresh(cached)) {
      return cached.value;
    }
    const value = this.#loadContent(database);
    this.#contents.set(database, { at: this.#clock.now(), value });
    value.catch(() => this.#contents.delete(database));
    return value;
  }

  async putObject(database: string, name: string, entry: CatalogEntry): Promise<void> {
    const exists = (await this.content(database))?.objects.has(name) === true;
    const input = tableInput(name, entry);
    await this.#change(`write table ${database}.${name}`, (sdk, client) =>
      exists
        ? client.send(new sdk.UpdateTableCommand({ DatabaseName: database, TableInput: input }))
        : client.send(new sdk.CreateTableCommand({ DatabaseName: database, TableInput: input })),
    );
  }

  /** Glue cannot rename: the table is made anew and the old one dropped. */
  async renameObject(database: string, name: string, newName: string): Promise<void> {
    const entry = (await this.content(database))?.objects.get(name);
    if (entry === undefined) {
      throw new CatalogError(`Table ${database}.${name} does not exist in Glue any more.`);
    }
    await this.putObject(database, newName, entry);
    await this.dropObject(database, name);
  }

  async dropObject(database: string, name: string): Promise<void> {
    await this.#change(`drop table ${database}.${name}`, (sdk, client) =>
      client.send(new sdk.DeleteTableCommand({ DatabaseName: database, Name: name })),
    );
  }

  async putFunction(): Promise<void> {
    throw new CatalogError(
      'not supported yet: functions kept in Glue. CREATE TEMPORARY FUNCTION works in every catalog.',
    );
  }

  async dropFunction(): Promise<void> {
    throw new CatalogError('not supported yet: functions kept in Glue.');
  }

  async partitions(): Promise<readonly CatalogPartition[]> {
    throw new CatalogError('not supported yet: partitions of tables in Glue.');
  }

  async putPartition(): Promise<void> {
    throw new CatalogError('not supported yet: partitions of tables in Glue.');
  }

  async dropPartition(): Promise<void> {
    throw new CatalogError('not supported yet: partitions of tables in Glue.');
  }

  #allDatabases(): Promise<ReadonlyMap<string, CatalogDatabase>> {
    if (this.#databases !== null && this.#isFresh(this.#databases)) {
      return this.#databases.value;
    }
    const value = this.#loadDatabases();
    this.#databases = { at: this.#clock.now(), value };
    value.catch(() => {
      this.#databases = null;
    });
    return value;
  }

  #isFresh(cached: Cached<unknown>): boolean {
    return this.#clock.now() - cached.at < CACHE_FOR;
  }

  #loadDatabases(): Promise<ReadonlyMap<string, CatalogDatabase>> {
    return this.#call('list databases', async (sdk, client) => {
      const found = new Map<string, CatalogDatabase>();
      for await (const page of sdk.paginateGetDatabases({ client }, {})) {
        for (const { Name, Description, Parameters } of page.DatabaseList ?? []) {
          const comment = Description === undefined || Description === '' ? {} : { comment: Description };
          found.set(Name ?? '', { properties: Parameters ?? {}, ...comment });
        }
      }
      return found;
    });
  }

  async #loadContent(database: string): Promise<DatabaseContent | undefined> {
    if ((await this.database(database)) === undefined) {
      return undefined;
    }
    return this.#call(`list the tables of ${database}`, async (sdk, client) => {
      const objects = new Map<string, CatalogEntry>();
      for await (const page of sdk.paginateGetTables({ client }, { DatabaseName: database })) {
        for (const table of page.TableList ?? []) {
          objects.set(table.Name ?? '', entryOfGlue(table as GlueTable));
        }
      }
      return { objects, functions: new Map() };
    });
  }

  async #change(what: string, run: (sdk: Sdk, client: GlueClient) => Promise<unknown>): Promise<void> {
    try {
      await this.#call(what, run);
    } finally {
      this.#contents.clear();
      this.#databases = null;
    }
  }

  async #call<T>(what: string, run: (sdk: Sdk, client: GlueClient) => Promise<T>): Promise<T> {
    const { sdk, client } = await this.#connect();
    try {
      return await run(sdk, client);
    } catch (cause) {
      if (cause instanceof CatalogError) {
        throw cause;
      }
      throw new CatalogError(`Glue could not ${what}: ${(cause as Error).name}: ${(cause as Error).message}`, {
        cause,
      });
    }
  }

  /** The SDK is loaded when Glue is first asked: it costs more than the rest of the start. */
  #connect(): Promise<{ sdk: Sdk; client: GlueClient }> {
    this.#connection ??= import('@aws-sdk/client-glue').then((sdk) => {
      const { endpoint, region, credentials } = this.#options;
      const { accessKeyId, secretAccessKey, sessionToken } = credentials;
      const client = new sdk.GlueClient({
        region,
        credentials: { accessKeyId, secretAccessKey, ...(sessionToken === undefined ? {} : { sessionToken }) },
        ...(endpoint === undefined ? {} : { endpoint }),
      });
      return { sdk, client };
    });
    return this.#connection;
  }
}

/** The table or view a Glue table stands for: one made here by its properties, any other by its storage. */
export function entryOfGlue(table: GlueTable): CatalogEntry {
  const properties = table.Parameters ?? {};
  const isView = table.TableType === 'VIRTUAL_VIEW';
  if (!hasFlinkSchema(properties)) {
    return foreignTable(table);
  }
  return entryOfProperties(properties, {
    comment: table.Description === '' ? undefined : table.Description,
    originalQuery: isView ? table.ViewOriginalText : undefined,
    expandedQuery: isView ? table.ViewExpandedText : undefined,
  });
}

function described(comment: string | undefined): { Description?: string } {
  return comment === undefined ? {} : { Description: comment };
}

/** What Glue is given: our properties, and columns in Hive's types for everybody else. */
export function tableInput(name: string, entry: CatalogEntry) {
  if (entry.kind === 'view') {
    return {
      Name: name,
      TableType: 'VIRTUAL_VIEW',
      Parameters: viewProperties(entry),
      ViewOriginalText: entry.originalQuery,
      ViewExpandedText: entry.expandedQuery,
      StorageDescriptor: { Columns: hiveColumns(entry.columns) },
      ...described(entry.comment),
    };
  }
  const physical = entry.schema.columns.filter((column) => column.kind === 'physical');
  const isPartition = (column: { readonly name: string }): boolean => entry.partitionKeys.includes(column.name);
  return {
    Name: name,
    TableType: 'EXTERNAL_TABLE',
    Parameters: tableProperties(entry),
    StorageDescriptor: { Columns: hiveColumns(physical.filter((column) => !isPartition(column))) },
    PartitionKeys: hiveColumns(physical.filter(isPartition)),
    ...described(entry.comment),
  };
}

function hiveColumns(columns: readonly { readonly name: string; readonly type: Parameters<typeof hiveOfType>[0] }[]) {
  return columns.map(({ name, type }) => ({ Name: name.toLowerCase(), Type: hiveOfType(type) }));
}
