import { ConnectorError } from '@riffle/engine';
import { changelogJsonDecoder, changelogJsonEncoder } from './changelog/changelog-json.ts';
import { debeziumJsonDecoder, debeziumJsonEncoder } from './changelog/debezium-json.ts';
import { csvDecoder } from './csv/csv-decoder.ts';
import { csvEncoder } from './csv/csv-encoder.ts';
import type { DecoderSetup, EncoderSetup, RowDecoder, RowEncoder } from './format.ts';
import { jsonDecoder } from './json/json-decoder.ts';
import { jsonEncoder } from './json/json-encoder.ts';
import { rawDecoder, rawEncoder } from './raw/raw.ts';

const DECODERS: Readonly<Record<string, (setup: DecoderSetup) => RowDecoder>> = {
  json: jsonDecoder,
  csv: csvDecoder,
  raw: rawDecoder,
  'changelog-json': changelogJsonDecoder,
  'debezium-json': debeziumJsonDecoder,
};

const ENCODERS: Readonly<Record<string, (setup: EncoderSetup) => RowEncoder>> = {
  json: jsonEncoder,
  csv: csvEncoder,
  raw: rawEncoder,
  'changelog-json': changelogJsonEncoder,
  'debezium-json': debeziumJsonEncoder,
};

/** The decoder of the table's format. */
export function createDecoder(setup: DecoderSetup): RowDecoder {
  return pick(DECODERS, setup.options)(setup);
}

/** The encoder of the table's format. */
export function createEncoder(setup: EncoderSetup): RowEncoder {
  return pick(ENCODERS, setup.options)(setup);
}

function pick<T>(known: Readonly<Record<string, T>>, options: Readonly<Record<string, string>>): T {
  const identifier = options['value.format'] ?? options['format'];
  if (identifier === undefined) {
    throw new ConnectorError(
      `The table has no format. Add 'format' = 'json', or one of ${Object.keys(known).join(', ')}.`,
    );
  }
  const found = known[identifier];
  if (found === undefined) {
    throw new ConnectorError(
      `not supported yet: the format '${identifier}'; known are ${Object.keys(known).join(', ')}`,
    );
  }
  return found;
}
