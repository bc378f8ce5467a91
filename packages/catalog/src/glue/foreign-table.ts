import { notNull, types } from '@riffle/columns';
import {
  type CatalogTable,
  definitionLookup,
  findOption,
  quoteIdentifier,
  type TableColumn,
  type WatermarkSpec,
} from '@riffle/plan';
import type { GlueStorage, GlueTable } from './glue-table.ts';
import { typeOfHive } from './hive-types.ts';

/**
 * A table made in Glue by someone else: columns in Hive's types, the connector told by its parameters or by its storage,
 * time attributes by `managed-flink.*`.
 */
export function foreignTable(table: GlueTable): CatalogTable {
  const storage = table.StorageDescriptor ?? {};
  const parameters = { ...storage.Parameters, ...table.Parameters };
  const partitionKeys = table.PartitionKeys ?? [];
  const columns: TableColumn[] = [...(storage.Columns ?? []), ...partitionKeys].map((column) => ({
    kind: 'physical',
    name: column.Name ?? '',
    type: typeOfHive(column.Type ?? 'string'),
    ...(column.Comment === undefined || column.Comment === '' ? {} : { comment: column.Comment }),
  }));
  const proctime = parameters['managed-flink.proctime'];
  const schemaColumns = proctime === undefined ? columns : [...columns, proctimeColumn(proctime)];
  return {
    kind: 'table',
    schema: { columns: schemaColumns, watermarks: watermarksOf(parameters) },
    partitionKeys: partitionKeys.map((column) => column.Name ?? ''),
    options: optionsOf(parameters, storage),
    ...(table.Description === undefined || table.Description === '' ? {} : { comment: table.Description }),
  };
}

function proctimeColumn(name: string): TableColumn {
  return { kind: 'computed', name, expression: 'PROCTIME()', type: notNull(types.timestampLtz(3, 'proctime')) };
}

/** `managed-flink.rowtime` names the column, `managed-flink.watermark.<column>.milliseconds` the delay. */
function watermarksOf(parameters: Readonly<Record<string, string>>): WatermarkSpec[] {
  const column = parameters['managed-flink.rowtime'];
  if (column === undefined) {
    return [];
  }
  const delay = Number(parameters[`managed-flink.watermark.${column}.milliseconds`] ?? 0);
  const name = quoteIdentifier(column);
  const expression = delay > 0 ? `${name} - INTERVAL '${secondsText(delay)}' SECOND` : name;
  return [{ column, expression }];
}

function secondsText(millis: number): string {
  const rest = millis % 1000;
  return rest === 0 ? String(millis / 1000) : `${Math.floor(millis / 1000)}.${String(rest).padStart(3, '0')}`;
}

type Parameters = Readonly<Record<string, string>>;

/** Glue's other parameters (crawler notes, statistics …) are not options of any connector and are left out. */
function optionsOf(parameters: Parameters, storage: GlueStorage): Record<string, string> {
  const told = { ...storageOptions(parameters, storage), ...formatOptions(parameters, storage) };
  const options: Record<string, string> = { ...told };
  const lookup = definitionLookup();
  const connector = lookup.connector(parameters['connector'] ?? told['connector'] ?? '');
  const formatName = parameters['format'] ?? told['format'] ?? '';
  const format = lookup.format(formatName);
  for (const [key, value] of Object.entries(parameters)) {
    const prefix = `${formatName}.`;
    const known =
      key === 'connector' ||
      key === 'format' ||
      connector === undefined ||
      findOption(connector.options, key) !== undefined ||
      (key.startsWith(prefix) &&
        format !== undefined &&
        findOption(format.options, key.slice(prefix.length)) !== undefined);
    if (known && !NEVER_OPTIONS.test(key)) {
      options[key] = value;
    }
  }
  return options;
}

const NEVER_OPTIONS =
  /^(managed-flink\.|typeOfData$|streamARN$|endpointUrl$|kinesisRegion$|classification$|EXTERNAL$|transient_lastDdlTime$|.*Crawler)/;

/** What is stored where: a stream by `typeOfData`, files by their place. */
function storageOptions(parameters: Parameters, storage: GlueStorage): Record<string, string> {
  const location = storage.Location ?? '';
  if (parameters['typeOfData']?.toLowerCase() === 'kinesis' || parameters['streamARN'] !== undefined) {
    const arn = parameters['streamARN'] ?? (location.startsWith('arn:') ? location : undefined);
    const region = parameters['kinesisRegion'] ?? arn?.split(':')[3];
    const endpoint = parameters['endpointUrl'];
    return {
      connector: 'kinesis',
      stream: arn?.split('/').at(-1) ?? location,
      ...(arn === undefined ? {} : { 'stream.arn': arn }),
      ...(region === undefined ? {} : { 'aws.region': region }),
      ...(endpoint === undefined ? {} : { 'aws.endpoint': endpoint }),
    };
  }
  return /^(s3[an]?|file|hdfs):|^\//.test(location) ? { connector: 'filesystem', path: location } : {};
}

/** The format by the `classification` or the serialisation library. */
function formatOptions(parameters: Parameters, storage: GlueStorage): Record<string, string> {
  const library = storage.SerdeInfo?.SerializationLibrary ?? '';
  const serde = storage.SerdeInfo?.Parameters ?? {};
  const classification = (parameters['classification'] ?? '').toLowerCase();
  if (classification === 'csv' || /OpenCSVSerde|LazySimpleSerDe/.test(library)) {
    const delimiter = serde['separatorChar'] ?? serde['field.delim'];
    return { format: 'csv', ...(delimiter === undefined ? {} : { 'csv.field-delimiter': delimiter }) };
  }
  if (classification === 'json' || /Json/i.test(library)) {
    return { format: 'json', ...(/Json/i.test(library) ? keyOptions(serde) : {}) };
  }
  return {};
}

const MAPPING = 'mapping.';

/** Glue's columns are lower-case, so JSON tables of Hive find keys in any case, or by `mapping.<column>` = key (OpenX). */
function keyOptions(serde: Parameters): Record<string, string> {
  const exact = serde['case.insensitive']?.toLowerCase() === 'false';
  const keys = Object.entries(serde).flatMap(([name, key]) =>
    name.startsWith(MAPPING) ? [[`json.key.${name.slice(MAPPING.length)}`, key] as const] : [],
  );
  return { ...(exact ? {} : { 'json.ignore-key-case': 'true' }), ...Object.fromEntries(keys) };
}
