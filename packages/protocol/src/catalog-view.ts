import { z } from 'zod';

const catalogColumnSchema = z.object({
  name: z.string(),
  type: z.string(),
  /** `rowtime`, `proctime`, `computed`, `metadata`, `key` … as short marks. */
  marks: z.array(z.string()),
});

const catalogTableSchema = z.object({
  catalog: z.string(),
  database: z.string(),
  name: z.string(),
  kind: z.enum(['table', 'view']),
  temporary: z.boolean(),
  /** `kinesis`, `datagen` …; absent for views. */
  connector: z.string().optional(),
  columns: z.array(catalogColumnSchema),
  options: z.record(z.string(), z.string()),
});
export type CatalogTableView = z.infer<typeof catalogTableSchema>;

export const catalogTreeSchema = z.object({
  currentCatalog: z.string(),
  currentDatabase: z.string(),
  databases: z.array(
    z.object({
      catalog: z.string(),
      name: z.string(),
      tables: z.array(catalogTableSchema),
      /** Why the tables could not be read, as a sentence. */
      problem: z.string().optional(),
    }),
  ),
});
export type CatalogTree = z.infer<typeof catalogTreeSchema>;
