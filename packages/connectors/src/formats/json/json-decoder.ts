import { must } from '@riffle/base';
import { type RowField, RowKind } from '@riffle/columns';
import '../buffer-slices.ts';
import { type DecoderSetup, isBlank, lineEnd, MalformedRow, type RowDecoder } from '../format.ts';
import type { RowBuffer } from '../row-buffer.ts';
import { JsonBytes } from './json-bytes.ts';
import { type JsonOptions, jsonOptions, namedAsKeys } from './json-options.ts';
import { type JsonNode, jsonText, readJson, readWholeJson } from './json-text.ts';
import { type ConversionSetup, convertField, jsonConverter } from './json-to-value.ts';
import { learnShape, valueEnd, wantedFields } from './record-shape.ts';
import type { ExactValue } from './shape-reader.ts';
import { ShapeReaders } from './shape-readers.ts';

const LINE_FEED = 10;

/**
 * Decodes JSON objects. Records like the ones before are read by their shape; every other record, and every record with
 * `fast: false`, is read by the exact decoder.
 */
export function jsonDecoder(setup: DecoderSetup, mode: { readonly fast: boolean } = { fast: true }): RowDecoder {
  const options = jsonOptions(setup.options, 'json.');
  const conversion: ConversionSetup = { options, onSkipped: setup.onSkipped };
  const fields = namedAsKeys(
    setup.projection.map((index) => must(setup.fields[index])),
    setup.options,
  );
  const converters = fields.map((field) => jsonConverter(field.type, conversion));
  const wanted = wantedFields(fields);
  // With this option a nested row's missing field matters too, which only the exact decoder sees.
  const predicts = mode.fast && !options.failOnMissingField;
  const json = new JsonBytes();
  const shapes = new ShapeReaders(json, exactReader(fields, options));

  const learn = (bytes: Buffer, start: number, end: number): void => {
    if (shapes.learning) {
      shapes.learn(learnShape(bytes, { start, end }, { wanted, ...options }));
    }
  };

  const writeObject = (node: JsonNode, out: RowBuffer): void => {
    if (!(node instanceof Map)) {
      throw new MalformedRow(`it is not a JSON object but ${describe(node)}`);
    }
    fields.forEach((field, i) => {
      const value = convertField(node, field.name, must(converters[i]), options);
      must(out.columns[i]).set(out.rowCount, value);
    });
    out.endRow(RowKind.insert);
  };

  const decodeExactly = (bytes: Buffer, start: number, end: number, out: RowBuffer): void => {
    const before = out.rowCount;
    try {
      const node = readJson(bytes.utf8Slice(start, end));
      for (const object of Array.isArray(node) ? node : [node]) {
        writeObject(object, out);
      }
    } catch (error) {
      out.truncate(before);
      if (!(error instanceof MalformedRow) || !options.ignoreParseErrors) {
        throw error;
      }
      setup.onSkipped(1);
      return;
    }
    if (predicts) {
      learn(bytes, start, end);
    }
  };

  const decodeLines: RowDecoder['decodeLines'] = (bytes, start, out, maxRows) => {
    json.open(bytes, bytes.lastIndexOf(LINE_FEED) + 1, false);
    json.at = start;
    while (out.rowCount < maxRows && json.at < json.limit) {
      const row = shapes.read(out, Math.min(maxRows, out.capacity));
      if (row === out.rowCount) {
        break;
      }
      out.endRows(row - out.rowCount);
    }
    return json.at;
  };

  return {
    decode(bytes, start, end, out) {
      if (isBlank(bytes, start, end)) {
        return;
      }
      json.open(bytes, end, true);
      json.at = start;
      const row = out.rowCount;
      if (predicts && shapes.read(out, row + 1) > row && json.skipBlank(json.at) === end) {
        out.endRow(RowKind.insert);
      } else {
        decodeExactly(bytes, start, end, out);
      }
    },
    ...(predicts ? { decodeLines } : {}),
    recordEnd: lineEnd,
    delimiterLength: 1,
    skipOption: "'json.ignore-parse-errors' = 'true'",
  };
}

/** The exact decoder for single values; it gives up on what it would pass over, so that nothing is counted twice. */
function exactReader(fields: readonly RowField[], options: JsonOptions): ExactValue {
  const strict = { options: { ...options, ignoreParseErrors: false }, onSkipped: () => undefined };
  const converters = fields.map((field) => jsonConverter(field.type, strict));
  return (target, bytes, { start, limit }) => {
    const end = valueEnd(bytes, start, limit);
    try {
      return { value: must(converters[target])(readWholeJson(bytes.utf8Slice(start, end))), end };
    } catch (error) {
      if (error instanceof MalformedRow) {
        return undefined;
      }
      throw error;
    }
  };
}

function describe(node: JsonNode): string {
  if (node === null) {
    return 'null';
  }
  return Array.isArray(node) ? 'an array' : `the value ${jsonText(node)}`;
}
