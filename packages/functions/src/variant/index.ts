import { normalizeLong, types, type Value, type VariantContent, VariantValue } from '@riffle/columns';
import type { FunctionDefinition, ScalarBody } from '../contract.ts';
import { defineFamily, type ScalarSpec } from '../define.ts';
import { EvaluationError } from '../evaluation-error.ts';
import { isJsonArray, type JsonNode, JsonNumber } from '../json/node.ts';
import { parseJson } from '../json/parser.ts';
import { parameter, returns } from '../signature/index.ts';

/** PARSE_JSON and TRY_PARSE_JSON: JSON text as VARIANT. */

function toVariant(node: JsonNode): VariantContent {
  if (node === null || typeof node === 'boolean' || typeof node === 'string') {
    return node;
  }
  if (node instanceof JsonNumber) {
    return node.isInteger ? normalizeLong(BigInt(node.text)) : Number(node.text);
  }
  return isJsonArray(node)
    ? node.map(toVariant)
    : new Map([...(node as ReadonlyMap<string, JsonNode>)].map(([name, field]) => [name, toVariant(field)]));
}

function parseVariant(text: Value, allowDuplicates: Value): VariantValue {
  const onDuplicate = allowDuplicates === true ? 'last' : 'error';
  return new VariantValue(toVariant(parseJson(text as string, { onDuplicate, onTrailing: 'error' })));
}

const parse: ScalarBody = (text, allowDuplicates = false) => {
  try {
    return parseVariant(text as Value, allowDuplicates);
  } catch (error) {
    throw new EvaluationError(`Failed to parse json string: ${text}, ${(error as Error).message}`, { cause: error });
  }
};

const tryParse: ScalarBody = (text, allowDuplicates = false) => {
  try {
    return parseVariant(text as Value, allowDuplicates);
  } catch {
    return null;
  }
};

function parser(name: string, description: string, body: ScalarBody, nullable: boolean): ScalarSpec {
  return {
    name,
    signatures: [`${name}(json [, allowDuplicateKeys])`],
    description,
    overloads: [
      {
        parameters: [parameter.text, parameter.bool],
        optional: 1,
        result: nullable ? () => types.variant() : returns(types.variant()),
      },
    ],
    body,
  };
}

export const variantFunctions: readonly FunctionDefinition[] = defineFamily('variant', [
  parser('PARSE_JSON', 'A JSON text as VARIANT; fails on a text that is no JSON.', parse, false),
  parser('TRY_PARSE_JSON', 'A JSON text as VARIANT; NULL for a text that is no JSON.', tryParse, true),
]);
