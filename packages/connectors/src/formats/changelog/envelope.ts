import { must } from '@riffle/base';
import { type RowField, type RowKind, types, type Value, valueAt } from '@riffle/columns';
import { type DecoderSetup, lineEnd, MalformedRow, type RowDecoder } from '../format.ts';
import { jsonDecoder } from '../json/json-decoder.ts';
import { RowBuffer } from '../row-buffer.ts';

/** One change taken out of an envelope: the wanted columns of the row it is about. */
export interface Change {
  readonly kind: RowKind;
  readonly row: readonly Value[];
}

/** A JSON object that wraps rows of the table and says what happened to them. */
export interface Envelope {
  /** `debezium-json` */
  readonly format: string;
  /** The envelope's own fields, given the type of the rows inside. */
  fields(row: RowField['type']): readonly RowField[];
  /** The changes of one message, by the values of `fields`. Throws `MalformedRow`. */
  open(values: readonly Value[]): readonly Change[];
}

/** Decodes enveloped rows: the envelope is read as a JSON row, with the table's rows as nested rows. */
export function envelopeDecoder(envelope: Envelope, setup: DecoderSetup): RowDecoder {
  const row = types.row(setup.projection.map((index) => must(setup.fields[index])));
  const fields = envelope.fields(row);
  const options = asJsonOptions(setup.options, envelope.format);
  const inner = jsonDecoder({ ...setup, fields, projection: fields.map((_, i) => i), options });
  const messages = new RowBuffer(
    fields.map((field) => field.type),
    1,
  );
  const ignores = options['json.ignore-parse-errors'] === 'true';

  const openAll = (out: RowBuffer): void => {
    const batch = messages.finish();
    for (let message = 0; message < batch.rowCount; message++) {
      for (const change of envelope.open(batch.columns.map((column) => valueAt(column, message)))) {
        change.row.forEach((value, i) => {
          must(out.columns[i]).set(out.rowCount, value);
        });
        out.endRow(change.kind);
      }
    }
  };

  return {
    decode(bytes, start, end, out) {
      const before = out.rowCount;
      try {
        inner.decode(bytes, start, end, messages);
        openAll(out);
      } catch (error) {
        out.truncate(before);
        if (!(error instanceof MalformedRow) || !ignores) {
          throw error;
        }
        setup.onSkipped(1);
      }
    },
    recordEnd: lineEnd,
    delimiterLength: 1,
    skipOption: `'${envelope.format}.ignore-parse-errors' = 'true'`,
  };
}

/** The format's own options under the prefix the JSON parts read. */
export function asJsonOptions(options: Readonly<Record<string, string>>, format: string): Record<string, string> {
  const prefix = `${format}.`;
  return Object.fromEntries(
    Object.entries(options)
      .filter(([key]) => key.startsWith(prefix))
      .map(([key, value]) => [`json.${key.slice(prefix.length)}`, value]),
  );
}
