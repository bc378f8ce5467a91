import { formatType, type LogicalType, types, type Value, withNullability } from '@riffle/columns';
import type { ArgumentInfo, CompiledCall, Inference, ScalarFunction } from '../contract.ts';
import { EvaluationError } from '../evaluation-error.ts';
import { overloads, parameter, type ResultRule } from '../signature/index.ts';
import { type Lookup, pathLookup } from './document.ts';
import { isJsonArray, isJsonScalar, scalarText, writeJson } from './node.ts';

/**
 * JSON_QUERY(json, path [, typed NULL, wrapper, onEmpty, onError]): `special-syntax.md` says how the binder writes the
 * clauses.
 */

const WRAPPER = parameter.symbol('WITHOUT', 'CONDITIONAL', 'UNCONDITIONAL');
const BEHAVIOUR = parameter.symbol('NULL', 'EMPTY ARRAY', 'EMPTY OBJECT', 'ERROR');

const returning: ResultRule = ({ infos }) => withNullability(infos[2]?.type ?? types.string(), true);

const inferShape = overloads(
  'JSON_QUERY',
  { parameters: [parameter.text, parameter.text], result: returning },
  {
    parameters: [parameter.text, parameter.text, parameter.anyType, WRAPPER, BEHAVIOUR, BEHAVIOUR],
    result: returning,
  },
);

function infer(args: readonly ArgumentInfo[]): Inference {
  const found = inferShape(args);
  const message = found.ok ? complaint(found.resultType, args[4]?.literal, args[5]?.literal) : undefined;
  return message === undefined ? found : { ok: false, message };
}

function complaint(type: LogicalType, onEmpty: Value | undefined, onError: Value | undefined): string | undefined {
  if (type.kind === 'VARCHAR') {
    return undefined;
  }
  if (type.kind !== 'ARRAY') {
    return `Unsupported type '${formatType(type)}' for RETURNING in JSON_QUERY(): it can return STRING or ARRAY<STRING>.`;
  }
  if (type.element.kind !== 'VARCHAR') {
    return `Unsupported array element type '${type.element.kind}' for RETURNING ARRAY in JSON_QUERY(): it can be STRING only.`;
  }
  const illegal = onEmpty === 'EMPTY OBJECT' ? 'empty' : onError === 'EMPTY OBJECT' ? 'error' : undefined;
  return illegal && `Illegal on ${illegal} behavior 'EMPTY OBJECT' for return type: ${formatType(type)}.`;
}

function compile({ resultType }: CompiledCall): ReturnType<ScalarFunction['compile']> {
  const lookUp = pathLookup();
  const toArray = resultType.kind === 'ARRAY';
  return (text, path, _type, wrapper = 'WITHOUT', onEmpty = 'NULL', onError = 'NULL') => {
    if (text === null || path === null) {
      return null;
    }
    const result = composite(wrap(lookUp(text as string, path as string), wrapper), toArray);
    if (!result.ok) {
      return fallback(onError, toArray, result.error.message);
    }
    return result.value === undefined
      ? fallback(onEmpty, toArray, 'Empty result of JSON_QUERY function is not allowed.')
      : result.value;
  };
}

function wrap(found: Lookup, wrapper: Value): Lookup {
  if (!found.ok || found.node === undefined) {
    return found;
  }
  const isWrapped = wrapper === 'UNCONDITIONAL' || (wrapper === 'CONDITIONAL' && !isJsonArray(found.node));
  return isWrapped ? { ...found, node: [found.node] } : found;
}

type Composite =
  | { readonly ok: true; readonly value: Value | undefined }
  | { readonly ok: false; readonly error: Error };

/** In lax mode a scalar counts as nothing; in strict mode it is an error. */
function composite(found: Lookup, toArray: boolean): Composite {
  if (!found.ok || found.node === undefined) {
    return found.ok ? { ok: true, value: undefined } : found;
  }
  const { node, mode } = found;
  if (isJsonScalar(node)) {
    const error = `Strict jsonpath mode requires array or object value, and the actual value is: ''${scalarText(node)}''.`;
    return mode === 'lax' ? { ok: true, value: undefined } : { ok: false, error: new Error(error) };
  }
  if (!toArray) {
    return { ok: true, value: writeJson(node) };
  }
  return isJsonArray(node)
    ? { ok: true, value: node.map((element) => (element === null ? null : scalarText(element))) }
    : { ok: false, error: new Error('JSON_QUERY returns an array here, but the path leads to an object.') };
}

function fallback(behaviour: Value, toArray: boolean, message: string): Value {
  switch (behaviour) {
    case 'ERROR':
      throw new EvaluationError(message);
    case 'EMPTY ARRAY':
      return toArray ? [] : '[]';
    case 'EMPTY OBJECT':
      return '{}';
    default:
      return null;
  }
}

export const jsonQuery: ScalarFunction = {
  kind: 'scalar',
  name: 'JSON_QUERY',
  category: 'json',
  signatures: [
    'JSON_QUERY(json, path [RETURNING type] [{ WITHOUT | WITH CONDITIONAL | WITH UNCONDITIONAL } ARRAY WRAPPER] [{ NULL | EMPTY ARRAY | EMPTY OBJECT | ERROR } ON EMPTY] [{ NULL | EMPTY ARRAY | EMPTY OBJECT | ERROR } ON ERROR])',
  ],
  description: 'The JSON array or object a path leads to in a JSON text.',
  infer,
  nulls: 'handled',
  deterministic: true,
  compile,
};
