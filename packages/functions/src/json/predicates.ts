import { notNull, types, type Value } from '@riffle/columns';
import type { ScalarFunction } from '../contract.ts';
import { EvaluationError } from '../evaluation-error.ts';
import { always, overloads, parameter } from '../signature/index.ts';
import { pathLookup, readDocument } from './document.ts';
import { isJsonArray, isJsonObject, isJsonScalar, type JsonNode } from './node.ts';

/** `IS JSON …` and JSON_EXISTS. */

function isJson(form: string, description: string, accepts: (node: JsonNode) => boolean): ScalarFunction {
  const name = `IS JSON ${form}`;
  return {
    kind: 'scalar',
    name,
    category: 'json',
    signatures: [`value ${name}`],
    description,
    infer: overloads(name, { parameters: [parameter.text], result: always(notNull(types.boolean())) }),
    nulls: 'handled',
    deterministic: true,
    compile: () => (text) => {
      const document = text === null ? undefined : readDocument(text as string);
      return document?.ok === true && accepts(document.node);
    },
  };
}

const EXISTS_ON_ERROR = parameter.symbol('TRUE', 'FALSE', 'UNKNOWN', 'ERROR');

const jsonExists: ScalarFunction = {
  kind: 'scalar',
  name: 'JSON_EXISTS',
  category: 'json',
  signatures: ['JSON_EXISTS(json, path [{ TRUE | FALSE | UNKNOWN | ERROR } ON ERROR])'],
  description: 'Whether a path leads to a value in a JSON text.',
  infer: overloads('JSON_EXISTS', {
    parameters: [parameter.text, parameter.text, EXISTS_ON_ERROR],
    optional: 1,
    result: always(types.boolean()),
  }),
  nulls: 'propagate',
  deterministic: true,
  compile: () => {
    const lookUp = pathLookup();
    return (text, path, onError = 'FALSE') => {
      const found = lookUp(text as string, path as string);
      return found.ok ? found.node !== undefined && found.node !== null : existsOnError(onError, found.error);
    };
  },
};

function existsOnError(onError: Value, error: Error): Value {
  if (onError === 'ERROR') {
    throw new EvaluationError(error.message, { cause: error });
  }
  return onError === 'UNKNOWN' ? null : onError === 'TRUE';
}

export const jsonPredicates: readonly ScalarFunction[] = [
  isJson('VALUE', 'Whether a text is JSON.', () => true),
  isJson('SCALAR', 'Whether a text is a JSON string, number, boolean or null.', isJsonScalar),
  isJson('ARRAY', 'Whether a text is a JSON array.', isJsonArray),
  isJson('OBJECT', 'Whether a text is a JSON object.', isJsonObject),
  jsonExists,
];
