import { formatType, type LogicalType, notNull, types, type Value } from '@riffle/columns';
import type { ArgumentInfo, CompiledCall, Inference, ScalarBody, ScalarFunction } from '../contract.ts';
import { EvaluationError } from '../evaluation-error.ts';
import { isOfFamily, overloads, parameter, returns } from '../signature/index.ts';
import { readDocument } from './document.ts';
import { type JsonNode, writeJson } from './node.ts';
import { type NodeConverter, nodeConverter } from './to-node.ts';

/** JSON_OBJECT, JSON_ARRAY, JSON_STRING and JSON; `special-syntax.md` has the order of their arguments. */

const TEXT = notNull(types.string());

function inferConstructor(groupSize: 2 | 3): ScalarFunction['infer'] {
  return (args) => {
    const message = constructorComplaint(args.slice(1), groupSize);
    return message === undefined ? accept(args, TEXT) : { ok: false, message };
  };
}

function accept(args: readonly ArgumentInfo[], resultType: LogicalType): Inference {
  return { ok: true, argumentTypes: args.map(({ type }) => type), resultType };
}

function constructorComplaint(args: readonly ArgumentInfo[], groupSize: number): string | undefined {
  for (let at = 0; at < args.length; at += groupSize) {
    const key = groupSize === 3 ? args[at] : undefined;
    if (key !== undefined && (!isOfFamily(key.type, 'CHARACTER_STRING') || key.literal === null)) {
      return `The key of JSON_OBJECT must be a character string and not NULL, but it is of type ${formatType(key.type)}.`;
    }
    const value = args[at + groupSize - 2];
    if (value !== undefined && nodeConverter(value.type) === undefined) {
      return notConvertible(value.type);
    }
  }
  return undefined;
}

function notConvertible(type: LogicalType): string {
  return `A value of type ${formatType(type)} cannot be converted into JSON. Cast it to STRING first.`;
}

/** How argument `at` becomes a node: `form` JSON means that its text is JSON already. */
function valueNode(call: CompiledCall, at: number): NodeConverter {
  if (call.literals[at + 1] === 'JSON') {
    return (value) => (value === null ? null : readText(value as string));
  }
  const convert = nodeConverter(call.argumentTypes[at] as LogicalType);
  if (convert === undefined) {
    throw new Error(`no JSON for argument ${at}`);
  }
  return convert;
}

function readText(text: string): JsonNode {
  const document = readDocument(text);
  if (!document.ok) {
    throw new EvaluationError(`Invalid JSON string in JSON(value) function: "${text}". ${document.error.message}`);
  }
  return document.node;
}

function compileObject(call: CompiledCall): ScalarBody {
  const fields: { key: number; convert: NodeConverter }[] = [];
  for (let at = 1; at < call.argumentTypes.length; at += 3) {
    fields.push({ key: at, convert: valueNode(call, at + 1) });
  }
  const skipsNulls = call.literals[0] === 'ABSENT';
  return (...args) => {
    const object = new Map<string, JsonNode>();
    for (const { key, convert } of fields) {
      const value = args[key + 1] as Value;
      if (value !== null || !skipsNulls) {
        object.set(args[key] as string, convert(value));
      }
    }
    return writeJson(object);
  };
}

function compileArray(call: CompiledCall): ScalarBody {
  const elements: { at: number; convert: NodeConverter }[] = [];
  for (let at = 1; at < call.argumentTypes.length; at += 2) {
    elements.push({ at, convert: valueNode(call, at) });
  }
  const skipsNulls = call.literals[0] !== 'NULL';
  return (...args) => {
    const kept = skipsNulls ? elements.filter(({ at }) => args[at] !== null) : elements;
    return writeJson(kept.map(({ at, convert }) => convert(args[at] as Value)));
  };
}

const jsonObject: ScalarFunction = {
  kind: 'scalar',
  name: 'JSON_OBJECT',
  category: 'json',
  signatures: ['JSON_OBJECT([[KEY] key VALUE value]* [{ NULL | ABSENT } ON NULL])'],
  description: 'A JSON object of the given keys and values.',
  infer: inferConstructor(3),
  nulls: 'handled',
  deterministic: true,
  compile: compileObject,
};

const jsonArray: ScalarFunction = {
  kind: 'scalar',
  name: 'JSON_ARRAY',
  category: 'json',
  signatures: ['JSON_ARRAY([value]* [{ NULL | ABSENT } ON NULL])'],
  description: 'A JSON array of the given values.',
  infer: inferConstructor(2),
  nulls: 'handled',
  deterministic: true,
  compile: compileArray,
};

const jsonString: ScalarFunction = {
  kind: 'scalar',
  name: 'JSON_STRING',
  category: 'json',
  signatures: ['JSON_STRING(value)'],
  description: 'A value as JSON text; NULL stays NULL.',
  infer: (args) => {
    const found = overloads('JSON_STRING', { parameters: [parameter.anyType], result: returns(types.string()) })(args);
    const type = args[0]?.type;
    return found.ok && type !== undefined && nodeConverter(type) === undefined
      ? { ok: false, message: notConvertible(type) }
      : found;
  },
  nulls: 'propagate',
  deterministic: true,
  compile: ({ argumentTypes }) => {
    const convert = nodeConverter(argumentTypes[0] as LogicalType);
    return (value) => (convert === undefined ? null : writeJson(convert(value as Value)));
  },
};

const json: ScalarFunction = {
  kind: 'scalar',
  name: 'JSON',
  category: 'json',
  signatures: ['JSON(text)'],
  description: 'Marks a text as JSON, to be put into JSON_OBJECT or JSON_ARRAY as it is.',
  infer: overloads('JSON', { parameters: [parameter.text], result: () => types.string() }),
  nulls: 'propagate',
  deterministic: true,
  compile: () => (text) => ((text as string).trim() === '' ? null : writeJson(readText((text as string).trim()))),
};

export const jsonConstructors: readonly ScalarFunction[] = [jsonObject, jsonArray, jsonString, json];
