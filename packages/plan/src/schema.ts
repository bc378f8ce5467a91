import type { LogicalType } from '@riffle/columns';

/** A column of a table as declared. */
export type TableColumn =
  | {
      readonly kind: 'physical';
      readonly name: string;
      readonly type: LogicalType;
      readonly comment?: string | undefined;
    }
  | {
      readonly kind: 'metadata';
      readonly name: string;
      readonly type: LogicalType;
      /** The connector's key when it differs from the column's name. */
      readonly key?: string | undefined;
      /** A virtual column is read but never written. */
      readonly virtual: boolean;
      readonly comment?: string | undefined;
    }
  | {
      readonly kind: 'computed';
      readonly name: string;
      /** The expression's SQL text; the binder types it each time the table is read. */
      readonly expression: string;
      /** The type the expression had when the table was made, for display. */
      readonly type: LogicalType;
      readonly comment?: string | undefined;
    };

/** `WATERMARK FOR column AS expression`. */
export interface WatermarkSpec {
  /** The rowtime column's name (a path when nested). */
  readonly column: string;
  /** The expression's SQL text. */
  readonly expression: string;
}

export interface PrimaryKey {
  readonly name?: string | undefined;
  readonly columns: readonly string[];
}

/** How `DISTRIBUTED BY` lays a table out. */
export interface Distribution {
  readonly kind: 'hash' | 'range' | 'unknown';
  readonly columns: readonly string[];
  readonly buckets?: number | undefined;
}

export interface TableSchema {
  readonly columns: readonly TableColumn[];
  readonly watermarks: readonly WatermarkSpec[];
  readonly primaryKey?: PrimaryKey | undefined;
}

/** A table as a catalog keeps it. */
export interface CatalogTable {
  readonly kind: 'table';
  readonly schema: TableSchema;
  readonly partitionKeys: readonly string[];
  readonly distribution?: Distribution | undefined;
  /** The WITH clause, keys as written. */
  readonly options: Readonly<Record<string, string>>;
  readonly comment?: string | undefined;
}

/** A view as a catalog keeps it. */
export interface CatalogView {
  readonly kind: 'view';
  /** The query as the user wrote it. */
  readonly originalQuery: string;
  /** The query with every name in full, so that it means the same in any session. */
  readonly expandedQuery: string;
  /** The columns, named and typed when the view was made. */
  readonly columns: readonly { readonly name: string; readonly type: LogicalType }[];
  readonly comment?: string | undefined;
}

export type CatalogEntry = CatalogTable | CatalogView;

/** A function as a catalog keeps it. */
export interface CatalogFunction {
  readonly className: string;
  readonly language: 'JAVA' | 'SCALA' | 'PYTHON';
  readonly resources?: readonly string[] | undefined;
}
