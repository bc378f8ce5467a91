import { must } from '@riffle/base';
import { type RowField, RowKind } from '@riffle/columns';
import '../buffer-slices.ts';
import { type DecoderSetup, isBlank, lineEnd, MalformedRow, type RowDecoder } from '../format.ts';
import type { RowBuffer } from '../row-buffer.ts';
import { type JsonOptions, jsonOptions } from './json-options.ts';
import { type JsonNode, jsonText, readJson, readWholeJson } from './json-text.ts';
import { type ConversionSetup, convertField, jsonConverter } from './json-to-value.ts';
import { learnShape, type RecordShape, valueEnd, wantedFields } from './record-shape.ts';
import { type ExactValue, ShapeReader } from './shape-reader.ts';

/** How many shapes are kept; a stream that mixes more kinds of records is decoded exactly where none fits. */
const SHAPES = 4;
/** Learning stops for good after so many shapes: the records have none in common. */
const MOST_LEARNED = 64;

/**
 * Decodes JSON objects. Records like the ones before are read by their shape; every other record, and every record with
 * `fast: false`, is read by the exact decoder.
 */
export function jsonDecoder(setup: DecoderSetup, mode: { readonly fast: boolean } = { fast: true }): RowDecoder {
  const options = jsonOptions(setup.options, 'json.');
  const conversion: ConversionSetup = { options, onSkipped: setup.onSkipped };
  const fields = setup.projection.map((index) => must(setup.fields[index]));
  const converters = fields.map((field) => jsonConverter(field.type, conversion));
  const wanted = wantedFields(fields);
  // With this option a nested row's missing field matters too, which only the exact decoder sees.
  const predicts = mode.fast && !options.failOnMissingField;
  const shapes: RecordShape[] = [];
  let learned = 0;

  const reader = new ShapeReader(exactReader(fields, options));

  const readByShape = (source: { bytes: Buffer; start: number; end: number }, out: RowBuffer): boolean => {
    for (let i = 0; i < shapes.length; i++) {
      const shape = shapes[i] as RecordShape;
      if (reader.read(shape, source, out.columns, out.rowCount)) {
        if (i > 0) {
          shapes.splice(i, 1);
          shapes.unshift(shape);
        }
        return true;
      }
    }
    return false;
  };

  const learn = (bytes: Buffer, start: number, end: number): void => {
    const shape =
      learned < MOST_LEARNED ? learnShape(bytes, { start, end }, wanted, options.timestampStandard) : undefined;
    if (shape !== undefined) {
      learned++;
      shapes.unshift(shape);
      shapes.length = Math.min(shapes.length, SHAPES);
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

  return {
    decode(bytes, start, end, out) {
      if (isBlank(bytes, start, end)) {
        return;
      }
      if (predicts && shapes.length > 0 && readByShape({ bytes, start, end }, out)) {
        out.endRow(RowKind.insert);
      } else {
        decodeExactly(bytes, start, end, out);
      }
    },
    recordEnd: lineEnd,
    delimiterLength: 1,
    skipOption: "'json.ignore-parse-errors' = 'true'",
  };
}

/** The exact decoder for single values; it gives up on what it would pass over, so that nothing is counted twice. */
function exactReader(fields: readonly RowField[], options: JsonOptions): ExactValue {
  const strict = { options: { ...options, ignoreParseErrors: false }, onSkipped: () => undefined };
  const converters = fields.map((field) => jsonConverter(field.type, strict));
  return (target, bytes, start) => {
    const end = valueEnd(bytes, start);
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
