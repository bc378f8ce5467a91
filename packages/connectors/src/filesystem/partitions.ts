import { formatValue, type LogicalType, parseValue, type Value } from '@riffle/columns';
import { ConnectorError } from '@riffle/engine';

/** Partition folders as Hive names them: `dt=2026-01-31/hour=07`. */

// Characters that would be read as part of a path or of the folder's own syntax.
const UNSAFE = /[\p{Cc}"#%'*/:=?\\{}[\]^]/gu;

/** The folder of one column's value. */
export function partitionFolder(name: string, text: string): string {
  return `${escapePart(name)}=${escapePart(text)}`;
}

function escapePart(text: string): string {
  return text.replace(UNSAFE, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`);
}

function unescapePart(text: string): string {
  return text.replace(/%([0-9a-fA-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

/** The column and value a folder's name stands for; undefined when it is an ordinary folder. */
export function readPartitionFolder(folder: string): { readonly name: string; readonly text: string } | undefined {
  const equals = folder.indexOf('=');
  return equals <= 0
    ? undefined
    : { name: unescapePart(folder.slice(0, equals)), text: unescapePart(folder.slice(equals + 1)) };
}

/** The text of a partition column's value in its folder. */
export function partitionText(
  value: Value,
  type: LogicalType,
  setup: { zone: string; defaultPartition: string },
): string {
  const text = value === null ? '' : formatValue(value, type, { zone: setup.zone });
  return text === '' ? setup.defaultPartition : text;
}

/** The value a partition folder's text stands for. */
export function partitionValue(
  text: string,
  type: LogicalType,
  setup: { zone: string; defaultPartition: string },
): Value {
  if (text === setup.defaultPartition) {
    return null;
  }
  const value = parseValue(text, type, { zone: setup.zone });
  if (value === undefined) {
    throw new ConnectorError(`The partition folder says '${text}', which is no ${type.kind}.`);
  }
  return value;
}
