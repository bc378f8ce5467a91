import { kindAt, ROW_KIND_NAMES, type RowKind, type RowKindName, types, type Value } from '@riffle/columns';
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
import { asJsonOptions, type Envelope, envelopeDecoder } from './envelope.ts';

const envelope: Envelope = {
  format: 'changelog-json',
  fields: (row) => [
    { name: 'op', type: types.string() },
    { name: 'data', type: row },
  ],
  open: ([op, data]) => {
    const kind = ROW_KIND_NAMES.indexOf(op as RowKindName);
    if (kind === -1) {
      throw new MalformedRow(`"op" is ${JSON.stringify(op)} and not one of ${ROW_KIND_NAMES.join(', ')}`);
    }
    if (data === null || data === undefined) {
      throw new MalformedRow('"data" is missing');
    }
    return [{ kind: kind as RowKind, row: data as Value[] }];
  },
};

/** Reads `{"op":"+I","data":{…}}`. */
export function changelogJsonDecoder(setup: DecoderSetup): RowDecoder {
  return envelopeDecoder(envelope, setup);
}

/** Writes every change as `{"op":"+I","data":{…}}`. */
export function changelogJsonEncoder(setup: EncoderSetup): RowEncoder {
  const write = jsonRowWriter(setup.fields, jsonOptions(asJsonOptions(setup.options, 'changelog-json'), 'json.'));
  return {
    encode(batch, row, out) {
      out.text(`{"op":"${ROW_KIND_NAMES[kindAt(batch, row)]}","data":${write(batch, row)}}`);
    },
    delimiter: LINE_DELIMITER,
  };
}
