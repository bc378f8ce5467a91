import { kindAt, RowKind, types, type Value } from '@riffle/columns';
import {
  type DecoderSetup,
  type EncoderSetup,
  LINE_DELIMITER,
  MalformedRow,
  type RowDecoder,
  type RowEncoder,
} from '../format.ts';
import { jsonRowWriter } from '../json/json-encoder.ts';
import { jsonOptions } from '../json/json-options.ts';
import { asJsonOptions, type Change, type Envelope, envelopeDecoder } from './envelope.ts';

const FORMAT = 'debezium-json';

/** Debezium's change event; with `schema-include` the event is the `payload` beside a schema. */
function envelope(wrapped: boolean): Envelope {
  return {
    format: FORMAT,
    fields: (row) => {
      const event = [
        { name: 'before', type: row },
        { name: 'after', type: row },
        { name: 'op', type: types.string() },
      ];
      return wrapped ? [{ name: 'payload', type: types.row(event) }] : event;
    },
    open: (values) => changesOf(wrapped ? ((values[0] ?? []) as Value[]) : values),
  };
}

/** `c` and `r` (a row of the first snapshot) insert, `u` updates, `d` deletes. */
function changesOf([before, after, op]: readonly Value[]): readonly Change[] {
  switch (op) {
    case 'c':
    case 'r':
      return [{ kind: RowKind.insert, row: rowIn(after, 'after', 'an insert') }];
    case 'u':
      return [
        { kind: RowKind.updateBefore, row: rowIn(before, 'before', 'an update') },
        { kind: RowKind.updateAfter, row: rowIn(after, 'after', 'an update') },
      ];
    case 'd':
      return [{ kind: RowKind.delete, row: rowIn(before, 'before', 'a delete') }];
    default:
      throw new MalformedRow(`"op" is ${JSON.stringify(op ?? null)} and not one of c, r, u, d`);
  }
}

function rowIn(row: Value | undefined, field: 'before' | 'after', what: string): readonly Value[] {
  if (row === null || row === undefined) {
    const hint = field === 'before' ? '; with PostgreSQL the table needs REPLICA IDENTITY FULL' : '';
    throw new MalformedRow(`the "${field}" row of ${what} is missing${hint}`);
  }
  return row as Value[];
}

/** Reads Debezium's change events. */
export function debeziumJsonDecoder(setup: DecoderSetup): RowDecoder {
  return envelopeDecoder(envelope(setup.options[`${FORMAT}.schema-include`] === 'true'), setup);
}

/** Writes changes as Debezium events: an update as a delete and an insert, for it comes as two changes. */
export function debeziumJsonEncoder(setup: EncoderSetup): RowEncoder {
  const write = jsonRowWriter(setup.fields, jsonOptions(asJsonOptions(setup.options, FORMAT), 'json.'));
  return {
    encode(batch, row, out) {
      const kind = kindAt(batch, row);
      const gone = kind === RowKind.updateBefore || kind === RowKind.delete;
      const text = write(batch, row);
      out.text(gone ? `{"before":${text},"after":null,"op":"d"}` : `{"before":null,"after":${text},"op":"c"}`);
    },
    delimiter: LINE_DELIMITER,
  };
}
