import { formatType, type LogicalType, types, type Value, withNullability } from '@riffle/columns';
import type { ArgumentInfo, CompiledCall, Inference, ScalarFunction } from '../contract.ts';
import { EvaluationError } from '../evaluation-error.ts';
import { isImplicit, overloads, parameter, type ResultRule } from '../signature/index.ts';
import { type Lookup, pathLookup } from './document.ts';
import { isJsonScalar, type JsonNode, JsonNumber, scalarText } from './node.ts';

/**
 * JSON_VALUE(json, path [, typed NULL, onEmpty, default, onError, default]): `special-syntax.md` says how the binder
 * writes the clauses.
 */

const BEHAVIOUR = parameter.symbol('NULL', 'ERROR', 'DEFAULT');
const RETURNING_KINDS = ['VARCHAR', 'BOOLEAN', 'INTEGER', 'DOUBLE'];

const returning: ResultRule = ({ infos }) => withNullability(infos[2]?.type ?? types.string(), true);

const inferShape = overloads(
  'JSON_VALUE',
  { parameters: [parameter.text, parameter.text], result: returning },
  {
    parameters: [
      parameter.text,
      parameter.text,
      parameter.anyType,
      BEHAVIOUR,
      parameter.anyType,
      BEHAVIOUR,
      parameter.anyType,
    ],
    result: returning,
  },
);

function infer(args: readonly ArgumentInfo[]): Inference {
  const found = inferShape(args);
  if (!found.ok) {
    return found;
  }
  const { resultType } = found;
  if (!RETURNING_KINDS.includes(resultType.kind)) {
    return {
      ok: false,
      message: `Unsupported type '${formatType(resultType)}' for RETURNING in JSON_VALUE(): it can return STRING, BOOLEAN, INTEGER or DOUBLE.`,
    };
  }
  const misfit = [4, 6].find(
    (i) => args[i] !== undefined && !isImplicit(withNullability(args[i].type, true), resultType),
  );
  if (misfit !== undefined) {
    return {
      ok: false,
      message: `The DEFAULT of JSON_VALUE must be of the type it returns, ${formatType(resultType)}.`,
    };
  }
  return { ...found, argumentTypes: found.argumentTypes.map((type, i) => (i === 4 || i === 6 ? resultType : type)) };
}

function compile({ resultType }: CompiledCall): ReturnType<ScalarFunction['compile']> {
  const lookUp = pathLookup();
  const convert = scalarConverter(resultType);
  return (text, path, _type, onEmpty = 'NULL', emptyDefault = null, onError = 'NULL', errorDefault = null) => {
    if (text === null || path === null) {
      return null;
    }
    const found = scalarOf(lookUp(text as string, path as string));
    if (!found.ok) {
      return fallback(onError, errorDefault, found.error.message);
    }
    return found.node === undefined
      ? fallback(onEmpty, emptyDefault, 'Empty result of JSON_VALUE function is not allowed.')
      : convert(found.node);
  };
}

/** In lax mode an array or object counts as empty, in strict mode it is an error. */
function scalarOf(found: Lookup): Lookup {
  if (!found.ok || found.node === undefined || isJsonScalar(found.node)) {
    return found;
  }
  if (found.mode === 'lax') {
    return { ...found, node: undefined };
  }
  const text = scalarText(found.node);
  return {
    ok: false,
    error: new Error(`Strict jsonpath mode requires scalar value, and the actual value is: '${text}'.`),
  };
}

function fallback(behaviour: Value, defaultValue: Value, message: string): Value {
  if (behaviour === 'ERROR') {
    throw new EvaluationError(message);
  }
  return behaviour === 'DEFAULT' ? defaultValue : null;
}

function scalarConverter(type: LogicalType): (node: JsonNode) => Value {
  switch (type.kind) {
    case 'BOOLEAN':
      return (node) => (typeof node === 'boolean' ? node : refuse(node, type));
    case 'INTEGER':
      return (node) => {
        const number = node instanceof JsonNumber && node.isInteger ? Number(node.text) : Number.NaN;
        return number === (number | 0) ? number : refuse(node, type);
      };
    case 'DOUBLE':
      return (node) => (node instanceof JsonNumber ? Number(node.text) : refuse(node, type));
    default:
      return scalarText;
  }
}

function refuse(node: JsonNode, type: LogicalType): never {
  throw new EvaluationError(
    `JSON_VALUE found ${scalarText(node)}, which is not of the type it returns, ${formatType(type)}.`,
  );
}

export const jsonValue: ScalarFunction = {
  kind: 'scalar',
  name: 'JSON_VALUE',
  category: 'json',
  signatures: [
    'JSON_VALUE(json, path [RETURNING type] [{ NULL | ERROR | DEFAULT value } ON EMPTY] [{ NULL | ERROR | DEFAULT value } ON ERROR])',
  ],
  description: 'The scalar a path leads to in a JSON text, as STRING unless RETURNING says otherwise.',
  infer,
  nulls: 'handled',
  deterministic: true,
  compile,
};
