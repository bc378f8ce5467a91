/** A table of Glue, as much of it as the catalog reads and writes; the SDK's types fit it. */
export interface GlueTable {
  readonly Name?: string | undefined;
  readonly Description?: string | undefined;
  readonly TableType?: string | undefined;
  readonly Parameters?: Record<string, string> | undefined;
  readonly PartitionKeys?: GlueColumn[] | undefined;
  readonly ViewOriginalText?: string | undefined;
  readonly ViewExpandedText?: string | undefined;
  readonly StorageDescriptor?: GlueStorage | undefined;
}

export interface GlueColumn {
  readonly Name: string | undefined;
  readonly Type?: string | undefined;
  readonly Comment?: string | undefined;
}

export interface GlueStorage {
  readonly Columns?: GlueColumn[] | undefined;
  readonly Location?: string | undefined;
  readonly Parameters?: Record<string, string> | undefined;
  readonly SerdeInfo?:
    | { readonly SerializationLibrary?: string | undefined; readonly Parameters?: Record<string, string> | undefined }
    | undefined;
}
