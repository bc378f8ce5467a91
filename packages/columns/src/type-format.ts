import { quoteName } from './type-lexer.ts';
import type { DayTimeIntervalType, LogicalType, RowField, YearMonthIntervalType } from './types.ts';
import { MAX_LENGTH } from './types.ts';

type Style = 'summary' | 'serial';

/**
 * A type as Flink shows it to people (`LogicalType.asSummaryString`): `STRING`, `TIMESTAMP_LTZ(3) *ROWTIME*`,
 * `` ROW<`a` INT NOT NULL> ``.
 */
export function formatType(type: LogicalType): string {
  return format(type, 'summary');
}

/**
 * A type as Flink stores it (`LogicalType.asSerializableString`): `VARCHAR(2147483647)`,
 * `TIMESTAMP(3) WITH LOCAL TIME ZONE`. Time attributes are not part of it.
 */
export function serializeType(type: LogicalType): string {
  return format(type, 'serial');
}

function format(type: LogicalType, style: Style): string {
  const text = bareText(type, style);
  const full = type.nullable || type.kind === 'SYMBOL' ? text : `${text} NOT NULL`;
  const attribute = 'attribute' in type ? type.attribute : undefined;
  return attribute === undefined || style === 'serial' ? full : `${full} *${attribute.toUpperCase()}*`;
}

function bareText(type: LogicalType, style: Style): string {
  switch (type.kind) {
    case 'INTEGER':
      return 'INT';
    case 'DECIMAL':
      return `DECIMAL(${type.precision}, ${type.scale})`;
    case 'VARCHAR':
      return type.length === MAX_LENGTH && style === 'summary' ? 'STRING' : `VARCHAR(${type.length})`;
    case 'VARBINARY':
      return type.length === MAX_LENGTH && style === 'summary' ? 'BYTES' : `VARBINARY(${type.length})`;
    case 'CHAR':
    case 'BINARY':
      return `${type.kind}(${type.length})`;
    case 'TIME':
    case 'TIMESTAMP':
      return `${type.kind}(${type.precision})`;
    case 'TIMESTAMP_LTZ':
      return style === 'summary'
        ? `TIMESTAMP_LTZ(${type.precision})`
        : `TIMESTAMP(${type.precision}) WITH LOCAL TIME ZONE`;
    case 'TIMESTAMP_TZ':
      return `TIMESTAMP(${type.precision}) WITH TIME ZONE`;
    case 'INTERVAL_YEAR_MONTH':
      return yearMonthText(type);
    case 'INTERVAL_DAY_TIME':
      return dayTimeText(type);
    case 'ARRAY':
    case 'MULTISET':
      return `${type.kind}<${format(type.element, style)}>`;
    case 'MAP':
      return `MAP<${format(type.key, style)}, ${format(type.value, style)}>`;
    case 'ROW':
      return `ROW<${fieldsText(type.fields, style)}>`;
    case 'STRUCTURED':
      return `STRUCTURED<${[quoteText(type.className), fieldsText(type.fields, style)].filter((part) => part !== '').join(', ')}>`;
    case 'RAW':
      return `RAW(${quoteText(type.className)}, ${style === 'summary' ? "'...'" : quoteText(type.serializer)})`;
    default:
      return type.kind;
  }
}

function fieldsText(fields: readonly RowField[], style: Style): string {
  return fields
    .map(({ name, type, description }) => {
      const comment = description === undefined ? '' : ` ${quoteText(description)}`;
      return `${quoteName(name)} ${format(type, style)}${comment}`;
    })
    .join(', ');
}

function yearMonthText(type: YearMonthIntervalType): string {
  switch (type.resolution) {
    case 'YEAR':
      return `INTERVAL YEAR(${type.yearPrecision})`;
    case 'YEAR_TO_MONTH':
      return `INTERVAL YEAR(${type.yearPrecision}) TO MONTH`;
    case 'MONTH':
      return 'INTERVAL MONTH';
  }
}

function dayTimeText(type: DayTimeIntervalType): string {
  const unitText = (unit: string): string => {
    if (unit === 'DAY') {
      return `DAY(${type.dayPrecision})`;
    }
    return unit === 'SECOND' ? `SECOND(${type.fractionalPrecision})` : unit;
  };
  return `INTERVAL ${type.resolution.split('_TO_').map(unitText).join(' TO ')}`;
}

function quoteText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
